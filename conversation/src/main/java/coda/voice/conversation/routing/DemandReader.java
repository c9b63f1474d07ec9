package coda.voice.conversation.routing;

import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Measures what a turn asks for. */
final class DemandReader {
  private static final int A_FEW_WORDS = 10;
  private static final int LONG = 20;
  private static final int VERY_LONG = 50;
  private static final int SEVERAL_CLAUSES = 3;
  private static final int WORDS_OF_A_CLAUSE = 3;
  private static final int SEVERAL_NUMBERS = 2;

  private static final int MEDIUM_FROM = 2;
  private static final int HIGH_FROM = 4;

  private static final Set<Intent> DEMANDING =
      Set.of(Intent.CODING, Intent.REASONING, Intent.EXPLANATION);

  /** Scripts written without blanks between words, besides the ideographs. */
  private static final Pattern UNSPACED =
      Pattern.compile(
          "[\\p{IsHiragana}\\p{IsKatakana}\\p{IsThai}\\p{IsLao}\\p{IsKhmer}\\p{IsMyanmar}]");

  private static final Pattern PAUSE = Pattern.compile("[.,;:!?¿¡。、，？！]+");

  private DemandReader() {}

  static Demand read(String text, String language, ToolWords tools) {
    Lexicon lexicon = Lexicon.of(language);
    List<String> words = Words.of(text);
    Set<Intent> intents = lexicon.english() ? EnglishTopics.intents(words) : questionMark(text);
    Set<String> reasons = new LinkedHashSet<>();
    Set<Need> needs = EnumSet.noneOf(Need.class);
    if (lexicon.english()) {
      needs.addAll(EnglishTopics.needs(words, text, reasons));
    }
    tools
        .wanted(words, lexicon)
        .ifPresent(
            tool -> {
              needs.add(Need.TOOL);
              reasons.add("mentions what the tool " + tool + " is for");
            });
    Complexity complexity = complexity(points(text, words, intents, lexicon, reasons));
    if (reasons.isEmpty()) {
      reasons.add(words.isEmpty() ? "its words are not known" : "is short and simple");
    }
    return new Demand(complexity, intents, needs, List.copyOf(reasons));
  }

  private static Set<Intent> questionMark(String text) {
    return text.indexOf('?') >= 0 || text.indexOf('？') >= 0
        ? EnumSet.of(Intent.LOOKUP)
        : EnumSet.noneOf(Intent.class);
  }

  private static int points(
      String text, List<String> words, Set<Intent> intents, Lexicon lexicon, Set<String> reasons) {
    int points = 0;
    int length = length(words);
    if (length > A_FEW_WORDS) {
      points += length > VERY_LONG ? HIGH_FROM : length > LONG ? MEDIUM_FROM : 1;
    }
    if (length > LONG) {
      reasons.add(length > VERY_LONG ? "is very long" : "is long");
    }
    List<Intent> demanding = intents.stream().filter(DEMANDING::contains).sorted().toList();
    if (!demanding.isEmpty()) {
      points += 1 + demanding.size();
      demanding.forEach(intent -> reasons.add(intent.reason()));
    } else if (intents.contains(Intent.LOOKUP)) {
      points += 1;
      reasons.add(Intent.LOOKUP.reason());
    } else if (intents.contains(Intent.SMALL_TALK)) {
      reasons.add(Intent.SMALL_TALK.reason());
    }
    if (lexicon.english()) {
      int detail = EnglishTopics.detail(words);
      points += detail;
      if (detail > 0) {
        reasons.add("asks for detail");
      }
    }
    if (clauses(text, lexicon) >= SEVERAL_CLAUSES) {
      points++;
      reasons.add("has several clauses");
    }
    if (words.stream().filter(Words::isNumber).count() >= SEVERAL_NUMBERS) {
      points++;
      reasons.add("has several numbers");
    }
    return points;
  }

  private static Complexity complexity(int points) {
    return points >= HIGH_FROM
        ? Complexity.HIGH
        : points >= MEDIUM_FROM ? Complexity.MEDIUM : Complexity.LOW;
  }

  /** Words, and of scripts that are written without blanks one for every two signs. */
  private static int length(List<String> words) {
    return words.stream().mapToInt(DemandReader::length).sum();
  }

  private static int length(String word) {
    return Character.isIdeographic(word.codePointAt(0)) || UNSPACED.matcher(word).lookingAt()
        ? (word.codePointCount(0, word.length()) + 1) / 2
        : 1;
  }

  private static int clauses(String text, Lexicon lexicon) {
    int clauses = 0;
    for (String part : PAUSE.split(text, -1)) {
      int inClause = 0;
      for (String word : Words.of(part)) {
        if (lexicon.english() && EnglishTopics.joins(word)) {
          clauses += inClause >= WORDS_OF_A_CLAUSE ? 1 : 0;
          inClause = 0;
        } else {
          inClause++;
        }
      }
      clauses += inClause >= WORDS_OF_A_CLAUSE ? 1 : 0;
    }
    return clauses;
  }
}
