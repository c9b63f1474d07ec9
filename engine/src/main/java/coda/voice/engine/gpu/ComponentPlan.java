package coda.voice.engine.gpu;

import java.util.OptionalInt;

/**
 * What somebody needs of a graphics card.
 *
 * @param name of the component, unique in the ledger, without spaces: {@code ollama:llama3.1:8b}
 * @param maximumBytes the most it may hold; 0 for a component that is to stay off the cards
 * @param priority how important it is, from 1 to 10 (most important). Memory is asked back only for
 *     components of higher priority, never for equal ones
 * @param resizable whether its owner may be asked to give memory back
 * @param card the card it must be on; empty leaves that to the placement
 */
public record ComponentPlan(
    String name, long maximumBytes, int priority, boolean resizable, OptionalInt card) {
  /** The priority of a component that does not care. */
  public static final int USUAL_PRIORITY = 5;

  private static final int LOWEST = 1;
  private static final int HIGHEST = 10;
  private static final int LONGEST_NAME = 200;

  /**
   * Checks the ranges.
   *
   * @throws GpuException {@code GPU_PLAN_INVALID} saying which value is out of range
   */
  public ComponentPlan {
    if (name.isEmpty()
        || name.length() > LONGEST_NAME
        || name.chars().anyMatch(c -> Character.isWhitespace(c) || Character.isISOControl(c))) {
      throw GpuException.invalid(
          "A GPU component's name is a word of at most %d characters, not '%s'"
              .formatted(LONGEST_NAME, name));
    }
    if (maximumBytes < 0 || maximumBytes > MemorySize.MOST) {
      throw GpuException.invalid(
          "The maximum of component '%s' is %,d bytes; allowed is 0 to 256TB"
              .formatted(name, maximumBytes));
    }
    if (priority < LOWEST || priority > HIGHEST) {
      throw GpuException.invalid(
          "The priority of component '%s' is %d; allowed is %d to %d (most important)"
              .formatted(name, priority, LOWEST, HIGHEST));
    }
  }

  /**
   * A component that may be on any card.
   *
   * @param name unique in the ledger
   * @param maximumBytes the most it may hold
   * @param priority from 1 to 10
   * @param resizable whether its owner may be asked to give memory back
   */
  public static ComponentPlan of(String name, long maximumBytes, int priority, boolean resizable) {
    return new ComponentPlan(name, maximumBytes, priority, resizable, OptionalInt.empty());
  }
}
