package coda.voice.testkit.scenario;

import static coda.voice.testkit.scenario.ScenarioError.SCENARIO_INVALID;

import coda.voice.VoiceException;

/** A scenario that cannot be read: which line, and what could stand there. */
public final class ScenarioException extends VoiceException {
  private static final long serialVersionUID = 1L;

  private final int line;

  ScenarioException(int line, String problem) {
    super(SCENARIO_INVALID, "line " + line + ": " + problem);
    this.line = line;
  }

  /** The line, from 1. */
  public int line() {
    return line;
  }
}
