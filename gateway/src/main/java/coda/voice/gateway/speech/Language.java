package coda.voice.gateway.speech;

import coda.voice.protocol.Shown;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Finds the language of an engine that a request means. */
final class Language {
  private static final Pattern TAG = Pattern.compile("[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}");

  private Language() {}

  /**
   * A language of an engine.
   *
   * @param wanted ISO 639 or BCP 47, as the request has it; empty for the usual one
   * @param usual of the server, BCP 47
   * @param known of the engine, BCP 47
   * @throws SpeechException when the engine does not know it
   */
  static String choose(String wanted, String usual, Collection<String> known) {
    if (wanted.isEmpty() || same(wanted, usual)) {
      return usual;
    }
    Optional<String> found =
        TAG.matcher(wanted).matches()
            ? known.stream().filter(language -> same(language, wanted)).sorted().findFirst()
            : Optional.empty();
    return found.orElseThrow(
        () ->
            SpeechException.invalid(
                "language",
                "language is %s; this server knows %s"
                    .formatted(Shown.text(wanted), new TreeSet<>(known))));
  }

  private static boolean same(String one, String other) {
    return primary(one).equals(primary(other));
  }

  private static String primary(String tag) {
    return Locale.forLanguageTag(tag).getLanguage();
  }

  /**
   * Its English name in small letters, as OpenAI tells it: {@code english}.
   *
   * @param tag BCP 47
   */
  static String name(String tag) {
    return Locale.forLanguageTag(tag).getDisplayLanguage(Locale.ENGLISH).toLowerCase(Locale.ROOT);
  }
}
