package coda.voice.engine.gpu;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * What one component holds, and what it was granted of a card. What is granted and not held is its
 * allowance.
 *
 * <p>Both are words on one cache line that nobody else writes in the usual case. A reservation
 * within the allowance raises what is held by one compare-and-set, and so does a release lower it:
 * no lock, no allocation, no waiting for other components. A byte is always in one place: free on
 * its card, granted to one component, or in the hands of one thread on its way between them.
 *
 * <p>Allowances can be collected while somebody reserves from them. So who reserves looks again
 * afterwards whether the grant still covers what is held, and takes it back if not; and who
 * collects looks again afterwards whether what is held needs what he took, and returns it. As both
 * write before they look, at least one of them notices.
 */
final class Holding {
  /**
   * In the middle of three cache lines (of up to 128 bytes), so that nothing else shares theirs.
   */
  private static final int LINE = 16;

  private static final int HELD = LINE;
  private static final int GRANTED = LINE + 1;
  private static final int USED = LINE + 2;
  private static final int LAST_USED = LINE + 3;

  private final ComponentPlan plan;
  private final long maximum;
  private final CardBook[] cards;
  private final Books books;
  private final AtomicLongArray words = new AtomicLongArray(3 * LINE);

  /**
   * Nothing, yet.
   *
   * @param card where it begins when there is room
   * @param now in ms
   */
  Holding(ComponentPlan plan, Books books, int card, long now) {
    this.plan = plan;
    this.books = books;
    maximum = plan.maximumBytes();
    cards = books.cards().toArray(CardBook[]::new);
    words.set(HELD, Bytes.on(card, 0));
    words.set(GRANTED, Bytes.on(card, 0));
    words.set(LAST_USED, now);
  }

  ComponentPlan plan() {
    return plan;
  }

  /** The word of what it holds. */
  long held() {
    return words.get(HELD);
  }

  /** The amount it holds. */
  long bytes() {
    return Bytes.amount(held());
  }

  /** What it holds on one card. */
  long bytesOn(int card) {
    long held = held();
    return Bytes.card(held) == card ? Bytes.amount(held) : 0;
  }

  /** Its allowance on one card. */
  long allowanceOn(int card) {
    long granted = words.get(GRANTED);
    return Bytes.card(granted) == card ? Math.max(0, Bytes.amount(granted) - bytesOn(card)) : 0;
  }

  Outcome reserve(long bytes) {
    long held = words.get(HELD);
    if (permits(held, bytes) == Outcome.DONE
        && Bytes.covers(words.get(GRANTED), held + bytes)
        && words.compareAndSet(HELD, held, held + bytes)) {
      if (Bytes.covers(words.get(GRANTED), held + bytes)) {
        // Reading a clock would cost more than all the rest.
        if (words.getPlain(USED) == 0) {
          words.setOpaque(USED, 1);
        }
        return Outcome.DONE;
      }
      takeBack(Bytes.card(held), bytes);
    }
    return books.draw(this, bytes);
  }

  /** What was just booked is not covered: somebody collected the allowance. */
  private void takeBack(int card, long bytes) {
    takeHeld(card, bytes);
    trim(card);
  }

  /** Why nothing more can be booked, or DONE when it can. */
  Outcome permits(long held, long bytes) {
    if (Bytes.closed(held)) {
      return Outcome.CLOSED;
    }
    return bytes <= maximum - Bytes.amount(held) ? Outcome.DONE : Outcome.ABOVE_MAXIMUM;
  }

  /** Books bytes that the caller has in hand; if that cannot be, returns them to the card. */
  Outcome bookOrReturn(int card, long bytes) {
    Outcome outcome;
    do {
      outcome = book(card, words.get(HELD), bytes);
    } while (outcome == Outcome.MOVED && mayBeOn(card));
    if (outcome != Outcome.DONE) {
      books.give(card, bytes);
    }
    return outcome;
  }

  private boolean mayBeOn(int card) {
    long held = words.get(HELD);
    return Bytes.amount(held) == 0 || Bytes.card(held) == card;
  }

  /** Books bytes in hand if the component is still as it was seen; else they stay in hand. */
  Outcome book(int card, long seen, long bytes) {
    Outcome permitted = permits(seen, bytes);
    if (permitted != Outcome.DONE) {
      return permitted;
    }
    long amount = Bytes.amount(seen);
    if (amount > 0 && Bytes.card(seen) != card) {
      return Outcome.MOVED;
    }
    if (!words.compareAndSet(HELD, seen, Bytes.on(card, amount + bytes))) {
      return Outcome.MOVED;
    }
    grant(card, bytes);
    return Outcome.DONE;
  }

  /** Adds bytes in hand to what is granted. */
  void grant(int card, long bytes) {
    if (!addGranted(card, bytes)) {
      books.give(card, bytes);
    } else if (!cards[card].loose() || Bytes.closed(words.get(HELD))) {
      // Asked after adding: a searcher who came too early to see it has said so by now.
      giveBackAndSettle(card, 0);
    }
  }

