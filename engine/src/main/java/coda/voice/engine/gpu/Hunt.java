package coda.voice.engine.gpu;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gets memory on one card for one want, if need be from owners of less important components, and
 * books it. What owners give back stays in hand until it is booked; what is left over goes to the
 * card.
 */
final class Hunt {
  /** Others may reserve what is free while owners are asked; then those are asked again. */
  private static final int MOST_ROUNDS = 3;

  private final Want want;
  private final Holding holding;
  private final CardBook card;
  private final Books books;
  private final Victims victims;
  private @Nullable List<GpuComponent> toAsk;
  private boolean helped;
  private int rounds;
  private long hand;

  Hunt(Want want, CardBook card, Books books, Victims victims) {
    this.want = want;
    this.holding = want.holding();
    this.card = card;
    this.books = books;
    this.victims = victims;
  }

  /** Hunts until it is decided. Blocks while owners are asked. */
  Outcome run() {
    try {
      for (; ; ) {
        long held = holding.held();
        long missing = want.missing(held);
        if (missing <= 0) {
          return books.resize(holding, want.amount());
        }
        if (Bytes.amount(held) > 0 && Bytes.card(held) != card.index()) {
          // It got a place on another card meanwhile.
          return want.inAll() ? books.resize(holding, want.amount()) : books.draw(holding, missing);
        }
        Outcome permitted = holding.permits(held, missing);
        if (permitted != Outcome.DONE) {
          return permitted;
        }
        if (inHand(missing)) {
          if (holding.book(card.index(), held, missing) == Outcome.DONE) {
            hand -= missing;
            return Outcome.DONE;
          }
        } else if (Thread.currentThread().isInterrupted()) {
          return Outcome.CLOSED;
        } else if (!askNext(missing)) {
          return Outcome.NO_ROOM;
        }
      }
    } finally {
      books.give(card.index(), hand);
    }
  }

  private boolean inHand(long missing) {
    if (missing > hand) {
      if (!books.take(card, missing - hand)) {
        return false;
      }
      hand = missing;
    }
    return true;
  }

  /** Asks one more owner. False when nobody is left, or all together could not give enough. */
  private boolean askNext(long missing) {
    if (toAsk == null) {
      toAsk = victims.below(holding);
      if (hand + books.room(card) + victims.heldBy(toAsk) < missing) {
        return false;
      }
    }
    if (toAsk.isEmpty()) {
      toAsk = null;
      boolean again = helped && ++rounds < MOST_ROUNDS;
      helped = false;
      return again;
    }
    long wanted = Math.max(1, missing - hand - books.room(card));
    long freed = toAsk.removeFirst().owner().ask(card, wanted, holding.plan().name());
    helped |= freed > 0;
    hand += freed;
    return true;
  }
}
