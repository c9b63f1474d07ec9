package coda.voice.conversation;

import coda.voice.audio.FramePool;
import coda.voice.conversation.SessionLoop.Cancellable;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Missing audio counts as silence, by arrival time: a client that sends nothing while the user is
 * silent, or whose microphone is muted in mid-word, must not keep a turn open for ever. On the
 * session's loop.
 *
 * <p>A look that comes late tells of a server that stood still, not of a client that was silent:
 * what was sent meanwhile is still on its way through it. So that time is not counted, lest a pause
 * of the machine cuts a sentence in two.
 */
final class SilenceWatch {
  private static final long LOOK_EVERY_MS = 100;

  private final SessionLoop loop;
  private final long patienceMs;
  private final BooleanSupplier expecting;
  private final LongConsumer silence;
  private @Nullable Cancellable timer;
  private long accountedUntil;
  private long lookDueAt;

  /**
   * Watches nothing yet.
   *
   * @param loop the clock
   * @param patienceMs gaps up to this long are the network's
   * @param expecting whether audio is expected
   * @param silence told how many ms of it are missing
   */
  SilenceWatch(SessionLoop loop, long patienceMs, BooleanSupplier expecting, LongConsumer silence) {
    this.loop = loop;
    this.patienceMs = patienceMs;
    this.expecting = expecting;
    this.silence = silence;
  }

  void audioArrived() {
    accountedUntil = loop.nowMillis();
  }

  /** Watches from now on, if audio is expected. */
  void look() {
    if (timer == null && expecting.getAsBoolean()) {
      lookDueAt = loop.nowMillis() + LOOK_EVERY_MS;
      timer = loop.schedule(LOOK_EVERY_MS, this::fill);
    }
  }

  void stop() {
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
  }

  private void fill() {
    timer = null;
    long now = loop.nowMillis();
    accountedUntil = Math.min(now, accountedUntil + now - lookDueAt);
    long missing = now - accountedUntil;
    if (missing > patienceMs && expecting.getAsBoolean()) {
      long whole = missing - missing % FramePool.FRAME_MS;
      accountedUntil += whole;
      silence.accept(whole);
    }
    look();
  }
}
