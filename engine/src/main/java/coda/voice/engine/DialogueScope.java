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
  default void say(String text) {
    say(new Announcement(text, Announcement.USUALLY_FRESH_MS, false));
  }

  /**
   * Speaks up by itself, with care for what is said.
   *
   * @param announcement what to say and for how long it is worth saying
   */
  void say(Announcement announcement);

  /**
   * Something to say that nobody asked for.
   *
   * @param text what
   * @param freshMs how long it may wait for its moment before it is stale, in ms, at least 0
   * @param protect whether it must not be interrupted
   */
  record Announcement(String text, long freshMs, boolean protect) {
    /** How long things are worth saying unless somebody says otherwise, in ms. */
    public static final long USUALLY_FRESH_MS = 30_000;

    /** Checks the ranges. */
    public Announcement {
      if (text.isBlank() || freshMs < 0) {
        throw new IllegalArgumentException("text must not be blank, freshMs at least 0");
      }
    }
  }

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
