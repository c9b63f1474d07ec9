package coda.voice.engine.gpu;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * What is free on one card, and how scarce it is.
 *
 * <p>While memory is plentiful ("loose"), components keep small allowances, so that most
 * reservations touch nothing that is shared. From 60 % of the budget on, or while somebody looks
 * for the last byte, there are none: what is released comes back here at once.
 */
final class CardBook {
  /** An allowance is at most this part of the budget. */
  private static final int ALLOWANCE_PART = 64;

  /**
   * In the middle of three cache lines (of up to 128 bytes), so that nothing else shares its own.
   */
  private static final int FREE = 16;

  private static final long UNKNOWN = -1;

  /** The level is in the lowest bits of the mood, the number of searchers above. */
  private static final int LEVEL = 0b111;

  private static final int SEARCHER = LEVEL + 1;
  private static final Pressure[] LEVELS = Pressure.values();

  private final GpuCard card;
  private final long budget;
  private final long[] from = new long[LEVELS.length];
  private final AtomicLongArray free = new AtomicLongArray(3 * FREE);
  private final AtomicInteger mood = new AtomicInteger();
  private final AtomicLong movesBegun = new AtomicLong();
  private final AtomicLong movesEnded = new AtomicLong();
  private final AtomicLong deviceUsed = new AtomicLong(UNKNOWN);
  private volatile Pressure deviceLevel = Pressure.NONE;

  CardBook(GpuCard card) {
    this.card = card;
    budget = card.budgetBytes();
    for (Pressure level : LEVELS) {
      from[level.ordinal()] = level.from(budget);
    }
    free.set(FREE, budget);
  }

  GpuCard card() {
    return card;
  }

  int index() {
    return card.index();
  }

  /** How much a component may keep for its next reservations. */
  long allowance() {
    return budget / ALLOWANCE_PART;
  }

  /**
   * Whether allowances are given and kept. Whoever adds to one asks again afterwards: either he
   * sees that somebody searches, or the searcher sees what he added.
   */
  boolean loose() {
    return mood.get() == 0;
  }

  void beginSearch() {
    mood.addAndGet(SEARCHER);
  }

  void endSearch() {
    mood.addAndGet(-SEARCHER);
  }

  /**
   * Bytes are about to be between this card and an allowance, in nobody's book: a searcher who
   * finds too little looks again when they have arrived. Nobody searches between beginning and end.
   */
  void beginMove() {
    movesBegun.incrementAndGet();
  }

  void endMove() {
    movesEnded.incrementAndGet();
  }

  /** The same number twice: nothing was on its way between, or at either time. -1: something is. */
  long quiet() {
    long ended = movesEnded.get();
    return movesBegun.get() == ended ? ended : -1;
  }

  long free() {
    return free.get(FREE);
  }

  /** Takes bytes if there are so many. The caller settles the level. */
  boolean take(long bytes) {
    return takeLeaving(bytes, 0);
  }

  /** Takes bytes if memory stays plentiful. */
  boolean takeIfPlentiful(long bytes) {
    return takeLeaving(bytes, budget - from[Pressure.LOW.ordinal()] + 1);
  }

  private boolean takeLeaving(long bytes, long rest) {
    long now;
    do {
      now = free.get(FREE);
      if (now - bytes < rest) {
        return false;
      }
    } while (!free.compareAndSet(FREE, now, now - bytes));
    return true;
  }

  /** Gives bytes back. The caller settles the level. */
  void give(long bytes) {
    free.getAndAdd(FREE, bytes);
  }

  /** The level that was last settled. */
  Pressure level() {
    return LEVELS[mood.get() & LEVEL];
  }

  /** The level by what is handed out this moment. */
  Pressure levelNow() {
    long handedOut = budget - free();
    int level = LEVELS.length - 1;
    while (handedOut < from[level]) {
      level--;
    }
    return LEVELS[level];
  }

  boolean changeLevel(Pressure from, Pressure to) {
    int now;
    do {
      now = mood.get();
      if ((now & LEVEL) != from.ordinal()) {
        return false;
      }
    } while (!mood.compareAndSet(now, now - from.ordinal() + to.ordinal()));
    return true;
  }

  /** What listeners are told: the worse of the books and the device. */
  Pressure pressure() {
    return level().or(deviceLevel);
  }

  /** The card says what is in use. */
  void observe(long used) {
    deviceUsed.set(used);
    deviceLevel = Pressure.of(used, card.totalBytes());
  }

  /** The card cannot be read. */
  void unobserved() {
    deviceUsed.set(UNKNOWN);
    deviceLevel = Pressure.NONE;
  }

  /** What the card says is in use, or -1. */
  long deviceUsed() {
    return deviceUsed.get();
  }
}
