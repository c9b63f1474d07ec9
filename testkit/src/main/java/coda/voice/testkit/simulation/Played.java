package coda.voice.testkit.simulation;

import coda.voice.audio.AudioFrame;
import coda.voice.conversation.SessionNotice;
import coda.voice.conversation.turn.TurnEvent;
import coda.voice.conversation.turn.TurnMachine;
import coda.voice.conversation.turn.TurnRules;
import coda.voice.testkit.play.Aftermath;
import coda.voice.testkit.play.ScenarioRunner;
import coda.voice.testkit.play.StageWitness;
import coda.voice.testkit.scenario.Scenario;
import java.util.List;

/**
 * A conversation that was played while every invariant was checked.
 *
 * @param tally it in numbers
 * @param violations what was violated, in order; the first few of it
 */
record Played(Tally tally, List<Violation> violations) {

  /**
   * Plays a conversation.
   *
   * @param scenario which; it comes to its end by itself
   * @param rules by which turns are taken
   * @param runner of this thread
   */
  static Played of(Scenario scenario, TurnRules rules, ScenarioRunner runner) {
    Violations violations = new Violations();
    Watch watch = new Watch(scenario, violations);
    long endedAt = 0;
    try {
      Aftermath aftermath = runner.play(scenario, watch, rules);
      endedAt = aftermath.endedAt();
      watch.session.compare(aftermath);
    } catch (RuntimeException e) {
      violations.add(Invariant.NEVER_THROWS, "thrown: " + e, watch.at);
    }
    Tally tally =
        new Tally(
            1,
            watch.machine.steps(),
            watch.frames,
            endedAt,
            watch.machine.tentativeWon(),
            watch.machine.tentativeWasted(),
            Faults.in(scenario),
            0);
    return new Played(tally, violations.all());
  }

  /** Brings what happens to those who check it. */
  private static final class Watch implements StageWitness {
    private final Invariants machine;
    private final SessionInvariants session;
    private long frames;
    private long at;

    Watch(Scenario scenario, Violations violations) {
      this.machine = new Invariants(violations);
      this.session = new SessionInvariants(scenario, violations);
    }

    @Override
    public void onStep(TurnEvent event, TurnMachine.Step step) {
      at = event.at();
      machine.onStep(event, step);
      session.onStep(event, step);
    }

    @Override
    public void onNotice(long atMs, SessionNotice notice) {
      session.onNotice(atMs, notice);
    }

    @Override
    public void onMicrophone(long atMs, AudioFrame frame) {
      frames++;
      session.onMicrophone(atMs, frame);
    }

    @Override
    public void onRecognitionRefused() {
      session.onRecognitionRefused();
    }

    @Override
    public void onRecognitionOpened() {
      session.onRecognitionOpened();
    }

    @Override
    public void onRecognitionHeard(AudioFrame frame) {
      session.onRecognitionHeard(frame);
    }
  }
}
