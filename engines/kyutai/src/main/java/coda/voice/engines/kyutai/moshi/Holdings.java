package coda.voice.engines.kyutai.moshi;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a stream holds and must give back: permits, places on servers, sockets. Once closed it gives
 * back at once whatever still arrives, so nothing can leak between two threads. Any thread.
 */
final class Holdings implements AutoCloseable {
  private final Map<Object, Runnable> held = new LinkedHashMap<>();
  private boolean closed;

  /**
   * Holds something.
   *
   * @param what the thing
   * @param giveBack gives it back; idempotent
   * @return false when it was given back already, because all is over
   */
  boolean hold(Object what, Runnable giveBack) {
    synchronized (this) {
      if (!closed) {
        held.put(what, giveBack);
        return true;
      }
    }
    giveBack.run();
    return false;
  }

  /** Gives one thing back. */
  void giveBack(Object what) {
    Runnable giveBack;
    synchronized (this) {
      giveBack = held.remove(what);
    }
    if (giveBack != null) {
      giveBack.run();
    }
  }

  /** Gives everything back, the last thing first. Idempotent. */
  @Override
  public void close() {
    List<Runnable> all;
    synchronized (this) {
      closed = true;
      all = new ArrayList<>(held.values());
      held.clear();
    }
    all.reversed().forEach(Runnable::run);
  }
}
