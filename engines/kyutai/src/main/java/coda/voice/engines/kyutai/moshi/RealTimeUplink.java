package coda.voice.engines.kyutai.moshi;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * Keeps the sound that goes to Moshi in step with real time, because the model lives in it: what it
 * gets too early it works off one after the other, and what comes late stays late for the rest of
 * the conversation.
 *
 * <p>Sound leaves the moment 20 ms of it are there, as long as it comes at real time. Up to 80 ms
 * it may stay away before silence stands in for it, so that ordinary jitter costs nothing; up to 60
 * ms it may run ahead. What comes faster waits: at most 160 ms, the oldest is dropped then, and
 * while anything waits quiet stretches are left out until nothing does. Over any time, what was
 * sent equals the time that has passed to within this slack. When nothing could be sent for a
 * while, that while is skipped, never caught up.
 *
 * <p>Knows no clock and no thread: it is told the time. One thread at a time.
 */
final class RealTimeUplink {
  /** What leaves at once: 20 ms at 24 kHz. */
  static final int CHUNK = 480;

  /** How many chunks may be sent ahead of time. */
  static final int AHEAD = 3;

  /** How many chunks may be missing before silence takes their place. */
  static final int BEHIND = 4;

  /** How many chunks may wait. */
  static final int MOST_WAITING = 8;

  /** A stall of more chunks than that is skipped. */
  private static final int STALL = BEHIND + 4;

  private static final long CHUNK_NANOS = MoshiClock.BEAT_NANOS;

  /** Where the sound goes. */
  interface Sink {
    /** Whether it can take a chunk now. */
    boolean ready();

    /**
     * Takes a chunk.
     *
     * @param samples the first {@link #CHUNK} count; borrowed for the call
     */
    void send(short[] samples);
  }

  private final Sink sink;
  private final MoshiCounters counters;
  private final Loudness loudness = new Loudness();
  private final Deque<short[]> waiting = new ArrayDeque<>();
  private final Deque<short[]> spare = new ArrayDeque<>();
  private final short[] partial = new short[CHUNK];
  private int filled;
  private long start;

  /** Chunks of time that have been dealt with since the start: sent or skipped. */
  private long position;

  RealTimeUplink(Sink sink, MoshiCounters counters) {
    this.sink = sink;
    this.counters = counters;
  }

  /** Begins a stream; what waited for another is forgotten. */
  void start(long now) {
    start = now;
    position = 0;
    filled = 0;
    spare.addAll(waiting);
    waiting.clear();
  }

  /** How many chunks wait. */
  int waiting() {
    return waiting.size();
  }

  /** Takes sound from the microphone. */
  void hear(short[] samples, int offset, int count, long now) {
    skipStall(now);
    int at = offset;
    int end = offset + count;
    while (at < end) {
      int taken = Math.min(end - at, CHUNK - filled);
      System.arraycopy(samples, at, partial, filled, taken);
      filled += taken;
      at += taken;
      if (filled == CHUNK) {
        filled = 0;
        chunk(now);
      }
    }
  }

  /** Lets time pass: to be called every 20 ms or so. */
  void beat(long now) {
    skipStall(now);
    sendWaiting(now);
    long due = due(now);
    while (position < due - BEHIND) {
      if (sink.ready()) {
        silence();
      } else {
        counters.skipped.increment();
      }
      position++;
    }
  }

  private void chunk(long now) {
    boolean quiet = loudness.quiet(partial, 0, CHUNK);
    if (waiting.isEmpty() && mayRunTo(now)) {
      send(partial);
      return;
    }
    if (quiet && !waiting.isEmpty()) {
      counters.dropped.increment();
      return;
    }
    if (waiting.size() == MOST_WAITING) {
      spare.add(waiting.remove());
      counters.dropped.increment();
    }
    short[] copy = spare.isEmpty() ? new short[CHUNK] : spare.remove();
    System.arraycopy(partial, 0, copy, 0, CHUNK);
    waiting.add(copy);
    sendWaiting(now);
  }

  private void sendWaiting(long now) {
    while (!waiting.isEmpty() && mayRunTo(now)) {
      short[] next = waiting.remove();
      send(next);
      spare.add(next);
    }
  }

  private boolean mayRunTo(long now) {
    return position < due(now) + AHEAD && sink.ready();
  }

  private void send(short[] chunk) {
    sink.send(chunk);
    counters.sent.increment();
    position++;
  }

  private void silence() {
    // The microphone may have stopped in the middle of a chunk: its beginning is not lost.
    Arrays.fill(partial, filled, CHUNK, (short) 0);
    filled = 0;
    sink.send(partial);
    counters.sent.increment();
    counters.silence.increment();
  }

  private void skipStall(long now) {
    long earliest = due(now) - BEHIND;
    if (position < due(now) - STALL) {
      counters.skipped.add(earliest - position);
      position = earliest;
    }
  }

  /** How many chunks should have been sent by now. */
  private long due(long now) {
    return (now - start) / CHUNK_NANOS;
  }
}
