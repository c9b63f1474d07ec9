package coda.voice.engine.gpu;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gets memory back on one card, for one want after the other, the most important first. It runs on
 * a thread of the executor while there is something to do, and holds no lock while it asks owners
 * or tells results.
 *
 * <p>What owners give back stays in its hand until the want is satisfied, so nobody less important
 * can snatch it; when the want fails after all, it goes back to the card.
 */
final class Evictor {
  private static final Logger LOG = LoggerFactory.getLogger(Evictor.class);
  private static final int MOST_WAITING = 256;
  private static final Comparator<Queued> URGENCY =
      Comparator.comparingInt(Queued::priority).reversed().thenComparingLong(Queued::sequence);

  private final CardBook card;
  private final Books books;
  private final LedgerOptions options;
  private final Victims victims;
  private final Executor executor;
  private final Consumer<Want> elsewhere;
  private final Object lock = new Object();

  // Guarded by the lock.
  private final Queue<Queued> waiting = new PriorityQueue<>(URGENCY);
  private long sequence;
  private boolean running;
  private long relief;
  private boolean reliefOfIdle;

  private volatile long nextRelief = Long.MIN_VALUE;

  private record Queued(Want want, int priority, long sequence) {}

  /**
   * The evictor of a card.
   *
   * @param components all of the ledger, live
   * @param elsewhere takes a want that this card cannot satisfy but another may
   */
  Evictor(
      CardBook card,
      Books books,
      LedgerOptions options,
      List<GpuComponent> components,
      Executor executor,
      Consumer<Want> elsewhere) {
    this.card = card;
    this.books = books;
    this.options = options;
    this.victims = new Victims(card, books, components);
    this.executor = executor;
    this.elsewhere = elsewhere;
  }

  /** Takes a want on; it is decided later. */
  void submit(Want want) {
    boolean accepted;
    synchronized (lock) {
      accepted = waiting.size() < MOST_WAITING;
      if (accepted) {
        waiting.add(new Queued(want, want.holding().plan().priority(), sequence++));
      }
    }
    if (accepted) {
      wake();
    } else {
      fail(want, Outcome.NO_ROOM, MOST_WAITING + " others are waiting for memory already");
    }
  }

  /**
   * Gets memory back because the card itself is full.
   *
   * @param bytes how much
   * @param idleOnly only from components that are not in use
   */
  void relieve(long bytes, boolean idleOnly) {
    synchronized (lock) {
      if (books.now() < nextRelief) {
        return;
      }
      relief = bytes;
      reliefOfIdle = idleOnly;
    }
    wake();
  }

  /** Everybody who waits is refused. */
  void close() {
    List<Queued> refused;
    synchronized (lock) {
      refused = new ArrayList<>(waiting);
      waiting.clear();
      relief = 0;
    }
    refused.forEach(queued -> fail(queued.want(), Outcome.CLOSED, ""));
  }

  private void wake() {
    synchronized (lock) {
      if (running) {
        return;
      }
      running = true;
    }
    try {
      executor.execute(this::work);
    } catch (RejectedExecutionException stopping) {
      close();
    }
  }

  private void work() {
    for (; ; ) {
      Want want;
      long bytes;
      boolean idleOnly;
      synchronized (lock) {
        Queued next = waiting.poll();
        want = next == null ? null : next.want();
        bytes = want == null ? relief : 0;
        idleOnly = reliefOfIdle;
        if (want == null) {
          relief = 0;
        }
        running = want != null || bytes > 0;
        if (!running) {
          return;
        }
      }
      if (want != null) {
        serve(want);
      } else {
        relieveNow(bytes, idleOnly);
      }
    }
  }

  private void serve(Want want) {
    try {
      Outcome outcome = new Hunt(want, card, books, victims).run();
      if (outcome == Outcome.DONE) {
        executor.execute(() -> want.result().complete(null));
      } else if (outcome == Outcome.NO_ROOM && want.cards().size() > 1) {
        elsewhere.accept(want.elsewhere());
      } else {
        fail(want, outcome, victims.situation(want));
      }
    } catch (RejectedExecutionException stopping) {
      want.result().complete(null);
    } catch (RuntimeException e) {
      LOG.error("Memory for GPU component {} was not found", want.holding().plan().name(), e);
      want.result().completeExceptionally(e);
    }
  }

  private void relieveNow(long bytes, boolean idleOnly) {
    long now = books.now();
    long missing = bytes;
    for (GpuComponent victim :
        victims.unusedSince(idleOnly ? now - options.idle().toMillis() : now)) {
      if (missing > 0) {
        long freed = victim.owner().ask(card, missing, "pressure");
        books.give(card.index(), freed);
        missing -= freed;
      }
    }
    if (missing == bytes) {
      nextRelief = books.now() + options.ownerRest().toMillis();
    }
  }

  private void fail(Want want, Outcome outcome, String situation) {
    GpuException why = want.refusal(outcome, situation);
    try {
      executor.execute(() -> want.result().completeExceptionally(why));
    } catch (RejectedExecutionException stopping) {
      want.result().completeExceptionally(why);
    }
  }
}
