package coda.voice.engines.language.chat;

import coda.voice.engine.Capacity;
import coda.voice.engine.Capacity.Permit;
import java.time.Duration;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * The permits of one model. Answers come first: work in the background takes a permit only when one
 * is spare, and gives it back at once when an answer needs it.
 */
final class AnswerPermits {
  private final Capacity capacity;
  private final Duration patience;
  private final Deque<Spare> spares = new ConcurrentLinkedDeque<>();

  /**
   * Permits.
   *
   * @param capacity all there are
   * @param patience how long an answer waits for one
   */
  AnswerPermits(Capacity capacity, Duration patience) {
    this.capacity = capacity;
    this.patience = patience;
  }

  /** A permit for an answer, now or within the patience; fails with {@code ENGINE_BUSY}. */
  CompletableFuture<Permit> forAnswer() {
    if (capacity.inUse() >= capacity.limit()) {
      Spare spare = spares.poll();
      if (spare != null) {
        spare.give();
      }
    }
    return capacity.acquireWithin(patience).toCompletableFuture();
  }

  /**
   * A permit for work in the background, if one is spare.
   *
   * @param giveWay stops that work; must not block
   * @return to be closed when the work has ended
   */
  Optional<Spare> spare(Runnable giveWay) {
    if (capacity.waiting() > 0 || capacity.inUse() >= capacity.limit()) {
      return Optional.empty();
    }
    CompletableFuture<Permit> permit = capacity.acquireWithin(Duration.ZERO).toCompletableFuture();
    if (permit.isCompletedExceptionally()) {
      return Optional.empty();
    }
    Spare spare = new Spare(permit.join(), giveWay);
    spares.add(spare);
    return Optional.of(spare);
  }

  /** A permit lent to work in the background. */
  final class Spare implements AutoCloseable {
    private final Permit permit;
    private final Runnable giveWay;

    private Spare(Permit permit, Runnable giveWay) {
      this.permit = permit;
      this.giveWay = giveWay;
    }

    private void give() {
      giveWay.run();
      permit.close();
    }

    @Override
    public void close() {
      spares.remove(this);
      permit.close();
    }
  }
}
