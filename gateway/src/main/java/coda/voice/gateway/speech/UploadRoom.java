package coda.voice.gateway.speech;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The memory that all uploads together may take. Recordings are never written to a disk, so this is
 * what keeps many of them from filling the heap. Any thread; nobody waits.
 */
final class UploadRoom {
  private static final int SHARE_OF_HEAP = 8;

  private final long most;
  private final AtomicLong taken = new AtomicLong();

  /**
   * Room of a size.
   *
   * @param most bytes
   */
  UploadRoom(long most) {
    this.most = most;
  }

  /** An eighth of the heap. */
  static UploadRoom ofHeap() {
    return new UploadRoom(Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP);
  }

  /**
   * Takes some.
   *
   * @param bytes how many
   * @return whether they were there
   */
  boolean take(int bytes) {
    if (taken.addAndGet(bytes) <= most) {
      return true;
    }
    taken.addAndGet(-bytes);
    return false;
  }

  /** Gives some back. */
  void give(long bytes) {
    taken.addAndGet(-bytes);
  }

  /** What is taken now. */
  long taken() {
    return taken.get();
  }
}
