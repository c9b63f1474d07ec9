package coda.voice.testkit.play;

import coda.voice.audio.AudioFrame;
import coda.voice.conversation.SessionNotice;
import coda.voice.conversation.SessionWitness;
import coda.voice.conversation.turn.TurnEffect;
import coda.voice.conversation.turn.TurnEvent;
import coda.voice.conversation.turn.TurnMachine.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Everything a session did, but for its sound; and whoever else wants to see it sees it first. */
final class Recording implements SessionWitness {
  private final SessionWitness other;
  private final Consumer<SessionNotice> noticed;
  private final List<Told> told = new ArrayList<>();
  private final List<Done> done = new ArrayList<>();
  private final List<Long> audioAt = new ArrayList<>();

  /**
   * Nothing yet.
   *
   * @param other sees the same
   * @param noticed told every notice after it was written down
   */
  Recording(SessionWitness other, Consumer<SessionNotice> noticed) {
    this.other = other;
    this.noticed = noticed;
  }

  List<Told> told() {
    return told;
  }

  List<Done> done() {
    return done;
  }

  /** When each frame of reply audio was sent. */
  List<Long> audioAt() {
    return audioAt;
  }

  @Override
  public void onStep(TurnEvent event, Step step) {
    other.onStep(event, step);
    for (TurnEffect effect : step.effects()) {
      boolean aboutTime =
          effect instanceof TurnEffect.SetTimer || effect instanceof TurnEffect.CancelTimer;
      if (!aboutTime && !(effect instanceof TurnEffect.Ignored)) {
        done.add(new Done(event.at(), effect));
      }
    }
  }

  @Override
  public void onNotice(long atMs, SessionNotice notice) {
    other.onNotice(atMs, notice);
    if (notice instanceof SessionNotice.ReplyAudio) {
      audioAt.add(atMs);
    } else {
      told.add(new Told(atMs, notice));
    }
    noticed.accept(notice);
  }

  @Override
  public void onMicrophone(long atMs, AudioFrame frame) {
    other.onMicrophone(atMs, frame);
  }

  /** A notice and when it was told. */
  record Told(long at, SessionNotice notice) {}

  /** Something the turn machine wanted, and when. */
  record Done(long at, TurnEffect effect) {}
}
