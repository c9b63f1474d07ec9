package coda.voice.conversation.routing;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Text as words that can be compared: case and accents gone, apostrophes and hyphens divide. */
final class Words {
  private static final Pattern ACCENTS = Pattern.compile("\\p{InCombiningDiacriticalMarks}+");
  private static final Pattern THOUSANDS =
      Pattern.compile("(?<=\\p{Nd}),(?=\\p{Nd}{3}(?!\\p{Nd}))");
  private static final Pattern WORD =
      Pattern.compile("\\p{Nd}+(?:[.,]\\p{Nd}+)*|[\\p{L}\\p{M}\\p{N}]+");

  private Words() {}

  static List<String> of(String text) {
    String plain = ACCENTS.matcher(Normalizer.normalize(text, Normalizer.Form.NFD)).replaceAll("");
    // There and back, because some letters have two forms in one direction (ß is SS).
    String folded =
        Normalizer.normalize(plain, Normalizer.Form.NFC)
            .toUpperCase(Locale.ROOT)
            .toLowerCase(Locale.ROOT);
    return WORD.matcher(THOUSANDS.matcher(folded).replaceAll(""))
        .results()
        .map(match -> match.group().replace(',', '.'))
        .toList();
  }

  /** Whether a word is written in digits. */
  static boolean isNumber(String word) {
    return Character.isDigit(word.codePointAt(0));
  }
}
