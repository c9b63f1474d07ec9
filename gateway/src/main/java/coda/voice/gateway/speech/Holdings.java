package coda.voice.gateway.speech;

import java.util.ArrayDeque;
import java.util.Deque;

/** What one request holds of the server; given back once, all of it. Any thread. */
final class Holdings implements AutoCloseable {
  private final Deque<Runnable> held = new ArrayDeque<>();
  private boolean closed;

  /** Holds something more; what comes too late is given back at once. */
  void add(Runnable more) {
    synchronized (this) {
      if (!closed) {
        held.push(more);
        return;
      }
    }
    more.run();
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    while (true) {
      Runnable next;
      synchronized (this) {
        next = held.poll();
      }
      if (next == null) {
        return;
      }
      next.run();
    }
  }
}
