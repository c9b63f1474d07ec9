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
    /** What is known of it. */
    Answer answer();

    /** The answer's name. */
    default String replyId() {
      return answer().replyId();
    }

    /** The turn-taking settings it began with; later changes do not touch it. */
    default TurnSettings settings() {
      return answer().settings();
    }

    /** The same, but for what is known of it. */
    default Announced with(Answer known) {
      return switch (this) {
        case Thinking r -> new Thinking(known);
        case Speaking r -> new Speaking(known);
        case Held r -> new Held(known, r.made());
        case Finishing r -> new Finishing(known);
      };
    }
  }

  /** The answer is being made; nothing was heard yet. */
  record Thinking(Answer answer) implements Announced {}

  /** The answer is heard while the rest is being made. */
  record Speaking(Answer answer) implements Announced {}

  /**
   * Paused by a possible interruption, or because the connection is lost.
   *
   * @param made whether all of it was made already
   */
  record Held(Answer answer, boolean made) implements Announced {}

  /** The answer is made completely; the rest of it is played. */
  record Finishing(Answer answer) implements Announced {}

  /** Nothing. */
  Reply NONE = new None();
}
