package coda.voice.engines.language.ollama;

import coda.voice.engines.language.chat.SettingReader;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How long Ollama keeps a model in memory after it was used, as Ollama writes it. */
final class KeepAlive {
  private static final Pattern DURATION = Pattern.compile("(?:(\\d+)h)?(?:(\\d+)m)?(?:(\\d+)s)?");
  private static final int MAX_SECONDS = 30 * 24 * 3600;

  private KeepAlive() {}

  /**
   * Reads the setting {@code keep_alive}.
   *
   * @param reader of the engine
   * @return seconds; below 0 for ever
   */
  static int seconds(SettingReader reader) {
    String text = reader.text("keep_alive").orElse("5m");
    if (text.startsWith("-")) {
      return -1;
    }
    long seconds = text.matches("\\d{1,9}") ? Long.parseLong(text) : duration(text);
    if (seconds < 0 || seconds > MAX_SECONDS) {
      throw reader.wrong(
          "keep_alive", text, "a time such as 90s, 5m or 1h30m up to 30 days, or -1 for ever");
    }
    return (int) seconds;
  }

  private static long duration(String text) {
    Matcher parts = DURATION.matcher(text);
    if (text.isEmpty() || text.length() > 20 || !parts.matches()) {
      return -1;
    }
    return 3600 * part(parts.group(1)) + 60 * part(parts.group(2)) + part(parts.group(3));
  }

  private static long part(@Nullable String digits) {
    return digits == null ? 0 : digits.length() > 7 ? MAX_SECONDS + 1L : Long.parseLong(digits);
  }
}
