package coda.voice.gateway;

import java.util.Collection;
import java.util.Locale;

/** Languages as engines and clients name them. */
public final class Languages {
  private Languages() {}

  /**
   * Whether a language is among others. One without a region stands for all of its regions, and the
   * other way round.
   *
   * @param known BCP 47
   * @param wanted BCP 47
   */
  public static boolean has(Collection<String> known, String wanted) {
    String tag = wanted.toLowerCase(Locale.ROOT);
    return known.stream()
        .map(language -> language.toLowerCase(Locale.ROOT))
        .anyMatch(
            language ->
                language.equals(tag)
                    || language.startsWith(tag + "-")
                    || tag.startsWith(language + "-"));
  }
}
