package coda.voice.gateway.coda;

import coda.voice.conversation.SessionLoop;
import coda.voice.conversation.SessionLoop.Cancellable;
import coda.voice.gateway.limits.Lifetimes;
import java.util.function.LongConsumer;

/** Ends something that has lasted long enough, and says so before. Used on the client's loop. */
final class Lifetime {
  /** Of nothing. */
  static final Lifetime NONE = new Lifetime();

  private Cancellable timer;

  private Lifetime() {
    timer = () -> {};
  }

  /**
   * It begins.
   *
   * @param loop for timers
   * @param lastsMs how long it may last
   * @param soon told some time before the end, with the ms that are left
   * @param end told at the end
   */
  Lifetime(SessionLoop loop, int lastsMs, LongConsumer soon, Runnable end) {
    int warningMs = Lifetimes.warningMs(lastsMs);
    this.timer =
        loop.schedule(
            lastsMs - warningMs,
            () -> {
              timer = loop.schedule(warningMs, end);
              soon.accept(warningMs);
            });
  }

  /** It is over. */
  void stop() {
    timer.cancel();
  }
}
