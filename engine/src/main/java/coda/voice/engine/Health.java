package coda.voice.engine;

/**
 * How an engine is.
 *
 * @param state ready or why not
 * @param detail for operators: what is wrong, or empty
 */
public record Health(State state, String detail) {
  /** The states of an engine. */
  public enum State {
    /** Not warmed up yet. */
    STARTING,
    /** Works. */
    READY,
    /** Works, but worse than it should. */
    DEGRADED,
    /** Does not work. */
    DOWN
  }

  /** Works. */
  public static final Health READY = new Health(State.READY, "");

  /** Not warmed up yet. */
  public static final Health STARTING = new Health(State.STARTING, "warming up");

  /**
   * Does not work.
   *
   * @param detail why
   */
  public static Health down(String detail) {
    return new Health(State.DOWN, detail);
  }

  /** Whether sessions may use the engine. */
  public boolean usable() {
    return state == State.READY || state == State.DEGRADED;
  }
}
