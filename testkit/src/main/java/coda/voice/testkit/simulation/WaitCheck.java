package coda.voice.testkit.simulation;

import coda.voice.conversation.SessionWitness;
import coda.voice.conversation.turn.Lifecycle;
import coda.voice.conversation.turn.Reply;
import coda.voice.conversation.turn.TurnEffect;
import coda.voice.conversation.turn.TurnEvent;
import coda.voice.conversation.turn.TurnMachine;
import coda.voice.conversation.turn.TurnState;
import coda.voice.conversation.turn.TurnTimer;
import coda.voice.conversation.turn.User;
import java.util.Arrays;

/** Every state has a timer that leaves it, and the timer goes off in time. */
final class WaitCheck implements SessionWitness {
  private static final long NOT_ARMED = Long.MAX_VALUE;
  private static final TurnTimer[] TIMERS = TurnTimer.values();

  /**
   * A pause is counted in audio: late and lost frames make it longer. Missing audio counts as
   * silence after a while, so there is a limit to that, too.
   */
  private static final long AUDIO_MAY_BE_LATE_MS = 1000;

  private final Violations violations;
  private final long[] due = new long[TIMERS.length];
  private long at;
  private boolean away;

  WaitCheck(Violations violations) {
    this.violations = violations;
    Arrays.fill(due, NOT_ARMED);
  }

  @Override
  public void onStep(TurnEvent event, TurnMachine.Step step) {
    if (event.at() < at) {
      violations.add(Invariant.EVERY_WAIT_ENDS, "time goes back to " + event.at(), at);
    }
    if (away && due[TurnTimer.END_OF_TURN.ordinal()] != NOT_ARMED) {
      // What a client does not send while its connection is lost says nothing: the pause stands
      // still, and the wait for the client has an end of its own.
      due[TurnTimer.END_OF_TURN.ordinal()] += event.at() - at;
    }
    at = event.at();
    if (event instanceof TurnEvent.TimerFired fired) {
      due[fired.timer().ordinal()] = NOT_ARMED;
    }
    noneIsOverdue();
    step.effects().forEach(this::follow);
    TurnState state = step.state();
    away = state.lifecycle() == Lifecycle.SUSPENDED;
    for (TurnTimer timer : TIMERS) {
      boolean armed = due[timer.ordinal()] != NOT_ARMED;
      if (armed != state.timers().contains(timer)) {
        violations.add(
            Invariant.EVERY_WAIT_ENDS,
            timer + (armed ? " is armed and nobody knows" : " is waited for and not armed"),
            at);
      }
    }
    if (state.lifecycle() == Lifecycle.CLOSED) {
      nothingWaits(state);
    } else {
      everyStateHasAnExit(state);
    }
  }

  private void noneIsOverdue() {
    for (TurnTimer timer : TIMERS) {
      if (due[timer.ordinal()] < at) {
        violations.add(Invariant.EVERY_WAIT_ENDS, timer + " did not go off in time", at);
        due[timer.ordinal()] = NOT_ARMED;
      }
    }
  }

  private void follow(TurnEffect effect) {
    switch (effect) {
      case TurnEffect.SetTimer e -> {
        if (e.delayMs() < 0) {
          violations.add(Invariant.EVERY_WAIT_ENDS, e.timer() + " is set into the past", at);
        }
        boolean byAudio = e.timer() == TurnTimer.END_OF_TURN;
        due[e.timer().ordinal()] =
            at + e.delayMs() + (byAudio ? e.delayMs() + AUDIO_MAY_BE_LATE_MS : 0);
      }
      case TurnEffect.CancelTimer e -> due[e.timer().ordinal()] = NOT_ARMED;
      default -> {}
    }
  }

  private void nothingWaits(TurnState state) {
    if (!state.timers().isEmpty()) {
      violations.add(Invariant.EVERYTHING_GIVEN_BACK, state.timers() + " outlive the session", at);
    }
  }

  private void everyStateHasAnExit(TurnState s) {
    if (s.user() instanceof User.Ending) {
      leaves(s, TurnTimer.END_OF_TURN, "the user pauses");
    }
    if (s.turn().isPresent()) {
      leaves(s, TurnTimer.MAX_TURN, "the user is heard");
    }
    if (!s.pending().isEmpty()) {
      leaves(s, TurnTimer.FINAL_TRANSCRIPT, "words are awaited");
    }
    boolean suspended = s.lifecycle() == Lifecycle.SUSPENDED;
    if (suspended) {
      leaves(s, TurnTimer.SUSPENSION, "the connection is lost");
    }
    boolean nothingRuns = s.pending().isEmpty() && !(s.reply() instanceof Reply.Announced);
    if (s.requested().isPresent() && nothingRuns) {
      violations.add(Invariant.EVERY_WAIT_ENDS, "an answer is asked for and none begins", at);
    }
    switch (s.reply()) {
      case Reply.None r -> quietEnds(s);
      case Reply.Transcribing r -> leaves(s, TurnTimer.FINAL_TRANSCRIPT, "the reply waits");
      case Reply.Thinking r -> leaves(s, TurnTimer.FIRST_AUDIO, "the reply is being made");
      case Reply.Speaking r -> leaves(s, TurnTimer.STALL, "the reply is heard");
      case Reply.Finishing r -> leaves(s, TurnTimer.STALL, "the reply is heard to its end");
      case Reply.Held r -> {
        if (!suspended) {
          leaves(s, TurnTimer.FALSE_INTERRUPTION, "the reply is held");
        }
      }
    }
  }

  private void quietEnds(TurnState s) {
    if (!s.quiet() || s.lifecycle() != Lifecycle.LIVE) {
      return;
    }
    leaves(s, TurnTimer.IDLE, "nobody speaks");
    boolean proposes = !s.proposals().isEmpty() && s.owed().isEmpty();
    if (s.waiting().isPresent() || proposes) {
      violations.add(Invariant.EVERY_WAIT_ENDS, "nobody speaks and something is to be said", at);
    }
  }

  private void leaves(TurnState s, TurnTimer timer, String when) {
    if (!s.timers().contains(timer)) {
      violations.add(Invariant.EVERY_WAIT_ENDS, when + " and " + timer + " is not armed", at);
    }
  }
}
