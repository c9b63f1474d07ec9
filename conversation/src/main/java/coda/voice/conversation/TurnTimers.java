package coda.voice.conversation;

import coda.voice.conversation.SessionLoop.Cancellable;
import coda.voice.conversation.turn.TurnTimer;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The armed timers of a session. On its loop.
 *
 * <p>A pause is as long as its audio: the end of a turn is counted in what was heard, so audio that
 * is late on its way does not end a turn in mid-sentence. Audio that stays away counts as silence
 * (see {@link SilenceWatch}), so that count never stops. All other timers go by the clock.
 */
final class TurnTimers {
  private static final long NEVER = Long.MAX_VALUE;

  private final SessionLoop loop;
  private final LongSupplier heardMs;
  private final Consumer<TurnTimer> fired;
  private final Map<TurnTimer, Cancellable> armed = new EnumMap<>(TurnTimer.class);
  private long endOfTurnAt = NEVER;

  /**
   * No timers.
   *
   * @param loop the clock
   * @param heardMs how much audio was heard
   * @param fired told of each timer that goes off
   */
  TurnTimers(SessionLoop loop, LongSupplier heardMs, Consumer<TurnTimer> fired) {
    this.loop = loop;
    this.heardMs = heardMs;
    this.fired = fired;
  }

  void arm(TurnTimer timer, long delayMs) {
    disarm(timer);
    if (timer == TurnTimer.END_OF_TURN && delayMs > 0) {
      endOfTurnAt = heardMs.getAsLong() + delayMs;
      return;
    }
    armed.put(
        timer,
        loop.schedule(
            delayMs,
            () -> {
              armed.remove(timer);
              fired.accept(timer);
            }));
  }

  /** More audio was heard. */
  void heard() {
    if (heardMs.getAsLong() >= endOfTurnAt) {
      endOfTurnAt = NEVER;
      fired.accept(TurnTimer.END_OF_TURN);
    }
  }

  /** Whether a timer goes by audio now. */
  boolean awaitAudio() {
    return endOfTurnAt != NEVER;
  }

  void disarmAll() {
    armed.values().forEach(Cancellable::cancel);
    armed.clear();
    endOfTurnAt = NEVER;
  }

  void disarm(TurnTimer timer) {
    if (timer == TurnTimer.END_OF_TURN) {
      endOfTurnAt = NEVER;
    }
    Cancellable running = armed.remove(timer);
    if (running != null) {
      running.cancel();
    }
  }
}
