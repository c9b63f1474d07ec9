package coda.voice.conversation;

import coda.voice.audio.FramePool;
import coda.voice.conversation.SessionLoop.Cancellable;
import coda.voice.conversation.listening.Hearing;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Missing audio counts as silence, by arrival time: a client that sends nothing while the user is
 * silent, or whose microphone is muted in mid-word, must not keep a turn open for ever. On the
 * session's loop.
 */
final class SilenceWatch {
  /** Gaps up to this long, in ms, are the network's. */
  private static final long PATIENCE_MS = 250;

  private static final long LOOK_EVERY_MS = 100;

  private final SessionLoop loop;
  private final Hearing hearing;
  private final BooleanSupplier expecting;
  private @Nullable Cancellable timer;
  private long accountedUntil;

  SilenceWatch(SessionLoop loop, Hearing hearing, BooleanSupplier expecting) {
    this.loop = loop;
    this.hearing = hearing;
    this.expecting = expecting;
  }

  void audioArrived() {
    accountedUntil = loop.nowMillis();
  }

  /** Watches from now on, if audio is expected. */
  void look() {
    if (timer == null && expecting.getAsBoolean()) {
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
    long missing = loop.nowMillis() - accountedUntil;
    if (missing > PATIENCE_MS && expecting.getAsBoolean()) {
      long whole = missing - missing % FramePool.FRAME_MS;
      accountedUntil += whole;
      hearing.silence(whole);
    }
    look();
  }
}
