package coda.voice.conversation.reply;

import coda.voice.engine.EngineChange;
import coda.voice.engine.EngineException;
import coda.voice.engine.TokenCount;
import coda.voice.engine.Tool.ToolCall;

/** Told how an answer comes along. Called on the session's loop. */
public interface ReplyWatcher {
  /** The first words are there. Once. */
  void onTextBegan();

  /**
   * A sentence of an answer without voice is ready to be shown.
   *
   * @param text with the blank that separates it from the one before
   */
  void onSilentText(String text);

  /**
   * The answer wants a tool.
   *
   * @param call which
   */
  void onToolCall(ToolCall call);

  /**
   * Another language model or synthesiser is at work than the one before.
   *
   * @param change which, and why
   */
  void onEngineChange(EngineChange change);

  /**
   * The language model has counted.
   *
   * @param count of the whole answer so far
   */
  default void onCount(TokenCount count) {}

  /** The language model broke off because the answer is as long as it may be. */
  default void onLengthReached() {}

  /** There is more audio in the track. */
  void onAudio();

  /** The answer is completely made. Once, and the last call, unless it failed. */
  void onMade();

  /**
   * The answer cannot be made to its end. The last call.
   *
   * @param failure why
   */
  void onFailed(EngineException failure);
}
