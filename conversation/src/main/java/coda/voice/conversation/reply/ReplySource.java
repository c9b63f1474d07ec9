package coda.voice.conversation.reply;

import coda.voice.conversation.playback.ReplyTrack;

/**
 * Where an answer comes from: the chain of language model and synthesiser, the duplex model, or
 * both. Tells a {@link ReplyWatcher} how it comes along. Lives on the session's loop.
 */
public interface ReplySource {
  /** Begins. Once. */
  void begin();

  /** The audio made so far. */
  ReplyTrack track();

  /** The track runs low: more may be made. */
  void more();

  /** The turn is over and the answer wanted: what was held back may happen now. */
  void confirm();

  /**
   * A tool the answer called has come to its end.
   *
   * @param callId of the call
   * @param result for the model
   */
  void toolResult(String callId, String result);

  /**
   * Another goes on after it: it says no more than it must not to break off in the middle of a
   * word.
   *
   * @param then done when it has come to a border of words; at once, unless it is speaking live
   */
  default void endWithWord(Runnable then) {
    then.run();
  }

  /** Nobody wants the rest. Idempotent; the watcher is told nothing more. */
  void cancel();
}
