package coda.voice.engine;

import static coda.voice.engine.EngineError.ENGINE_BUSY;

import java.time.Duration;

/** All permits of an engine are taken. Code {@code ENGINE_BUSY}. */
public final class EngineBusyException extends EngineException {
  private static final long serialVersionUID = 1L;

  /**
   * Refused for lack of capacity.
   *
   * @param engine its name
   * @param limit how many it carries at once
   */
  public EngineBusyException(String engine, int limit) {
    super(
        ENGINE_BUSY,
        "Engine '" + engine + "' is busy: all " + limit + " permits are taken",
        "The server is busy, please try again in a moment",
        null);
  }

  /**
   * Refused after waiting.
   *
   * @param engine its name
   * @param limit how many it carries at once
   * @param waited for how long
   */
  public EngineBusyException(String engine, int limit, Duration waited) {
    super(
        ENGINE_BUSY,
        "Engine '%s' is busy: none of its %d permits became free within %d ms"
            .formatted(engine, limit, waited.toMillis()),
        "The server is busy, please try again in a moment",
        null);
  }
}
