package coda.voice.testkit.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads scenarios. The first line is {@code # the title}, comments right below it are its notes,
 * other comments are passed over. A statement has a line of its own; a line that begins with a
 * blank continues it.
 */
public final class ScenarioParser {
  private final List<String> notes = new ArrayList<>();
  private final List<Given> givens = new ArrayList<>();
  private final List<Happening> happenings = new ArrayList<>();
  private final List<Expectation> expectations = new ArrayList<>();

  private ScenarioParser() {}

  /**
   * Reads a scenario.
   *
   * @param text all of it
   * @throws ScenarioException naming the line and what could stand there
   */
  public static Scenario parse(String text) {
    return new ScenarioParser().read(List.of(text.split("\n", -1)));
  }

  /**
   * Everything that can be said in a scenario, a line each, under headings; words in capitals stand
   * for what is said elsewhere or for values.
   */
  public static String grammar() {
    StringBuilder text = new StringBuilder();
    Language.grammar()
        .forEach(
            (name, ways) -> {
              text.append(text.isEmpty() ? "" : "\n").append(name).append('\n');
              ways.forEach(way -> text.append("  ").append(way).append('\n'));
            });
    return text.toString();
  }

  private Scenario read(List<String> lines) {
    int at = 0;
    while (at < lines.size() && lines.get(at).isBlank()) {
      at++;
    }
    if (at == lines.size() || !lines.get(at).startsWith("#") || lines.get(at).length() < 3) {
      throw new ScenarioException(at + 1, "a scenario begins with '# ' and its title");
    }
    String title = comment(lines.get(at++));
    while (at < lines.size() && lines.get(at).startsWith("#")) {
      notes.add(comment(lines.get(at++)));
    }
    while (at < lines.size()) {
      int begin = at;
      StringBuilder statement = new StringBuilder(withoutComment(lines.get(at++)));
      while (at < lines.size() && lines.get(at).matches("\\s+\\S.*\\r?")) {
        statement.append(withoutComment(lines.get(at++)));
      }
      statement(begin + 1, statement.toString());
    }
    return new Scenario(title, notes, givens, happenings, expectations);
  }

  private static String comment(String line) {
    return line.substring(1).strip();
  }

  private static String withoutComment(String line) {
    return line.strip().startsWith("#") ? "" : line.stripTrailing();
  }

  private void statement(int line, String statement) {
    List<Token> tokens = Token.cut(line, statement);
    if (tokens.isEmpty()) {
      return;
    }
    Reading reading = new Reading(line, tokens);
    if (!(add(reading, Language.GIVEN, givens)
        || add(reading, Language.HAPPENING, happenings)
        || add(reading, Language.EXPECTATION, expectations))) {
      throw reading.stuck();
    }
  }

  private static <T> boolean add(Reading reading, Forms<T> forms, List<T> to) {
    reading.backTo(0);
    Optional<T> read = forms.read(reading);
    if (read.isEmpty() || !reading.atEnd()) {
      return false;
    }
    to.add(read.get());
    return true;
  }
}
