package coda.voice.conversation.routing;

import java.util.List;
import java.util.Map;

/**
 * A cautious stemmer of English: plural and the endings of verbs are taken off, and small numbers
 * become digits. It is enough to see that "walked" and "walks" are one word.
 */
final class EnglishStem {
  private static final Map<String, String> NUMBERS =
      Map.ofEntries(
          Map.entry("zero", "0"),
          Map.entry("one", "1"),
          Map.entry("two", "2"),
          Map.entry("three", "3"),
          Map.entry("four", "4"),
          Map.entry("five", "5"),
          Map.entry("six", "6"),
          Map.entry("seven", "7"),
          Map.entry("eight", "8"),
          Map.entry("nine", "9"),
          Map.entry("ten", "10"),
          Map.entry("eleven", "11"),
          Map.entry("twelve", "12"),
          Map.entry("thirteen", "13"),
          Map.entry("fourteen", "14"),
          Map.entry("fifteen", "15"),
          Map.entry("sixteen", "16"),
          Map.entry("seventeen", "17"),
          Map.entry("eighteen", "18"),
          Map.entry("nineteen", "19"),
          Map.entry("twenty", "20"),
          Map.entry("thirty", "30"),
          Map.entry("forty", "40"),
          Map.entry("fifty", "50"),
          Map.entry("sixty", "60"),
          Map.entry("seventy", "70"),
          Map.entry("eighty", "80"),
          Map.entry("ninety", "90"),
          Map.entry("hundred", "100"),
          Map.entry("thousand", "1000"),
          Map.entry("million", "1000000"));

  private static final List<String> VERBAL = List.of("ing", "ed");

  private EnglishStem() {}

  static String of(String word) {
    String number = NUMBERS.get(word);
    if (number != null) {
      return number;
    }
    if (Words.isNumber(word)) {
      return word;
    }
    return withoutVowel(withoutVerbal(singular(word)));
  }

  /** Whether a word is a number, in digits or letters. */
  static boolean isNumber(String word) {
    return Words.isNumber(word) || NUMBERS.containsKey(word);
  }

  private static String singular(String word) {
    if (word.endsWith("ies") && word.length() > 4) {
      return word.substring(0, word.length() - 3) + "y";
    }
    boolean plural = word.endsWith("s") && word.length() > 3;
    return plural && !word.endsWith("ss") && !word.endsWith("us") && !word.endsWith("is")
        ? word.substring(0, word.length() - 1)
        : word;
  }

  private static String withoutVerbal(String word) {
    if (word.endsWith("ied") && word.length() > 4) {
      return word.substring(0, word.length() - 3) + "y";
    }
    for (String ending : VERBAL) {
      String rest = word.substring(0, Math.max(0, word.length() - ending.length()));
      if (word.endsWith(ending) && rest.length() > 2 && rest.matches(".*[aeiouy].*")) {
        return undoubled(rest);
      }
    }
    return word;
  }

  /** "stopp" of "stopped" is "stop". */
  private static String undoubled(String word) {
    char last = word.charAt(word.length() - 1);
    boolean doubled = last == word.charAt(word.length() - 2) && "bdgmnprt".indexOf(last) >= 0;
    return doubled ? word.substring(0, word.length() - 1) : word;
  }

  /** "bake", "baked" and "baking", "try" and "tries" meet without their last vowel. */
  private static String withoutVowel(String word) {
    return word.length() > 3 && (word.endsWith("e") || word.endsWith("y"))
        ? word.substring(0, word.length() - 1)
        : word;
  }
}
