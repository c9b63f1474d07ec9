package coda.voice.engines.local.turn;

import coda.voice.engines.local.english.NumberReader;
import coda.voice.engines.local.english.Words;
import java.util.Set;

/** Numbers at the end of what was heard: are they still being said? */
final class Numbers {
  private static final Set<String> DIGITS =
      Set.of(
          "zero", "oh", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
          "double", "triple");

  /** Words that another number word often follows: "twenty" + "seven", "hundred" + "and five". */
  private static final Set<String> GROWING =
      Set.of(
          "twenty",
          "thirty",
          "forty",
          "fifty",
          "sixty",
          "seventy",
          "eighty",
          "ninety",
          "hundred",
          "thousand",
          "million",
          "billion");

  private static final Set<String> SUMS =
      Set.of("what", "how", "calculate", "compute", "solve", "work");

  /** So many digits in a row are a number being dictated; with so many it may be whole. */
  private static final int DICTATION = 2;

  private static final int WHOLE_DICTATION = 10;

  private Numbers() {}

  /** Whether the text ends in digits said one by one, as a telephone number is. */
  static boolean dictated(Words words) {
    int at = words.size();
    int digits = 0;
    while (at > 0 && (DIGITS.contains(words.at(at - 1)) || lonelyDigit(words, at - 1))) {
      at--;
      digits++;
    }
    String last = words.at(words.size() - 1);
    if (last.equals("point") || last.equals("times")) {
      return words.size() > 1 && ends(words, words.size() - 2) && !counted(words);
    }
    return digits >= DICTATION
        && digits < WHOLE_DICTATION
        && !words.at(at - 1).equals("point"); // "three point one four" is one number
  }

  /** "Say that three times" ends here, "what is three times" does not. */
  private static boolean counted(Words words) {
    return words.at(words.size() - 1).equals("times")
        && !SUMS.contains(words.at(0))
        && !ends(words, 0);
  }

  private static boolean lonelyDigit(Words words, int at) {
    return words.at(at).length() == 1 && words.digitsAt(at);
  }

  /** Whether the text ends in a number. */
  static boolean ends(Words words) {
    return ends(words, words.size() - 1);
  }

  private static boolean ends(Words words, int at) {
    return GROWING.contains(words.at(at)) || NumberReader.read(words, at).isPresent();
  }

  /** Whether the number at the end may have another word. */
  static boolean mayGrow(Words words) {
    return GROWING.contains(words.at(words.size() - 1));
  }
}
