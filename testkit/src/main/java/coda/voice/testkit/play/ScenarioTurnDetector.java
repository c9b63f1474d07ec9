package coda.voice.testkit.play;

import coda.voice.engine.Capacity.Permit;
import coda.voice.engine.TurnDetector;
import coda.voice.testkit.engines.ScriptedEngine;
import java.util.function.Consumer;

/** Judges a pause by what the scenario says about the words before it. */
final class ScenarioTurnDetector extends ScriptedEngine implements TurnDetector {
  private final Microphone microphone;
  private Consumer<TurnOutlook> later = outlook -> {};

  ScenarioTurnDetector(Microphone microphone) {
    super("scenario-turns", 100);
    this.microphone = microphone;
  }

  /** It has thought for long and tells what it found. */
  void thinks(double outlook) {
    later.accept(new TurnOutlook(outlook, "second thoughts"));
  }

  @Override
  public TurnWatch open(Consumer<TurnOutlook> told) {
    later = told;
    Permit permit = capacity().acquire();
    return TurnWatch.of(e -> new TurnOutlook(microphone.outlook(), "scenario"), permit);
  }
}
