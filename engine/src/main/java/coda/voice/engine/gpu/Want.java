package coda.voice.engine.gpu;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A component that waits for memory.
 *
 * @param holding whose
 * @param amount how much more, or how much in all
 * @param inAll which of the two
 * @param cards where it may still be tried, the best first; not empty
 * @param result told when it is decided
 */
record Want(
    Holding holding,
    long amount,
    boolean inAll,
    List<CardBook> cards,
    CompletableFuture<Void> result) {

  CardBook card() {
    return cards.getFirst();
  }

  /** The same for the remaining cards. */
  Want elsewhere() {
    return new Want(holding, amount, inAll, cards.subList(1, cards.size()), result);
  }

  /** How much more it takes, given what is held. */
  long missing(long held) {
    return inAll ? amount - Bytes.amount(held) : amount;
  }

  /** Why it cannot be, for operators. */
  GpuException refusal(Outcome outcome, String situation) {
    String name = holding.plan().name();
    return switch (outcome) {
      case CLOSED -> GpuException.closed(name);
      case ABOVE_MAXIMUM ->
          GpuException.aboveMaximum(
              name, missing(holding.held()), holding.bytes(), holding.plan().maximumBytes());
      default -> GpuException.full(name, missing(holding.held()), situation);
    };
  }
}
