package coda.voice.engine.gpu;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * What one component holds, and an allowance that is its own before it holds it.
 *
 * <p>Both are words on one cache line that nobody else writes, so that a reservation that fits the
 * allowance, and the release that follows, are two compare-and-sets without a lock, without an
 * allocation and without waiting for other components. A byte is always in one place: free on its
 * card, in an allowance, held, or in the hands of one thread on its way between them. It is taken
 * before it is booked, so the sum can never exceed the card.
 */
final class Holding {
  /**
   * In the middle of three cache lines (of up to 128 bytes), so that nothing else shares theirs.
   */
  private static final int LINE = 16;

  private static final int HELD = LINE;
  private static final int ALLOWANCE = LINE + 1;
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
    long allowance = words.get(ALLOWANCE);
    return Bytes.card(allowance) == card ? Bytes.amount(allowance) : 0;
  }

  Outcome reserve(long bytes) {
    long held = words.get(HELD);
    if (fits(held, bytes) && takeAllowance(Bytes.card(held), bytes)) {
      // Reading a clock would cost more than all the rest.
      if (words.getPlain(USED) == 0) {
        words.setOpaque(USED, 1);
      }
      if (words.compareAndSet(HELD, held, held + bytes)) {
        return Outcome.DONE;
      }
      Outcome outcome = bookOrReturn(Bytes.card(held), bytes);
      if (outcome != Outcome.MOVED) {
        return outcome;
      }
    }
    return books.draw(this, bytes);
  }

  private boolean fits(long held, long bytes) {
    return !Bytes.closed(held) && bytes <= maximum - Bytes.amount(held);
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
    } while (outcome == Outcome.MOVED && homeIs(card));
    if (outcome != Outcome.DONE) {
      books.give(card, bytes);
    }
    return outcome;
  }

  private boolean homeIs(int card) {
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
    return words.compareAndSet(HELD, seen, Bytes.on(card, amount + bytes))
        ? Outcome.DONE
        : Outcome.MOVED;
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
    keepOrGive(Bytes.card(held), bytes);
    return true;
  }

  /** Shrinks to an amount, if the component is still as it was seen. */
  boolean shrink(long seen, long amount) {
    if (!words.compareAndSet(HELD, seen, Bytes.on(Bytes.card(seen), amount))) {
      return false;
    }
    keepOrGive(Bytes.card(seen), Bytes.amount(seen) - amount);
    return true;
  }

  /** Takes at most so much of what is held on a card out of it, into the caller's hand. */
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

  private boolean takeAllowance(int card, long bytes) {
    long allowance;
    do {
      allowance = words.get(ALLOWANCE);
      if (Bytes.amount(allowance) < bytes || Bytes.card(allowance) != card) {
        return false;
      }
    } while (!words.compareAndSet(ALLOWANCE, allowance, allowance - bytes));
    return true;
  }

  /** Puts bytes in hand into the allowance, or gives them to the card when it must not grow. */
  void keepOrGive(int card, long bytes) {
    CardBook book = cards[card];
    if (book.loose() && addAllowance(book, bytes)) {
      // Asked after adding: a searcher who came too early to see it has said so by now.
      if (!book.loose() || Bytes.closed(words.get(HELD))) {
        books.give(card, takeAllowance(card));
      }
    } else {
      books.give(card, bytes);
    }
  }

  private boolean addAllowance(CardBook book, long bytes) {
    long now;
    long next;
    do {
      now = words.get(ALLOWANCE);
      long amount = Bytes.amount(now);
      if (amount + bytes > book.allowance() || (amount > 0 && Bytes.card(now) != book.index())) {
        return false;
      }
      next = Bytes.on(book.index(), amount + bytes);
    } while (!words.compareAndSet(ALLOWANCE, now, next));
    return true;
  }

  /** Takes the whole allowance on a card into the caller's hand. */
  long takeAllowance(int card) {
    for (; ; ) {
      long allowance = words.get(ALLOWANCE);
      if (Bytes.amount(allowance) == 0 || Bytes.card(allowance) != card) {
        return 0;
      }
      if (words.compareAndSet(ALLOWANCE, allowance, Bytes.on(card, 0))) {
        return Bytes.amount(allowance);
      }
    }
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
    books.give(Bytes.card(held), Bytes.amount(held));
    int card = Bytes.card(words.get(ALLOWANCE));
    books.give(card, takeAllowance(card));
    return true;
  }

  boolean closed() {
    return Bytes.closed(held());
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
