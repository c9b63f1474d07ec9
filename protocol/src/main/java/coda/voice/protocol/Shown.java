package coda.voice.protocol;

/** How a value from the wire is shown in a message to people: short, on one line, harmless. */
public final class Shown {
  private static final int MAX_LENGTH = 60;

  private Shown() {}

  /**
   * A text in quotes, cut after 60 characters, with control characters, quotes, line separators and
   * lone surrogates escaped.
   *
   * @param text anything
   */
  public static String text(String text) {
    StringBuilder out = new StringBuilder(Math.min(text.length(), MAX_LENGTH) + 8).append('"');
    int at = 0;
    while (at < text.length() && at < MAX_LENGTH) {
      int point = text.codePointAt(at);
      append(out, point);
      at += Character.charCount(point);
    }
    return out.append(at < text.length() ? "\"…" : "\"").toString();
  }

  /**
   * A message for the log: what {@link #text} has quoted in it is left out, since it may be what a
   * user said or a secret.
   *
   * @param message with quotes of {@link #text}
   */
  public static String withoutQuotes(String message) {
    StringBuilder out = new StringBuilder(message.length());
    boolean inside = false;
    for (int at = 0; at < message.length(); at++) {
      char c = message.charAt(at);
      if (c == '"') {
        out.append(inside ? "…\"" : "\"");
        inside = !inside;
      } else if (inside && c == '\\') {
        at++; // what is escaped does not end the quote
      } else if (!inside) {
        out.append(c);
      }
    }
    return out.toString();
  }

  private static void append(StringBuilder out, int point) {
    if (point == '"' || point == '\\') {
      out.append('\\').append((char) point);
    } else if (isPrintable(point)) {
      out.appendCodePoint(point);
    } else {
      out.append(String.format("\\u%04x", point));
    }
  }

  private static boolean isPrintable(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
