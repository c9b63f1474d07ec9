package coda.voice.engine.gpu;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Dealings with one owner: asks it on a thread of its own, waits no longer than the deadline, and
 * believes only what both its answer and its holdings say. An answer after the deadline is booked
 * when it comes.
 */
final class OwnerAccount {
  private static final Logger LOG = LoggerFactory.getLogger(OwnerAccount.class);

  private final Holding holding;
  private final GpuOwner owner;
  private final Books books;
  private final LedgerOptions options;
  private final Executor executor;
  private final Announcements announcements;
  private final AtomicBoolean busy = new AtomicBoolean();
  private final AtomicLong asked = new AtomicLong();
  private final AtomicLong givenBack = new AtomicLong();
  private final AtomicLong failures = new AtomicLong();
  private volatile String problem = "";
  private volatile long restUntil = Long.MIN_VALUE;

  OwnerAccount(
      Holding holding,
      GpuOwner owner,
      Books books,
      LedgerOptions options,
      Executor executor,
      Announcements announcements) {
    this.holding = holding;
    this.owner = owner;
    this.books = books;
    this.options = options;
    this.executor = executor;
    this.announcements = announcements;
  }

  /** Whether it makes sense to ask: not while it still thinks, nor soon after it failed. */
  boolean canBeAsked() {
    return !busy.get() && books.now() >= restUntil;
  }

  long asked() {
    return asked.get();
  }

  long givenBack() {
    return givenBack.get();
  }

  long failures() {
    return failures.get();
  }

  String problem() {
    return problem;
  }

  /**
   * Asks for memory. Blocks until the answer or the deadline.
   *
   * @param on who needs it
   * @return bytes of the card, in the caller's hand
   */
  long ask(CardBook card, long wanted, String on) {
    if (!busy.compareAndSet(false, true)) {
      return 0;
    }
    asked.incrementAndGet();
    CompletableFuture<Long> answer = new CompletableFuture<>();
    try {
      executor.execute(() -> deliver(card, answer, wanted, on));
    } catch (RejectedExecutionException stopping) {
      busy.set(false);
      return 0;
    }
    return await(card, answer);
  }

  private long await(CardBook card, CompletableFuture<Long> answer) {
    Duration deadline = options.ownerDeadline();
    try {
      return answer.get(deadline.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException late) {
      if (answer.complete(0L)) {
        failed(card, "did not answer within " + deadline.toMillis() + " ms");
      }
    } catch (InterruptedException stopping) {
      answer.complete(0L);
      Thread.currentThread().interrupt();
    } catch (ExecutionException impossible) {
      throw new IllegalStateException(impossible);
    }
    return answer.join();
  }

  /**
   * On a thread of the owner's own: what it frees is the asker's, or the card's when he has gone.
   */
  private void deliver(CardBook card, CompletableFuture<Long> answer, long wanted, String on) {
    long freed = 0;
    try {
      freed = freed(card, wanted);
      if (freed > 0) {
        givenBack.addAndGet(freed);
        LOG.info(
            "GPU component {} gave back {} for {}",
            holding.plan().name(),
            MemorySize.words(freed),
            on);
        announcements.event(new GpuEvent.GivenBack(card.index(), holding.plan().name(), freed, on));
      }
    } finally {
      busy.set(false);
      if (!answer.complete(freed)) {
        books.give(card.index(), freed);
      }
    }
  }

  private long freed(CardBook card, long wanted) {
    long claimed;
    long confirmed;
    try {
      long before = Math.max(0, owner.bytesHeld());
      claimed = owner.giveBack(wanted);
      long left = owner.bytesHeld();
      // Read after the owner spoke: it reserves before it takes, and frees before it releases.
      long reserved = holding.bytesOn(card.index());
      if (claimed < 0 || left < 0 || Math.min(claimed, reserved) > reserved - left) {
        failed(
            card,
            "says it gave back %,d bytes, but holds %,d of the %,d it reserved"
                .formatted(claimed, left, reserved));
      }
      confirmed = Math.clamp(before - Math.max(0, left), 0, Math.max(0, claimed));
    } catch (RuntimeException | Error e) {
      ownerThrew(card, e);
      return 0;
    }
    long booked = holding.takeHeld(card.index(), confirmed);
    if (booked < claimed) {
      try {
        owner.notBooked(claimed - booked);
      } catch (RuntimeException | Error e) {
        ownerThrew(card, e);
      }
    }
    return holding.collect(card.index(), 0, booked);
  }

  private void ownerThrew(CardBook card, Throwable e) {
    LOG.debug("The owner of GPU component {} failed", holding.plan().name(), e);
    failed(card, "failed: " + e);
  }

  private void failed(CardBook card, String what) {
    failures.incrementAndGet();
    problem = what;
    restUntil = books.now() + options.ownerRest().toMillis();
    LOG.warn(
        "The owner of GPU component {} {}; it is left alone for {} s",
        holding.plan().name(),
        what,
        options.ownerRest().toSeconds());
    announcements.event(new GpuEvent.OwnerFailed(card.index(), holding.plan().name(), what));
  }
}
