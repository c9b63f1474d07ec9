package coda.voice.testkit.simulation;

import coda.voice.audio.AudioFrame;
import coda.voice.audio.FramePool;
import coda.voice.conversation.SessionNotice;
import coda.voice.conversation.turn.TurnEvent;
import coda.voice.conversation.turn.TurnMachine;
import coda.voice.testkit.play.StageWitness;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Every frame of the microphone is heard by one recognition at most, in order; a recognition begins
 * with the whole pre-roll and misses nothing until its end.
 *
 * <p>What the session drops because it comes too fast, it tells.
 *
 * <p>Frames are told apart by their last sample, a number that the microphone counts up; silence
 * that the session fills in has 0.
 */
final class SampleCheck implements StageWitness {
  private final Violations violations;
  private final int preRollFrames;
  private final Deque<Integer> notHeard = new ArrayDeque<>();
  private int lastHeard;
  private int lastArrived;
  private long dropped;
  private long toldDropped;
  private boolean opening;
  private int fromPreRoll;
  private int skipped;
  private long at;

  SampleCheck(Violations violations, long preRollMs) {
    this.violations = violations;
    this.preRollFrames = (int) Math.max(1, preRollMs / FramePool.FRAME_MS);
  }

  @Override
  public void onMicrophone(long atMs, AudioFrame frame) {
    at = atMs;
    preRollIsOver();
    int number = number(frame);
    dropped += number - lastArrived - 1;
    lastArrived = number;
    notHeard.add(number);
  }

  @Override
  public void onStep(TurnEvent event, TurnMachine.Step step) {
    at = event.at();
    preRollIsOver();
    if (event instanceof TurnEvent.Configured) {
      // Maybe sound begins anew, with an empty pre-roll.
      notHeard.clear();
    }
  }

  @Override
  public void onNotice(long atMs, SessionNotice notice) {
    preRollIsOver();
    if (notice instanceof SessionNotice.AudioDropped n) {
      toldDropped += n.frames();
    }
  }

  /** Compares, when everything is over. */
  void compare() {
    if (dropped > toldDropped) {
      violations.add(
          Invariant.CONTROL_IS_KEPT,
          dropped + " frames were dropped and " + toldDropped + " of them told",
          at);
    }
  }

  /** What was said until now goes with the turn that was refused. */
  @Override
  public void onRecognitionRefused() {
    notHeard.clear();
  }

  /** The pre-roll comes next. */
  @Override
  public void onRecognitionOpened() {
    opening = true;
    fromPreRoll = 0;
    skipped = 0;
  }

  @Override
  public void onRecognitionHeard(AudioFrame frame) {
    int number = number(frame);
    if (opening) {
      fromPreRoll++;
    }
    if (number == 0) {
      return;
    }
    if (number <= lastHeard) {
      violations.add(Invariant.SAMPLES_ONCE, "frame " + number + " is heard again", at);
      return;
    }
    lastHeard = number;
    int missed = 0;
    while (!notHeard.isEmpty() && notHeard.peek() < number) {
      notHeard.remove();
      missed++;
    }
    notHeard.poll();
    if (opening) {
      skipped += missed;
    } else if (missed > 0) {
      violations.add(
          Invariant.SAMPLES_ONCE, missed + " frames before frame " + number + " are lost", at);
    }
  }

  private static int number(AudioFrame frame) {
    return frame.samples()[frame.length() - 1];
  }

  private void preRollIsOver() {
    if (opening && skipped > 0 && fromPreRoll < preRollFrames) {
      violations.add(
          Invariant.SAMPLES_ONCE,
          "the pre-roll has " + fromPreRoll + " frames and should have " + preRollFrames,
          at);
    }
    opening = false;
  }
}
