package coda.voice.storage;

import coda.voice.conversation.store.ConversationKeeper.Fate;
import coda.voice.conversation.store.SittingTurn;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/**
 * Turns that wait to be stored, in the order in which they came. There is a bound: when it is
 * reached, a new turn is not taken. A turn that comes again while it waits takes the place of what
 * it was. May be used from any thread; only {@link #batch} and {@link #pause} block.
 */
final class WaitingTurns {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Map<Key, Waiting> turns = new LinkedHashMap<>();
  private final int most;
  private boolean closed;

  WaitingTurns(int most) {
    this.most = most;
  }

  /**
   * A turn comes.
   *
   * @return whether it was taken
   */
  boolean offer(SittingTurn turn, Fate fate, long nowMs) {
    lock.lock();
    try {
      Key key = Key.of(turn);
      Waiting before = turns.get(key);
      if (closed || (before == null && turns.size() >= most)) {
        return false;
      }
      turns.put(key, new Waiting(turn, fate, before == null ? nowMs : before.sinceMs()));
      changed.signalAll();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /**
   * The oldest turns; they go on waiting until {@link #done}. Blocks until there is one.
   *
   * @param size no more than so many
   * @return empty when it is closed and nothing waits any more
   */
  List<Waiting> batch(int size) {
    lock.lock();
    try {
      while (turns.isEmpty() && !closed) {
        changed.awaitUninterruptibly();
      }
      return turns.values().stream().limit(size).toList();
    } finally {
      lock.unlock();
    }
  }

  /** Waits a while, or until it is closed. */
  void pause(long ms) {
    lock.lock();
    try {
      long left = TimeUnit.MILLISECONDS.toNanos(ms);
      while (left > 0 && !closed) {
        left = changed.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  /**
   * A turn is settled. What took its place meanwhile still waits.
   *
   * @return whether it was still waiting
   */
  boolean done(Waiting turn) {
    lock.lock();
    try {
      boolean waited = turns.remove(Key.of(turn.turn()), turn);
      changed.signalAll();
      return waited;
    } finally {
      lock.unlock();
    }
  }

  /** Turns that are not to be stored any more. */
  List<Waiting> remove(Predicate<SittingTurn> which) {
    lock.lock();
    try {
      List<Waiting> removed =
          turns.values().stream().filter(each -> which.test(each.turn())).toList();
      removed.forEach(each -> turns.remove(Key.of(each.turn())));
      return removed;
    } finally {
      lock.unlock();
    }
  }

  /** Turns of a conversation, in their order. */
  List<SittingTurn> of(String conversation) {
    lock.lock();
    try {
      List<SittingTurn> found = new ArrayList<>();
      turns.forEach(
          (key, each) -> {
            if (key.conversation().equals(conversation)) {
              found.add(each.turn());
            }
          });
      return found;
    } finally {
      lock.unlock();
    }
  }

  int size() {
    lock.lock();
    try {
      return turns.size();
    } finally {
      lock.unlock();
    }
  }

  /** How long the oldest one has waited, in ms; 0 when none waits. */
  long ageMs(long nowMs) {
    lock.lock();
    try {
      return turns.isEmpty() ? 0 : nowMs - turns.values().iterator().next().sinceMs();
    } finally {
      lock.unlock();
    }
  }

  boolean closed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  /** Nothing more is taken; what waits can still be stored. */
  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * A turn that waits. Each is only itself, also beside another that looks the same.
   *
   * @param turn what
   * @param fate who is told
   * @param sinceMs since when
   */
  record Waiting(SittingTurn turn, Fate fate, long sinceMs) {
    @Override
    public boolean equals(Object other) {
      return this == other;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(this);
    }
  }

  private record Key(String conversation, String sitting, int number) {
    static Key of(SittingTurn turn) {
      return new Key(turn.sitting().conversation(), turn.sitting().id(), turn.turn().number());
    }
  }
}
