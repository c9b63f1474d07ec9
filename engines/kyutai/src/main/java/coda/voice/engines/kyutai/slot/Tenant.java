package coda.voice.engines.kyutai.slot;

import coda.voice.engine.EngineException;
import coda.voice.engines.kyutai.messages.ServerMessage;

/** Who uses a slot. Told one thing at a time; nothing after it left. */
public interface Tenant {
  /** The slot is there and fresh: from now on messages may be sent. */
  void onReady();

  /**
   * The server says something.
   *
   * @param message neither {@code Ready} nor {@code Error}
   */
  void onMessage(ServerMessage message);

  /** The end: the server closed in good order. */
  void onClosed();

  /**
   * The end: it did not work.
   *
   * @param failure why
   */
  void onFailure(EngineException failure);
}
