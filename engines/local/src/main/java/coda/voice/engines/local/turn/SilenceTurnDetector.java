package coda.voice.engines.local.turn;

import coda.voice.engine.LightEngine;
import coda.voice.engine.TurnDetector;
import java.util.function.Consumer;

/** Never claims to know: the turn ends after the silence the conversation is set to. */
final class SilenceTurnDetector extends LightEngine implements TurnDetector {
  static final String NAME = "silence";

  SilenceTurnDetector() {
    super(NAME);
  }

  @Override
  public TurnWatch open(Consumer<TurnOutlook> later) {
    return TurnWatch.of(evidence -> TurnOutlook.UNKNOWN, capacity().acquire());
  }
}
