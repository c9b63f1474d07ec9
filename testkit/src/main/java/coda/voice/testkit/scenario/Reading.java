package coda.voice.testkit.scenario;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Where the reading of a statement stands, and what could have stood where it got stuck. */
final class Reading {
  private final int line;
  private final List<Token> tokens;
  private final Set<String> expected = new TreeSet<>();
  private int at;
  private int stuckAt;

  Reading(int line, List<Token> tokens) {
    this.line = line;
    this.tokens = tokens;
  }

  int place() {
    return at;
  }

  void backTo(int place) {
    at = place;
  }

  boolean atEnd() {
    return at == tokens.size();
  }

  /** The next token, if it is of a kind; else remembers what was wanted. */
  <T extends Token> Optional<T> take(Class<T> kind, String wanted) {
    if (!atEnd() && kind.isInstance(tokens.get(at))) {
      return Optional.of(kind.cast(tokens.get(at++)));
    }
    miss(wanted);
    return Optional.empty();
  }

  boolean takeWord(String word) {
    if (!atEnd() && tokens.get(at).equals(new Token.Word(word))) {
      at++;
      return true;
    }
    miss(word);
    return false;
  }

  boolean takeComma() {
    return take(Token.Comma.class, "a comma").isPresent();
  }

  /** The token just taken was of the right kind, but its value is not. */
  void misfit(String wanted) {
    at--;
    miss(wanted);
  }

  private void miss(String wanted) {
    if (at > stuckAt) {
      stuckAt = at;
      expected.clear();
    }
    if (at == stuckAt) {
      expected.add(wanted);
    }
  }

  ScenarioException stuck() {
    String before = said(tokens.subList(0, stuckAt));
    String here = stuckAt == tokens.size() ? "the line ends" : "there is " + tokens.get(stuckAt);
    return new ScenarioException(
        line,
        (before.isEmpty() ? "at the beginning " : "after '" + before + "' ")
            + here
            + "; what can stand there: "
            + String.join(" | ", expected));
  }

  ScenarioException wrong(String problem) {
    return new ScenarioException(line, problem);
  }

  private static String said(List<Token> tokens) {
    StringBuilder text = new StringBuilder();
    for (Token token : tokens) {
      text.append(text.isEmpty() || token instanceof Token.Comma ? "" : " ").append(token);
    }
    return text.toString();
  }
}
