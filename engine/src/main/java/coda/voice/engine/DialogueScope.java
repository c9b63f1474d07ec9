package coda.voice.engine;

import java.time.ZoneId;

/**
 * The conversation a dialogue belongs to, and what the dialogue may do in it besides answering.
 *
 * <p>The actions may be called from any thread, at any time; after the conversation has ended they
 * do nothing.
 */
public interface DialogueScope {
  /** The conversation's id. */
  String conversationId();

  /** BCP 47. */
  String language();

  /** The user's time zone. */
  ZoneId zone();

  /** Milliseconds since 1970, from the conversation's clock (virtual in tests). */
  long wallClockMillis();

  /**
   * Runs something later, on a thread of the conversation; it must not block.
   *
   * @param delayMs from now, at least 0
   * @param task what
   * @return cancels it when run; idempotent
   */
  Runnable later(long delayMs, Runnable task);

  /**
   * Speaks up by itself: queued behind whoever speaks, dropped when it has waited too long.
   *
   * @param text what to say
   */
  void say(String text);

  /**
   * How fast the voice speaks from the next sentence on.
   *
   * @param rate 0.5 to 2, 1 is normal; values outside are clamped
   */
  void speechRate(double rate);

  /** How fast the voice speaks now, 0.5 to 2. */
  double speechRate();

  /** Ends the conversation when the present answer has been heard. */
  void endAfterReply();
}
