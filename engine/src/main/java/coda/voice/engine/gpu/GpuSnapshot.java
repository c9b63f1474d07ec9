package coda.voice.engine.gpu;

import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The books at one moment. Reservations go on while it is made: each number is exact when it is
 * read, and none exceeds its limit, but components need not add up to their card while others move.
 *
 * @param cards by number
 * @param components in the order of registration
 */
public record GpuSnapshot(List<Card> cards, List<Component> components) {

  /** Copies the lists. */
  public GpuSnapshot {
    cards = List.copyOf(cards);
    components = List.copyOf(components);
  }

  /** The pressure of the card where memory is scarcest. */
  public Pressure pressure() {
    return cards.stream().map(Card::pressure).reduce(Pressure.NONE, Pressure::or);
  }

  /**
   * A card.
   *
   * @param card what it is, and its budget
   * @param reservedBytes what components have reserved, at most the budget
   * @param deviceUsedBytes what is in use by its own account; empty when it cannot be read
   * @param pressure the higher of two: reserved to budget, and in use to total
   */
  public record Card(
      GpuCard card, long reservedBytes, OptionalLong deviceUsedBytes, Pressure pressure) {

    /**
     * What is in use beyond what is reserved: others, or components that use more than they said.
     * Negative while components use less than they reserved; empty when the card cannot be read.
     */
    public OptionalLong untrackedBytes() {
      return deviceUsedBytes.isPresent()
          ? OptionalLong.of(deviceUsedBytes.getAsLong() - reservedBytes)
          : OptionalLong.empty();
    }
  }

  /**
   * A component.
   *
   * @param plan as registered
   * @param card where it is; empty while it holds nothing
   * @param reservedBytes what it holds
   * @param lastUsed when it last reserved or was touched; within an allowance only known to the
   *     last snapshot or reading
   * @param asked how often its owner was asked to give back
   * @param givenBackBytes what that brought
   * @param failures how often its owner failed when asked
   * @param problem the last failure, or empty
   */
  public record Component(
      ComponentPlan plan,
      OptionalInt card,
      long reservedBytes,
      Instant lastUsed,
      long asked,
      long givenBackBytes,
      long failures,
      String problem) {}
}
