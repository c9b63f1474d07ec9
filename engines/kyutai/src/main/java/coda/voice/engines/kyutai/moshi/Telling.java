package coda.voice.engines.kyutai.moshi;

import coda.voice.engine.DuplexModel.DuplexListener;
import coda.voice.engine.EngineException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a stream tells its listener: one call at a time, at most one end, and nothing once it was
 * muted. Tells in the stream's mailbox; is muted by any thread.
 */
final class Telling {
  private static final Logger log = LoggerFactory.getLogger(Telling.class);

  private final DuplexListener listener;
  private final String conversation;
  private final AtomicBoolean muted = new AtomicBoolean();

  Telling(DuplexListener listener, String conversation) {
    this.listener = listener;
    this.conversation = conversation;
  }

  /** Whether nobody wants to hear anything any more. */
  boolean muted() {
    return muted.get();
  }

  /**
   * Tells nothing from now on.
   *
   * @return whether this call ended it
   */
  boolean mute() {
    return muted.compareAndSet(false, true);
  }

  void tell(Consumer<DuplexListener> what) {
    if (!muted.get()) {
      call(what);
    }
  }

  /** Tells the end, and nothing after it. */
  void fail(EngineException why) {
    if (mute()) {
      call(to -> to.onFailure(why));
    }
  }

  private void call(Consumer<DuplexListener> what) {
    try {
      what.accept(listener);
    } catch (RuntimeException e) {
      log.error("The listener of {} failed", conversation, e);
    }
  }
}
