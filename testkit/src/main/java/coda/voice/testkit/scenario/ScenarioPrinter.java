package coda.voice.testkit.scenario;

import java.util.List;

/** Writes scenarios so that {@link ScenarioParser} reads the same again. */
public final class ScenarioPrinter {
  private ScenarioPrinter() {}

  /**
   * A scenario as text.
   *
   * @param scenario which
   */
  public static String print(Scenario scenario) {
    StringBuilder text = new StringBuilder("# ").append(scenario.title()).append('\n');
    scenario.notes().forEach(note -> text.append(("# " + note).strip()).append('\n'));
    section(text, Language.GIVEN, scenario.givens());
    section(text, Language.HAPPENING, scenario.happenings());
    section(text, Language.EXPECTATION, scenario.expectations());
    return text.toString();
  }

  /**
   * One thing that happens, as its line.
   *
   * @param happening which
   */
  public static String print(Happening happening) {
    return Language.HAPPENING.write(happening).strip();
  }

  /**
   * One expectation, as its line.
   *
   * @param expectation which
   */
  public static String print(Expectation expectation) {
    return Language.EXPECTATION.write(expectation).strip();
  }

  private static <T> void section(StringBuilder text, Forms<T> forms, List<T> statements) {
    if (!statements.isEmpty()) {
      text.append('\n');
    }
    statements.forEach(s -> text.append(forms.write(s).strip()).append('\n'));
  }
}
