package coda.voice.testkit.scenario;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The smallest pieces of a statement. */
sealed interface Token {
  /** A word without quotes. */
  record Word(String text) implements Token {
    @Override
    public String toString() {
      return text;
    }
  }

  /** A text in quotes, without them. */
  record Text(String text) implements Token {
    @Override
    public String toString() {
      return quoted(text);
    }
  }

  /** A number. */
  record Number(BigDecimal value) implements Token {
    @Override
    public String toString() {
      return value.toPlainString();
    }
  }

  /** A comma. */
  record Comma() implements Token {
    @Override
    public String toString() {
      return ",";
    }
  }

  Pattern PIECE =
      Pattern.compile(
          "\\s*(?:\"((?:[^\"\\\\]|\\\\.)*)\"|(-?\\d{1,15}(?:\\.\\d{1,30})?)(?![\\w.])"
              + "|([A-Za-z][\\w'-]*)|(,)|(#.*))");

  /** Cuts a statement into tokens. A comment at its end is left out. */
  static List<Token> cut(int line, String statement) {
    List<Token> tokens = new ArrayList<>();
    String rest = statement.stripTrailing();
    Matcher piece = PIECE.matcher(rest);
    int at = 0;
    while (at < rest.length()) {
      piece.region(at, rest.length());
      if (!piece.lookingAt()) {
        throw new ScenarioException(line, "cannot read: " + rest.substring(at).strip());
      }
      at = piece.end();
      if (piece.group(1) != null) {
        tokens.add(new Text(unescaped(piece.group(1))));
      } else if (piece.group(2) != null) {
        tokens.add(new Number(new BigDecimal(piece.group(2))));
      } else if (piece.group(3) != null) {
        tokens.add(new Word(piece.group(3)));
      } else if (piece.group(4) != null) {
        tokens.add(new Comma());
      }
    }
    return tokens;
  }

  static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      switch (c) {
        case '"' -> quoted.append("\\\"");
        case '\\' -> quoted.append("\\\\");
        case '\n' -> quoted.append("\\n");
        case '\r' -> quoted.append("\\r");
        default -> quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }

  private static String unescaped(String quoted) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < quoted.length(); i++) {
      char c = quoted.charAt(i);
      if (c == '\\') {
        char escaped = quoted.charAt(++i);
        text.append(escaped == 'n' ? '\n' : escaped == 'r' ? '\r' : escaped);
      } else {
        text.append(c);
      }
    }
    return text.toString();
  }
}
