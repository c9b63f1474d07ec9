package coda.voice.conversation;

import coda.voice.conversation.SessionLoop.Cancellable;
import coda.voice.conversation.turn.TurnTimer;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;

/** The armed timers of a session. On its loop. */
final class TurnTimers {
  private final SessionLoop loop;
  private final Consumer<TurnTimer> fired;
  private final Map<TurnTimer, Cancellable> armed = new EnumMap<>(TurnTimer.class);

  TurnTimers(SessionLoop loop, Consumer<TurnTimer> fired) {
    this.loop = loop;
    this.fired = fired;
  }

  void arm(TurnTimer timer, long delayMs) {
    disarm(timer);
    armed.put(
        timer,
        loop.schedule(
            delayMs,
            () -> {
              armed.remove(timer);
              fired.accept(timer);
            }));
  }

  void disarmAll() {
    armed.values().forEach(Cancellable::cancel);
    armed.clear();
  }

  void disarm(TurnTimer timer) {
    Cancellable running = armed.remove(timer);
    if (running != null) {
      running.cancel();
    }
  }
}