  /** What was granted on another card goes back there. False when the component is elsewhere. */
  private boolean addGranted(int card, long bytes) {
    for (; ; ) {
      long granted = words.get(GRANTED);
      if (Bytes.card(granted) == card) {
        if (words.compareAndSet(GRANTED, granted, granted + bytes)) {
          return true;
        }
        continue;
      }
      long held = words.get(HELD);
      if (Bytes.closed(held) || Bytes.card(held) != card) {
        return false;
      }
      CardBook left = cards[Bytes.card(granted)];
      left.beginMove();
      try {
        if (words.compareAndSet(GRANTED, granted, Bytes.on(card, bytes))) {
          books.give(left.index(), Bytes.amount(granted));
          return true;
        }
      } finally {
        left.endMove();
      }
    }
  }

  /**
   * Gives back some of what it holds.
   *
   * @return whether it held so much; true, and nothing happens, when it is closed: then everything
   *     is given back already
   */
  boolean release(long bytes) {
    long held;
    do {
      held = words.get(HELD);
      if (Bytes.closed(held)) {
        return true;
      }
      if (bytes > Bytes.amount(held)) {
        return false;
      }
    } while (!words.compareAndSet(HELD, held, held - bytes));
    CardBook book = cards[Bytes.card(held)];
    if (!book.loose() || words.get(GRANTED) - (held - bytes) > book.allowance()) {
      trim(book.index());
    }
    return true;
  }

  /** Shrinks to an amount, if the component is still as it was seen. */
  boolean shrink(long seen, long amount) {
    int card = Bytes.card(seen);
    if (!words.compareAndSet(HELD, seen, Bytes.on(card, amount))) {
      return false;
    }
    trim(card);
    return true;
  }

  /** Gives back what is more than an allowance, or all of it when memory is not plentiful. */
  private void trim(int card) {
    CardBook book = cards[card];
    if (!book.loose()) {
      giveBackAndSettle(card, 0);
    } else if (allowanceOn(card) > book.allowance()) {
      giveBackAndSettle(card, book.allowance() / 2);
    }
  }

  private void giveBackAndSettle(int card, long keep) {
    if (giveBack(card, keep)) {
      books.settle(cards[card]);
    }
  }

  /**
   * Gives the allowance on a card back to it; its level is to be settled then.
   *
   * @param keep so much is left
   * @return whether there was any
   */
  boolean giveBack(int card, long keep) {
    if (allowanceOn(card) <= keep) {
      return false;
    }
    CardBook book = cards[card];
    book.beginMove();
    try {
      long hand = collect(card, keep, Long.MAX_VALUE);
      book.give(hand);
      return hand > 0;
    } finally {
      book.endMove();
    }
  }

  /** Lowers what is held on a card by at most so much; it becomes part of the allowance. */
  long takeHeld(int card, long most) {
    for (; ; ) {
      long held = words.get(HELD);
      if (Bytes.closed(held) || Bytes.card(held) != card) {
        return 0;
      }
      long taken = Math.min(most, Bytes.amount(held));
      if (words.compareAndSet(HELD, held, held - taken)) {
        return taken;
      }
    }
  }

  /**
   * Takes of the allowance on a card into the caller's hand.
   *
   * @param keep so much is left
   * @param most no more than this is taken
   */
  long collect(int card, long keep, long most) {
    long hand = 0;
    for (; ; ) {
      long granted = words.get(GRANTED);
      if (Bytes.card(granted) != card) {
        return hand;
      }
      long excess = Math.min(most - hand, Bytes.amount(granted) - bytesOn(card) - keep);
      if (excess <= 0) {
        return hand;
      }
      if (words.compareAndSet(GRANTED, granted, granted - excess)) {
        hand += excess;
        hand -= returned(card, hand);
      }
    }
  }

  /** Somebody may have reserved what was collected: returns what he needs. */
  private long returned(int card, long hand) {
    long held = bytesOn(card);
    long granted = words.get(GRANTED);
    long missing = Bytes.card(granted) == card ? held - Bytes.amount(granted) : held;
    long back = Math.clamp(missing, 0, hand);
    return back > 0 && addGranted(card, back) ? back : 0;
  }

  /** Nothing is booked any more; everything goes back. Whether this call closed it. */
  boolean close() {
    long held;
    do {
      held = words.get(HELD);
      if (Bytes.closed(held)) {
        return false;
      }
    } while (!words.compareAndSet(HELD, held, Bytes.CLOSED));
    CardBook left = cards[Bytes.card(words.get(GRANTED))];
    left.beginMove();
    try {
      long granted = words.getAndSet(GRANTED, 0);
      books.give(Bytes.card(granted), Bytes.amount(granted));
    } finally {
      left.endMove();
    }
    return true;
  }

  /** It is in use now. */
  void touch(long now) {
    words.set(USED, 0);
    words.set(LAST_USED, now);
  }

  /** When it was last used, in ms; what happened within the allowance counts as now. */
  long lastUsed(long now) {
    if (words.getAndSet(USED, 0) != 0) {
      words.set(LAST_USED, now);
    }
    return words.get(LAST_USED);
  }
}
