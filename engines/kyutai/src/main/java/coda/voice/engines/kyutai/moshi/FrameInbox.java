package coda.voice.engines.kyutai.moshi;

import coda.voice.audio.AudioFrame;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Frames on their way from the session to the stream's mailbox. Bounded: when the mailbox is held
 * up the oldest go. Any thread.
 */
final class FrameInbox {
  private static final int MOST = 16;

  private final Queue<AudioFrame> frames = new ConcurrentLinkedQueue<>();
  private final AtomicInteger count = new AtomicInteger();
  private final MoshiCounters counters;

  FrameInbox(MoshiCounters counters) {
    this.counters = counters;
  }

  /** Keeps a borrowed frame. */
  void put(AudioFrame frame) {
    frames.add(frame.retain());
    if (count.incrementAndGet() > MOST) {
      AudioFrame oldest = take();
      if (oldest != null) {
        oldest.release();
        counters.dropped.increment();
      }
    }
  }

  /** The next frame, which the caller releases; null when there is none. */
  @Nullable AudioFrame take() {
    AudioFrame next = frames.poll();
    if (next != null) {
      count.decrementAndGet();
    }
    return next;
  }

  /** Releases what is there. */
  void clear() {
    for (AudioFrame frame = take(); frame != null; frame = take()) {
      frame.release();
    }
  }
}
