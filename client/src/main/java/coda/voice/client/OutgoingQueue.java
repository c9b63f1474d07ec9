package coda.voice.client;

import static coda.voice.client.ClientError.CLIENT_CLOSED;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * What waits to be sent, in order. Full of messages, it makes the caller wait; full of audio, it
 * drops the oldest piece and counts it. It outlives connections.
 */
final class OutgoingQueue {
  private final int maxControls;
  private final int maxAudio;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ArrayDeque<Outgoing> waiting = new ArrayDeque<>();
  private int controls;
  private long dropped;
  private boolean closed;

  OutgoingQueue(int maxControls, int maxAudio) {
    this.maxControls = maxControls;
    this.maxAudio = maxAudio;
  }

  /** Adds a message, after waiting for room. */
  void put(Outgoing.Control message) {
    lock.lock();
    try {
      while (controls >= maxControls && !closed) {
        changed.await();
      }
      refuseIfClosed();
      waiting.add(message);
      controls++;
      changed.signalAll();
    } catch (InterruptedException e) {
      throw Waiting.interrupted(e);
    } finally {
      lock.unlock();
    }
  }

  /** Adds audio; the oldest goes if there is no room. */
  void put(Outgoing.Audio audio) {
    lock.lock();
    try {
      refuseIfClosed();
      if (waiting.size() - controls >= maxAudio) {
        dropOldestAudio();
      }
      waiting.add(audio);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void dropOldestAudio() {
    for (Iterator<Outgoing> each = waiting.iterator(); each.hasNext(); ) {
      if (each.next() instanceof Outgoing.Audio) {
        each.remove();
        dropped++;
        return;
      }
    }
  }

  /** Waits for the next; empty once {@code stopped} holds, see {@link #wake}. */
  Optional<Outgoing> take(BooleanSupplier stopped) throws InterruptedException {
    lock.lock();
    try {
      while (waiting.isEmpty() && !closed && !stopped.getAsBoolean()) {
        changed.await();
      }
      if (closed || stopped.getAsBoolean()) {
        return Optional.empty();
      }
      Outgoing next = waiting.remove();
      if (next instanceof Outgoing.Control) {
        controls--;
      }
      changed.signalAll();
      return Optional.of(next);
    } finally {
      lock.unlock();
    }
  }

  /** Makes those who wait look again. */
  void wake() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** A piece of audio was lost on its way. */
  void countLost() {
    lock.lock();
    try {
      dropped++;
    } finally {
      lock.unlock();
    }
  }

  long dropped() {
    lock.lock();
    try {
      return dropped;
    } finally {
      lock.unlock();
    }
  }

  /** Nothing goes in or out any more. */
  void close() {
    lock.lock();
    try {
      closed = true;
      waiting.clear();
      controls = 0;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void refuseIfClosed() {
    if (closed) {
      throw new ClientException(CLIENT_CLOSED, "The client is closed");
    }
  }
}
