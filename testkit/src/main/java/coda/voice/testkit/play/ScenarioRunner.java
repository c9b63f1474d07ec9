package coda.voice.testkit.play;

import coda.voice.audio.FramePool;
import coda.voice.conversation.SessionWitness;
import coda.voice.conversation.turn.TurnMachine;
import coda.voice.conversation.turn.TurnRules;
import coda.voice.engine.LanguageModel.Message;
import coda.voice.testkit.scenario.Expectation;
import coda.voice.testkit.scenario.Scenario;
import java.util.List;
import java.util.Optional;

/**
 * Plays scenarios in virtual time, as fast as the machine can. One thread at a time; threads that
 * play at once have a runner each.
 */
public final class ScenarioRunner {
  /** After the end, everything that was called off has come to its moment. */
  private static final long AFTERMATH_MS = 600_000;

  private FramePool pool = new FramePool(64);

  /** A runner. */
  public ScenarioRunner() {}

  /**
   * Plays a scenario by the rules.
   *
   * @param scenario which
   */
  public ScenarioResult run(Scenario scenario) {
    return run(scenario, SessionWitness.NONE, TurnMachine::next);
  }

  /**
   * Plays a scenario.
   *
   * @param scenario which
   * @param witness sees everything the session does
   * @param rules by which turns are taken
   */
  public ScenarioResult run(Scenario scenario, SessionWitness witness, TurnRules rules) {
    Stage stage = new Stage(scenario, pool, witness, rules);
    stage.begin();
    stage.loop.pass(stage.lastsMs());
    Outcomes outcomes = new Outcomes(stage);
    if (!outcomes.over() && stage.expects(Expectation.History.class, Expectation.NoHistory.class)) {
      outcomes.history(history(stage));
    }
    stage.cast.microphone.end();
    stage.session.close("scenario over");
    stage.loop.pass(AFTERMATH_MS);
    outcomes.leftovers(stage.cast.leftovers());
    if (pool.leased() != 0) {
      pool = new FramePool(64);
    }
    return new ScenarioResult(outcomes);
  }

  /**
   * Plays a scenario without looking at what it expects: for whoever checks by themselves, very
   * often.
   *
   * @param scenario which
   * @param witness sees everything the session does
   * @param rules by which turns are taken
   */
  public Aftermath play(Scenario scenario, StageWitness witness, TurnRules rules) {
    Stage stage = new Stage(scenario, pool, witness, rules);
    stage.cast.recognizer.witness(witness);
    stage.begin();
    stage.loop.pass(stage.lastsMs());
    boolean over = stage.over();
    long endedAt = over ? stage.overAt() : stage.loop.nowMillis();
    stage.cast.microphone.end();
    stage.session.close("scenario over");
    stage.loop.pass(AFTERMATH_MS);
    Optional<String> leftovers = stage.cast.leftovers();
    if (pool.leased() != 0) {
      pool = new FramePool(64);
    }
    return new Aftermath(
        over,
        endedAt,
        stage.cues.performed().stream().map(p -> p.happening().what()).toList(),
        stage.cast.client.replies(),
        stage.cast.model.asked().stream().map(ScenarioModel.Asked::request).toList(),
        leftovers);
  }

  /** What the model is told when somebody asks it something now. */
  private static List<Message> history(Stage stage) {
    int before = stage.cast.model.asked().size();
    stage.session.type("and what was before?");
    stage.loop.settle();
    List<ScenarioModel.Asked> all = stage.cast.model.asked();
    if (all.size() == before) {
      throw new IllegalStateException("the model cannot be asked for the history now");
    }
    return all.getLast().request().history();
  }
}
