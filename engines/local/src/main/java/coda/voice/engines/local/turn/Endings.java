package coda.voice.engines.local.turn;

import coda.voice.engines.local.english.Words;
import java.util.Set;
import java.util.regex.Pattern;

/** What the last word of a text says about whether more is to come. */
final class Endings {
  /** No English sentence ends in these. */
  private static final Set<String> NEVER_LAST =
      Set.of(
          "and",
          "or",
          "but",
          "because",
          "if",
          "than",
          "although",
          "unless",
          "until",
          "whether",
          "the",
          "a",
          "an",
          "my",
          "our",
          "your",
          "their",
          "every",
          "um",
          "uh",
          "er",
          "erm",
          "hmm",
          "hm",
          "mm",
          "plus",
          "minus",
          "divided",
          "multiplied",
          "per");

  private static final Set<String> PREPOSITIONS =
      Set.of(
          "to", "for", "of", "in", "on", "at", "by", "with", "from", "about", "into", "onto", "as",
          "between", "without", "during", "under", "over", "called", "named");

  private static final Set<String> VERBS =
      Set.of(
          "is", "are", "was", "were", "am", "be", "do", "does", "did", "can", "could", "would",
          "will", "shall", "should", "have", "has", "had", "may", "might", "must");

  private static final Set<String> PRONOUNS =
      Set.of(
          "i", "you", "we", "they", "he", "she", "it", "this", "that", "these", "those", "there",
          "who", "what", "which");

  private static final Set<String> QUESTIONS =
      Set.of("what", "who", "where", "which", "when", "how", "why");

  /** "Turn the light on", "go on", "log in": these belong to their verb. */
  private static final Set<String> PARTICLES = Set.of("on", "in", "over", "by", "under");

  private static final Set<String> PARTICLE_VERBS =
      Set.of(
          "turn", "switch", "put", "keep", "leave", "go", "going", "come", "coming", "carry",
          "hold", "move", "log", "sign", "check", "drop", "get", "give", "stop", "start");

  private static final Pattern OPEN_PUNCTUATION =
      Pattern.compile("([,:;\\u2026\\u2014-]|\\.\\.)\\s*$");

  private Endings() {}

  /** Whether the last word is one no sentence ends in, be it a whole command or not. */
  static boolean unfinished(Words words) {
    return NEVER_LAST.contains(words.at(words.size() - 1));
  }

  /** Whether a recogniser that writes punctuation leaves the sentence open: "well, …". */
  static boolean openPunctuation(String text) {
    return OPEN_PUNCTUATION.matcher(text).find();
  }

  /** Whether the last word of what is no whole command leads on to another. */
  static boolean leadsOn(Words words) {
    int end = words.size() - 1;
    if (end < 1) {
      return false;
    }
    String last = words.at(end);
    String before = words.at(end - 1);
    if (PREPOSITIONS.contains(last)) {
      return !stranded(words, before) && !particle(words, before, last);
    }
    if (VERBS.contains(last) && !before.equals("to")) {
      // "yes I can", "I know what it is" stop here; "what is", "my name is" do not.
      return QUESTIONS.contains(words.at(0)) && end == 1 || !PRONOUNS.contains(before);
    }
    if (last.equals("i") || last.equals("we")) {
      return !before.equals("am") && !before.equals("are");
    }
    return last.equals("that") && (before.equals("remember") || before.equals("forget"));
  }

  /** "Where are you from", "what are you looking at": a preposition left at the end on purpose. */
  private static boolean stranded(Words words, String before) {
    return QUESTIONS.contains(words.at(0)) && (PRONOUNS.contains(before) || before.endsWith("ing"));
  }

  private static boolean particle(Words words, String before, String last) {
    return PARTICLES.contains(last)
        && (PRONOUNS.contains(before)
            || PARTICLE_VERBS.contains(before)
            || PARTICLE_VERBS.contains(words.at(0)));
  }
}
