package coda.voice.engines.local.recognition;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The sound of one utterance between the session and a decoder: bounded, one writer, one reader.
 *
 * <p>Writing never waits; reading waits for sound or for the end.
 */
final class AudioRing {
  /** What {@link #take} returns once when the reader has come to where {@link #ask} was called. */
  static final int ASKED = 0;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final short[] ring;
  private int head;
  private int size;
  private boolean ended;
  private boolean aborted;
  private boolean asked;
  private int beforeAsked;

  AudioRing(int capacity) {
    this.ring = new short[capacity];
  }

  /** Adds samples; false, and nothing added, when they do not fit. Ignored after the end. */
  boolean offer(short[] samples, int count) {
    lock.lock();
    try {
      if (ended || aborted) {
        return true;
      }
      if (size + count > ring.length) {
        return false;
      }
      int tail = (head + size) % ring.length;
      int first = Math.min(count, ring.length - tail);
      System.arraycopy(samples, 0, ring, tail, first);
      System.arraycopy(samples, first, ring, 0, count - first);
      size += count;
      changed.signal();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** How many more samples fit now; as many as ever once nobody reads any more. */
  int room() {
    lock.lock();
    try {
      return ended || aborted ? ring.length : ring.length - size;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Wants to know when all sound up to here has been read; a later call replaces an earlier one.
   * The reader is told even while it waits for more.
   */
  void ask() {
    lock.lock();
    try {
      asked = true;
      beforeAsked = size;
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /** No more sound will come; what is there is still read. */
  void end() {
    lock.lock();
    try {
      ended = true;
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Nobody wants the result: the reader gets the end at once. */
  void abort() {
    lock.lock();
    try {
      aborted = true;
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for sound.
   *
   * @return how many samples were read into the array, {@link #ASKED}, or -1 at the end
   */
  int take(short[] into) {
    lock.lock();
    try {
      while (size == 0 && !asked && !ended && !aborted) {
        changed.awaitUninterruptibly();
      }
      if (aborted || ended && size == 0) {
        return -1;
      }
      if (asked && beforeAsked == 0) {
        asked = false;
        return ASKED;
      }
      int count = Math.min(size, into.length);
      int first = Math.min(count, ring.length - head);
      System.arraycopy(ring, head, into, 0, first);
      System.arraycopy(ring, 0, into, first, count - first);
      head = (head + count) % ring.length;
      size -= count;
      beforeAsked = Math.max(0, beforeAsked - count);
      return count;
    } finally {
      lock.unlock();
    }
  }
}
