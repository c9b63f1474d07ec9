package coda.voice.testkit.scenario;

import coda.voice.engine.LanguageModel.Role;

/** How things are before a scenario begins. */
public sealed interface Given
    permits Setting, EngineScript, DuplexScript, ClientHabit, Given.Earlier, Given.Lasts {
  /**
   * A line of the conversation from before.
   *
   * @param who said it
   * @param text what
   */
  record Earlier(Role who, String text) implements Given {}

  /**
   * How long the scenario lasts; otherwise until ten seconds after the last thing that happens by
   * the clock.
   *
   * @param ms from the beginning
   */
  record Lasts(long ms) implements Given {
    /** Checks the range. */
    public Lasts {
      if (ms < 0) {
        throw new IllegalArgumentException("a scenario lasts at least 0.0");
      }
    }
  }
}
