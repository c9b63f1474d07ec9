package coda.voice.testkit.play;

import coda.voice.audio.AudioFrame;
import coda.voice.audio.FramePool;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * A client's playback: frames wait in a buffer and are played in real time without a break, unless
 * it pauses. Reckoned when somebody asks, so that silence costs nothing.
 */
final class Loudspeaker {
  private final Deque<Waiting> buffer = new ArrayDeque<>();
  private long freeAt;
  private int playedOfHead;
  private boolean paused;

  /** A frame arrives. */
  void add(HeardReply reply, AudioFrame frame, long now) {
    advance(now);
    buffer.add(new Waiting(reply, Arrays.copyOf(frame.samples(), frame.length()), now));
  }

  /** Plays what is due by now. */
  void advance(long now) {
    while (!paused && !buffer.isEmpty()) {
      Waiting head = buffer.getFirst();
      long begin = Math.max(freeAt, head.arrivedAt);
      long due = Math.min(FramePool.FRAME_MS - playedOfHead, now - begin);
      if (due <= 0) {
        return;
      }
      head.play(playedOfHead, playedOfHead + due);
      playedOfHead += (int) due;
      freeAt = begin + due;
      if (playedOfHead == FramePool.FRAME_MS) {
        playedOfHead = 0;
        buffer.removeFirst();
      }
    }
  }

  /** Stands still until {@link #resume}. */
  void pause(long now) {
    advance(now);
    paused = true;
  }

  void resume(long now) {
    if (paused) {
      paused = false;
      freeAt = Math.max(freeAt, now);
    }
  }

  /** Forgets what was not played. */
  void drop(long now) {
    advance(now);
    buffer.clear();
    playedOfHead = 0;
  }

  boolean isEmpty(long now) {
    advance(now);
    return buffer.isEmpty();
  }

  private record Waiting(HeardReply reply, short[] samples, long arrivedAt) {
    void play(long fromMs, long toMs) {
      reply.plays(samples, sample(fromMs), sample(toMs));
    }

    private int sample(long ms) {
      return (int) (samples.length * ms / FramePool.FRAME_MS);
    }
  }
}
