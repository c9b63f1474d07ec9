package coda.voice.testkit.engines;

import coda.voice.engine.TurnDetector;

/** Always the same judgement, until told otherwise. */
public final class ScriptedTurnDetector extends ScriptedEngine implements TurnDetector {
  private Judgement judgement = Judgement.UNKNOWN;

  /** A detector that cannot tell. */
  public ScriptedTurnDetector() {
    super("scripted-turns", Integer.MAX_VALUE);
  }

  /**
   * From now on it judges so.
   *
   * @param wanted what
   */
  public ScriptedTurnDetector judges(Judgement wanted) {
    judgement = wanted;
    return this;
  }

  @Override
  public Judgement judge(TurnEvidence evidence) {
    return judgement;
  }
}
