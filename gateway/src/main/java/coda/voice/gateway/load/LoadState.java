package coda.voice.gateway.load;

import java.util.OptionalLong;

/**
 * Whether a server has too much to do.
 *
 * @param level whether
 * @param sinceMs from when on
 * @param crossedMs from when on the stress has been beyond the threshold of the other level without
 *     a break; empty when it is not
 */
public record LoadState(Level level, long sinceMs, OptionalLong crossedMs) {

  /** Whether it is too much. */
  public enum Level {
    /** There is room. */
    NORMAL,
    /** Nobody new is let in. */
    OVERLOADED
  }

  /**
   * There is room.
   *
   * @param nowMs on any clock that does not go back
   */
  public static LoadState normal(long nowMs) {
    return new LoadState(Level.NORMAL, nowMs, OptionalLong.empty());
  }

  /**
   * The state after another look.
   *
   * @param rules when it is too much
   * @param stress what was seen; NaN counts as none
   * @param nowMs on the same clock
   */
  public LoadState next(LoadRules rules, double stress, long nowMs) {
    boolean overloaded = level == Level.OVERLOADED;
    boolean beyond = overloaded ? !(stress >= rules.recoverAt()) : stress >= rules.overloadAt();
    if (!beyond) {
      return crossedMs.isEmpty() ? this : new LoadState(level, sinceMs, OptionalLong.empty());
    }
    long from = crossedMs.orElse(nowMs);
    if (nowMs - from < (overloaded ? rules.recoverMs() : rules.overloadMs())) {
      return crossedMs.isPresent() ? this : new LoadState(level, sinceMs, OptionalLong.of(from));
    }
    return new LoadState(overloaded ? Level.NORMAL : Level.OVERLOADED, nowMs, OptionalLong.empty());
  }
}
