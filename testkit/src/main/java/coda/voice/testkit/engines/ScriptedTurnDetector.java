package coda.voice.testkit.engines;

import coda.voice.engine.TurnDetector;
import java.util.function.Consumer;

/** Always the same judgement, until told otherwise. */
public final class ScriptedTurnDetector extends ScriptedEngine implements TurnDetector {
  private boolean believes;
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

  /** From now on it believes the recogniser's own prediction of a pause, where there is one. */
  public ScriptedTurnDetector believesTheRecognizer() {
    believes = true;
    return this;
  }

  private TurnOutlook judge(TurnEvidence evidence) {
    return believes && evidence.pause().isPresent()
        ? new TurnOutlook(evidence.pause().getAsDouble(), "predicted")
        : outlook;
  }

  @Override
  public TurnWatch open(Consumer<TurnOutlook> later) {
    return TurnWatch.of(this::judge, capacity().acquire());
  }
}
