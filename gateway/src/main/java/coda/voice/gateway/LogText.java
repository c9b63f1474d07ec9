package coda.voice.gateway;

import java.util.regex.Pattern;

/** Makes text from outside safe to write into the log. */
public final class LogText {
  /** What makes another line, steers a terminal, turns the direction of text, or is not seen. */
  private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");

  private LogText() {}

  /**
   * The text on one line, with whatever cannot be seen as its number: {@code \u000a}.
   *
   * @param text from anybody
   */
  public static String oneLine(String text) {
    return UNSEEN
        .matcher(text)
        .replaceAll(found -> "\\\\u%04x".formatted(found.group().codePointAt(0)));
  }
}
