package coda.voice.engine;

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
        "ENGINE_BUSY",
        "Engine '" + engine + "' is busy: all " + limit + " permits are taken",
        "The server is busy, please try again in a moment",
        null);
  }
}
