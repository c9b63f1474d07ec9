package coda.voice.engine.gpu;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * All cards and all holdings, and the ways of bytes between them that touch more than one holding.
 * Still without a lock; nothing outside is called except the placement.
 */
final class Books {
  private final List<CardBook> cards;
  private final List<Holding> holdings = new CopyOnWriteArrayList<>();
  private final Placement placement;
  private final InstantSource clock;
  private final Consumer<CardBook> levelChanged;

  /**
   * Books of some cards.
   *
   * @param levelChanged told when a card's pressure may have changed; must return at once
   */
  Books(
      List<GpuCard> cards,
      Placement placement,
      InstantSource clock,
      Consumer<CardBook> levelChanged) {
    this.cards = cards.stream().map(CardBook::new).toList();
    this.placement = placement;
    this.clock = clock;
    this.levelChanged = levelChanged;
  }

  List<CardBook> cards() {
    return cards;
  }

  CardBook card(int index) {
    return cards.get(index);
  }

  List<Holding> holdings() {
    return holdings;
  }

  long now() {
    return clock.millis();
  }

  Holding open(ComponentPlan plan) {
    Holding holding = new Holding(plan, this, plan.card().orElse(0), now());
    holdings.add(holding);
    return holding;
  }

  void close(Holding holding) {
    holdings.remove(holding);
    holding.close();
  }

  /** Reserves what the holding's own allowance does not cover. */
  Outcome draw(Holding holding, long bytes) {
    holding.touch(now());
    Outcome outcome;
    do {
      outcome = drawOnce(holding, bytes);
    } while (outcome == Outcome.MOVED);
    return outcome;
  }

  private Outcome drawOnce(Holding holding, long bytes) {
    Outcome permitted = holding.permits(holding.held(), bytes);
    if (permitted != Outcome.DONE) {
      return permitted;
    }
    if (atHome(holding)) {
      CardBook card = card(Bytes.card(holding.held()));
      return take(card, bytes) ? book(holding, card, bytes) : Outcome.NO_ROOM;
    }
    for (CardBook card : candidates(holding, bytes)) {
      if (take(card, bytes)) {
        return book(holding, card, bytes);
      }
    }
    return Outcome.NO_ROOM;
  }

  /** Books bytes in hand, and grants an allowance with them while memory is plentiful. */
  private static Outcome book(Holding holding, CardBook card, long bytes) {
    Outcome outcome = holding.bookOrReturn(card.index(), bytes);
    if (outcome == Outcome.DONE && card.loose()) {
      long more = card.allowance() - holding.allowanceOn(card.index());
      if (more > 0) {
        allow(holding, card, more);
      }
    }
    return outcome;
  }

  private static void allow(Holding holding, CardBook card, long more) {
    card.beginMove();
    try {
      if (card.takeIfPlentiful(more)) {
        holding.grant(card.index(), more);
      }
    } finally {
      card.endMove();
    }
  }

  /** Whether there is only one card it may take from: the one where it is. */
  private boolean atHome(Holding holding) {
    return cards.size() == 1 || holding.plan().card().isPresent() || holding.bytes() > 0;
  }

  /** Sets what is held to an amount: gives back the rest, or takes what is missing. */
  Outcome resize(Holding holding, long amount) {
    holding.touch(now());
    for (; ; ) {
      long seen = holding.held();
      long missing = amount - Bytes.amount(seen);
      if (Bytes.closed(seen)) {
        return Outcome.CLOSED;
      }
      if (missing <= 0) {
        if (holding.shrink(seen, amount)) {
          return Outcome.DONE;
        }
        continue;
      }
      Outcome outcome = grow(holding, seen, missing);
      if (outcome != Outcome.MOVED) {
        return outcome;
      }
    }
  }

  private Outcome grow(Holding holding, long seen, long missing) {
    Outcome permitted = holding.permits(seen, missing);
    if (permitted != Outcome.DONE) {
      return permitted;
    }
    for (CardBook card : candidates(holding, missing)) {
      if (take(card, missing)) {
        Outcome outcome = holding.book(card.index(), seen, missing);
        if (outcome != Outcome.DONE) {
          give(card.index(), missing);
        }
        return outcome;
      }
    }
    return Outcome.NO_ROOM;
  }

  /** The cards a holding may take from, the best first: where it is, else where it may go. */
  List<CardBook> candidates(Holding holding, long bytes) {
    if (atHome(holding)) {
      return List.of(card(Bytes.card(holding.held())));
    }
    List<CardRoom> rooms = new ArrayList<>();
    for (CardBook card : cards) {
      long room = room(card);
      if (room >= bytes) {
        rooms.add(new CardRoom(card.index(), card.card().budgetBytes(), room));
      }
    }
    Set<CardBook> candidates = new LinkedHashSet<>();
    placement.order(bytes, rooms).forEach(room -> candidates.add(cards.get(room.card())));
    // What looked full may not be: bytes on their way between two places were not seen.
    candidates.addAll(cards);
    return List.copyOf(candidates);
  }

  /** What is free on a card, allowances included; others may take it meanwhile. */
  long room(CardBook card) {
    long room = card.free();
    for (Holding holding : holdings) {
      room += holding.allowanceOn(card.index());
    }
    return Math.min(room, card.card().budgetBytes());
  }

  /** Takes bytes of a card into the caller's hand. False only when there are not so many. */
  boolean take(CardBook card, long bytes) {
    if (card.take(bytes)) {
      settle(card);
      return true;
    }
    return takeLast(card, bytes);
  }

  /**
   * Looks into every allowance. Nobody adds to one meanwhile without looking again himself; and
   * what was on its way when the search began is waited for, which takes long only when its thread
   * has lost its core.
   */
  private boolean takeLast(CardBook card, long bytes) {
    card.beginSearch();
    try {
      for (; ; ) {
        long quiet = card.quiet();
        collect(card);
        if (card.take(bytes)) {
          return true;
        }
        if (quiet >= 0 && quiet == card.quiet()) {
          return false;
        }
        Thread.yield();
      }
    } finally {
      card.endSearch();
      settle(card);
    }
  }

  /** Bytes in hand go back to their card. */
  void give(int card, long bytes) {
    if (bytes > 0) {
      CardBook book = cards.get(card);
      book.give(bytes);
      settle(book);
    }
  }

  private void collect(CardBook card) {
    for (Holding holding : holdings) {
      holding.giveBack(card.index(), 0);
    }
  }

  /**
   * Makes the level what the card's books say. Everybody who changed them calls it afterwards, so
   * the last one leaves the right level behind. Allowances do not make memory scarce: they are
   * collected before a card is said to be.
   */
  void settle(CardBook card) {
    boolean changed = false;
    for (; ; ) {
      Pressure told = card.level();
      Pressure now = card.levelNow();
      if (now == told) {
        break;
      }
      changed |= told == Pressure.NONE ? rise(card) : card.changeLevel(told, now);
    }
    if (changed) {
      levelChanged.accept(card);
    }
  }

  private boolean rise(CardBook card) {
    card.beginSearch();
    try {
      collect(card);
      Pressure now = card.levelNow();
      return now != Pressure.NONE && card.changeLevel(Pressure.NONE, now);
    } finally {
      card.endSearch();
    }
  }
}
