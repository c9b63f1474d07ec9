package coda.voice.conversation.turn;

import coda.voice.conversation.TurnSettings;

/** What the assistant does. At most one answer exists. */
public sealed interface Reply {
  /** Nothing. */
  record None() implements Reply {}

  /**
   * Waits for the words of a turn that is over.
   *
   * @param itemId the turn
   */
  record Transcribing(String itemId) implements Reply {}

  /** An announced answer; it ends exactly once. */
  sealed interface Announced extends Reply {
    /** The answer's name. */
    String replyId();

    /** The turn-taking times it began with; later changes do not touch it. */
    TurnSettings settings();
  }

  /**
   * The answer is being made; nothing was heard yet.
   *
   * @param asked the words it answers, empty when the assistant speaks by itself
   */
  record Thinking(String replyId, TurnSettings settings, String asked) implements Announced {}

  /** The answer is heard while the rest is being made. */
  record Speaking(String replyId, TurnSettings settings) implements Announced {}

  /**
   * Paused by a possible interruption.
   *
   * @param made whether all of it was made already
   */
  record Held(String replyId, TurnSettings settings, boolean made) implements Announced {}

  /** The answer is made completely; the rest of it is played. */
  record Finishing(String replyId, TurnSettings settings) implements Announced {}

  /** Nothing. */
  Reply NONE = new None();
}
