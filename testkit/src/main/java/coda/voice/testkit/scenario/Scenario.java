package coda.voice.testkit.scenario;

import java.util.List;

/**
 * A conversation: how things are, what happens, what must come of it.
 *
 * @param title one line
 * @param notes lines that explain it
 * @param givens how things are before it begins
 * @param happenings what happens; those with a clock time in any order
 * @param expectations what must have come of it
 */
public record Scenario(
    String title,
    List<String> notes,
    List<Given> givens,
    List<Happening> happenings,
    List<Expectation> expectations) {

  /** Checks the lines and copies the lists. */
  public Scenario {
    notes = List.copyOf(notes);
    givens = List.copyOf(givens);
    happenings = List.copyOf(happenings);
    expectations = List.copyOf(expectations);
    if (title.isBlank()) {
      throw new IllegalArgumentException("a scenario has a title");
    }
    checkLine(title);
    notes.forEach(Scenario::checkLine);
  }

  private static void checkLine(String line) {
    if (!line.equals(line.strip()) || line.lines().count() > 1) {
      throw new IllegalArgumentException("titles and notes are single lines without blanks around");
    }
  }

  /**
   * The same with other happenings.
   *
   * @param others what happens instead
   */
  public Scenario happening(List<Happening> others) {
    return new Scenario(title, notes, givens, others, expectations);
  }

  /**
   * The same with other circumstances.
   *
   * @param others how things are instead
   */
  public Scenario given(List<Given> others) {
    return new Scenario(title, notes, others, happenings, expectations);
  }
}
