package coda.voice.engines.local.turn;

import coda.voice.engine.TurnDetector.Judgement;
import coda.voice.engine.TurnDetector.TurnEvidence;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;

/** Judges by the words, for English; in other languages it never knows. */
final class WordJudge implements Function<TurnEvidence, Judgement> {
  /** Words that another one follows: conjunctions, prepositions, articles, hesitation. */
  private static final Set<String> LEADS_ON =
      Set.of(
          "and", "or", "but", "because", "so", "if", "then", "that", "than", "while", "when", "the",
          "a", "an", "my", "your", "our", "his", "her", "their", "this", "these", "to", "of", "for",
          "from", "with", "in", "at", "by", "into", "about", "between", "um", "uh", "er", "erm",
          "hmm", "well", "like", "is", "are", "was", "were", "am", "be", "will", "would", "can",
          "could", "should", "do", "does", "plus", "minus", "times", "point", "hey", "please");

  /** Said one after the other when a number is dictated. */
  private static final Set<String> DIGITS =
      Set.of(
          "zero",
          "ten",
          "eleven",
          "twelve",
          "thirteen",
          "fourteen",
          "fifteen",
          "sixteen",
          "seventeen",
          "eighteen",
          "nineteen",
          "oh",
          "one",
          "two",
          "three",
          "four",
          "five",
          "six",
          "seven",
          "eight",
          "nine",
          "double",
          "triple",
          "hundred",
          "thousand",
          "twenty",
          "thirty",
          "forty",
          "fifty",
          "sixty",
          "seventy",
          "eighty",
          "ninety");

  private final CompleteCommands commands;

  WordJudge(CompleteCommands commands) {
    this.commands = commands;
  }

  @Override
  public Judgement apply(TurnEvidence evidence) {
    String text = evidence.partial().strip().toLowerCase(Locale.ROOT);
    if (text.isEmpty() || !Locale.forLanguageTag(evidence.language()).getLanguage().equals("en")) {
      return Judgement.UNKNOWN;
    }
    String[] words = text.replaceAll("[^a-z0-9' ]", "").split(" +");
    String last = words[words.length - 1];
    boolean dictating = DIGITS.contains(last) || last.chars().allMatch(Character::isDigit);
    if (dictating && (words.length == 1 || isDigits(words[words.length - 2]))) {
      return Judgement.INCOMPLETE;
    }
    if (commands.isWhole(text)) {
      return Judgement.COMPLETE;
    }
    return LEADS_ON.contains(last) || dictating ? Judgement.INCOMPLETE : Judgement.UNKNOWN;
  }

  private static boolean isDigits(String word) {
    return DIGITS.contains(word) || word.chars().allMatch(Character::isDigit);
  }
}
