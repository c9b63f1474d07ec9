package coda.voice.conversation.duplex;

import coda.voice.engine.EngineChange;
import coda.voice.engine.EngineException;

/** Told what becomes of a duplex line. Called on the session's loop. */
public interface DuplexWatcher {
  /** The model is there and listens. */
  void onLive();

  /** The model is lost and will be replaced by one that knows nothing; {@link #onLive} follows. */
  void onLost();

  /** The model is not there; the line tries again by itself. */
  void onGone(EngineException failure);

  /** The model has begun to say something that nobody waits for. */
  void onSpoke(Utterance utterance);

  /** Another engine does the work. */
  void onEngineChange(EngineChange change);
}
