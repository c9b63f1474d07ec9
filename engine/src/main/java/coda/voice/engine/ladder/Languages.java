package coda.voice.engine.ladder;

import java.util.Collection;
import java.util.Locale;

/** Which languages an engine knows. */
final class Languages {
  private Languages() {}

  /**
   * Whether a language is among others. One without a region stands for all of its regions, and the
   * other way round.
   *
   * @param known BCP 47
   * @param wanted BCP 47
   */
  static boolean include(Collection<String> known, String wanted) {
    String language = Locale.forLanguageTag(wanted).getLanguage();
    return known.stream().anyMatch(k -> Locale.forLanguageTag(k).getLanguage().equals(language));
  }
}
