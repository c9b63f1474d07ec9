package coda.voice.engines.local.phrases;

import java.util.Locale;

/**
 * How alike two words sound. Words become a rough string of sounds (one letter per consonant sound,
 * one per group of vowels) and are compared with a weighted edit distance in which sounds that
 * recognisers confuse cost less. In the spirit of Metaphone (L. Philips, "Hanging on the
 * Metaphone", Computer Language 7(12), 1990), but keeping vowels.
 */
final class Sounds {
  private static final String VOWELS = "aeiou";
  private static final String[] ALIKE = {
    "td", "pb", "kg", "sz", "fv", "mn", "CJ", "CS", "JS", "lr", "sS", "0f", "0d", "yJ"
  };
  private static final double VOWEL_FOR_VOWEL = 0.35;
  private static final double ALIKE_CONSONANTS = 0.45;

  private Sounds() {}

  /**
   * 1 for the same sounds, 0 for nothing in common.
   *
   * @param x sounds of a word, from {@link #of}
   * @param y sounds of another
   */
  static double similarity(String x, String y) {
    int longest = Math.max(x.length(), y.length());
    return longest == 0 ? 0 : Math.max(0, 1 - distance(x, y) / longest);
  }

  private static double distance(String x, String y) {
    double[] previous = new double[y.length() + 1];
    for (int j = 1; j <= y.length(); j++) {
      previous[j] = previous[j - 1] + extra(y.charAt(j - 1));
    }
    for (int i = 1; i <= x.length(); i++) {
      double[] now = new double[y.length() + 1];
      now[0] = previous[0] + extra(x.charAt(i - 1));
      for (int j = 1; j <= y.length(); j++) {
        double swap = previous[j - 1] + instead(x.charAt(i - 1), y.charAt(j - 1));
        double drop = previous[j] + extra(x.charAt(i - 1));
        double add = now[j - 1] + extra(y.charAt(j - 1));
        now[j] = Math.min(swap, Math.min(drop, add));
      }
      previous = now;
    }
    return previous[y.length()];
  }

  private static double extra(char sound) {
    if (sound == 'h') {
      return 0.3;
    }
    return isVowel(sound) || sound == 'n' ? 0.5 : 1;
  }

  private static double instead(char a, char b) {
    if (a == b) {
      return 0;
    }
    if (isVowel(a) && isVowel(b)) {
      return VOWEL_FOR_VOWEL;
    }
    for (String pair : ALIKE) {
      if (pair.indexOf(a) >= 0 && pair.indexOf(b) >= 0) {
        return ALIKE_CONSONANTS;
      }
    }
    return 1;
  }

  private static boolean isVowel(char c) {
    return VOWELS.indexOf(c) >= 0;
  }

  /** The sounds of a word. */
  static String of(String word) {
    String w = spelling(word.toLowerCase(Locale.ROOT));
    StringBuilder sounds = new StringBuilder();
    for (int i = 0; i < w.length(); i++) {
      char c = w.charAt(i);
      char next = i + 1 < w.length() ? w.charAt(i + 1) : ' ';
      char sound = sound(c, next, i == 0);
      char last = sounds.isEmpty() ? ' ' : sounds.charAt(sounds.length() - 1);
      boolean silentEnd = c == 'e' && i == w.length() - 1 && i > 1 && !isVowel(last);
      boolean sameGroup = isVowel(sound) && isVowel(last);
      if (sound != ' ' && sound != last && !silentEnd && !sameGroup) {
        sounds.append(sound);
      }
    }
    return sounds.toString();
  }

  private static String spelling(String word) {
    return word.replaceAll("[^a-z]", "")
        .replaceAll("^(kn|gn)", "n")
        .replaceAll("^wr", "r")
        .replaceAll("^wh", "w")
        .replaceAll("^ps", "s")
        .replace("tch", "C")
        .replace("sch", "sk")
        .replace("tion", "Sn")
        .replace("dge", "J")
        .replace("ph", "f")
        .replace("ck", "k")
        .replace("ch", "C")
        .replace("sh", "S")
        .replace("th", "0")
        .replaceAll("(?<=.)gh", "")
        .replace("qu", "kw")
        .replace("x", "ks")
        .replaceAll("mb$", "m")
        .replaceAll("(?<=[aeiou])(lk|lm)", "k");
  }

  private static char sound(char c, char next, boolean first) {
    boolean soft = next == 'e' || next == 'i' || next == 'y';
    return switch (c) {
      case 'c' -> soft ? 's' : 'k';
      case 'g' -> soft && !first ? 'J' : 'g';
      case 'j' -> 'J';
      case 'q' -> 'k';
      case 'y' -> first ? 'y' : 'i';
      case 'w' -> isVowel(next) ? 'w' : 'o';
      case 'h' -> isVowel(next) ? 'h' : ' ';
      default -> c;
    };
  }
}
