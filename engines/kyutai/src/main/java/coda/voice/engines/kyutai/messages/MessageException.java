package coda.voice.engines.kyutai.messages;

import static coda.voice.engine.EngineError.ENGINE_PROTOCOL;

import coda.voice.engine.EngineException;

/** A server said something that is not its protocol. Code {@code ENGINE_PROTOCOL}. */
public final class MessageException extends EngineException {
  private static final long serialVersionUID = 1L;

  MessageException(String what, Throwable cause) {
    super(
        ENGINE_PROTOCOL, "Not a message of moshi-server: " + what, "A speech engine failed", cause);
  }

  MessageException(String what) {
    super(
        ENGINE_PROTOCOL, "Not a message of moshi-server: " + what, "A speech engine failed", null);
  }
}
