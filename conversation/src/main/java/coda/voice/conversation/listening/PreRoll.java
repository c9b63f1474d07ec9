package coda.voice.conversation.listening;

import coda.voice.audio.AudioFrame;
import coda.voice.audio.FramePool;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/** The last moments of microphone audio: speech begins before it is noticed. */
final class PreRoll {
  private final int maxFrames;
  private final Deque<AudioFrame> frames = new ArrayDeque<>();

  PreRoll(int ms) {
    this.maxFrames = Math.max(1, ms / FramePool.FRAME_MS);
  }

  void add(AudioFrame frame) {
    if (frames.size() == maxFrames) {
      frames.remove().release();
    }
    frames.add(frame.retain());
  }

  /** Hands everything over, oldest first, and is empty. */
  void drainTo(Consumer<AudioFrame> receiver) {
    while (!frames.isEmpty()) {
      AudioFrame frame = frames.remove();
      try {
        receiver.accept(frame);
      } finally {
        frame.release();
      }
    }
  }

  void clear() {
    drainTo(frame -> {});
  }
}
