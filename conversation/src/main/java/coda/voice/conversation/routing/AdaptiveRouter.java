package coda.voice.conversation.routing;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.DoubleSupplier;

/**
 * Decides turn by turn who answers, from what the turn asks for, who can give it, and what was
 * learned from the turns before. One for all sessions of a server; any thread; a decision reads one
 * reference and takes no lock.
 */
public final class AdaptiveRouter {
  /** How often something else is tried by default: one turn in twenty. */
  public static final double EXPLORATION = 0.05;

  /** The most that can be asked for. */
  public static final double MOST_EXPLORATION = 0.25;

  private final double exploration;
  private final DoubleSupplier chance;
  private final AtomicReference<RouterState> state;

  /**
   * A router.
   *
   * @param start what was learned before, or {@link RouterState#FRESH}
   * @param exploration the share of turns, 0 to {@value #MOST_EXPLORATION}, that may go another way
   *     than experience says
   * @param chance numbers from 0 (inclusive) to 1 (exclusive), evenly; asked from any thread
   * @throws IllegalArgumentException when the share is out of range
   */
  public AdaptiveRouter(RouterState start, double exploration, DoubleSupplier chance) {
    if (!(exploration >= 0 && exploration <= MOST_EXPLORATION)) {
      throw new IllegalArgumentException(
          "exploration must be from 0 to " + MOST_EXPLORATION + ", not " + exploration);
    }
    this.exploration = exploration;
    this.chance = chance;
    this.state = new AtomicReference<>(start);
  }

  /**
   * Who answers a turn.
   *
   * @param facts of the turn
   */
  public Decision decide(TurnFacts facts) {
    return RouteChoice.decide(facts, state.get(), chance.getAsDouble() < exploration);
  }

  /**
   * Learns how a turn went that was decided here.
   *
   * @param outcome how
   */
  public void learn(Outcome outcome) {
    state.updateAndGet(old -> old.with(outcome));
  }

  /**
   * Learns what somebody delivered besides: who made the answer that was not heard, or answered in
   * a mode where nothing is decided here.
   *
   * @param delivery what
   */
  public void learn(Delivery delivery) {
    state.updateAndGet(old -> old.with(delivery));
  }

  /** What each has delivered lately. */
  public Deliveries deliveries() {
    return state().deliveries();
  }

  /** All that was learned so far. */
  public RouterState state() {
    return state.get();
  }
}
