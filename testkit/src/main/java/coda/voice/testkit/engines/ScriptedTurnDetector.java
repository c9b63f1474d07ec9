package coda.voice.testkit.engines;

import coda.voice.engine.TurnDetector;
import java.util.function.Consumer;

/** Always the same judgement, until told otherwise. */
public final class ScriptedTurnDetector extends ScriptedEngine implements TurnDetector {
  private TurnOutlook outlook = TurnOutlook.UNKNOWN;

  /** A detector that cannot tell. */
  public ScriptedTurnDetector() {
    super("scripted-turns", Integer.MAX_VALUE);
  }

  /**
   * From now on it judges so.
   *
   * @param wanted what
   */
  public ScriptedTurnDetector judges(TurnOutlook wanted) {
    outlook = wanted;
    return this;
  }

  @Override
  public TurnWatch open(Consumer<TurnOutlook> later) {
    return TurnWatch.of(evidence -> outlook, capacity().acquire());
  }
}
