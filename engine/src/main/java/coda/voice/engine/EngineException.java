package coda.voice.engine;

import static coda.voice.engine.EngineError.ENGINE_FAILED;
import static coda.voice.engine.EngineError.ENGINE_UNAVAILABLE;

import coda.voice.ErrorCode;
import coda.voice.VoiceException;
import org.jspecify.annotations.Nullable;

/** An engine that is unknown, unavailable, busy or failed. */
public class EngineException extends VoiceException {
  private static final long serialVersionUID = 1L;

  /**
   * An engine problem.
   *
   * @param error its code
   * @param message for operators: which engine, what happened, what to do
   * @param safeMessage for clients
   * @param cause what led to it, or null
   */
  public EngineException(
      ErrorCode error, String message, String safeMessage, @Nullable Throwable cause) {
    super(error, message, safeMessage, cause);
  }

  /**
   * The engine failed during its work.
   *
   * @param engine its name
   * @param cause what happened
   */
  public static EngineException failed(String engine, Throwable cause) {
    return new EngineException(
        ENGINE_FAILED, "Engine '" + engine + "' failed: " + cause, "A speech engine failed", cause);
  }

  /**
   * The engine cannot be used on this machine.
   *
   * @param engine its name
   * @param why what is missing, and where to get it
   */
  public static EngineException unavailable(String engine, String why) {
    return new EngineException(
        ENGINE_UNAVAILABLE,
        "Engine '" + engine + "' is not available: " + why,
        "A speech engine is not available",
        null);
  }
}
