package coda.voice.conversation.turn;

import coda.voice.conversation.ConversationMode;
import coda.voice.conversation.TurnSettings;
import coda.voice.engine.TurnDetector.TurnOutlook;

/**
 * What can happen to a conversation. Times are milliseconds of session time: zero when the session
 * opened, never going back.
 */
public sealed interface TurnEvent {
  /** When it happened, in ms of session time. */
  long at();

  /**
   * Speech was noticed in the microphone's audio.
   *
   * @param since when it began, a little before it was noticed
   */
  record SpeechStarted(long at, long since) implements TurnEvent {}

  /**
   * Speech goes on.
   *
   * @param spokenMs how long this stretch of speech is by now
   */
  record SpeechContinued(long at, long spokenMs) implements TurnEvent {}

  /**
   * Speech ended.
   *
   * @param since when it ended, a little before that was noticed
   * @param spokenMs how long this stretch of speech was, by the audio itself
   * @param outlook whether the turn seems over
   */
  record SpeechStopped(long at, long since, long spokenMs, TurnOutlook outlook)
      implements TurnEvent {}

  /**
   * The words so far.
   *
   * @param itemId the turn
   * @param text not empty
   * @param content how many of the words are no backchannel
   * @param outlook whether the turn seems over, with these words
   */
  record PartialTranscript(long at, String itemId, String text, int content, TurnOutlook outlook)
      implements TurnEvent {}

  /**
   * There is a new view of the present pause: from a turn detector that thought for long, or
   * because the recogniser predicts it.
   *
   * @param outlook whether the turn seems over
   */
  record OutlookChanged(long at, TurnOutlook outlook) implements TurnEvent {}

  /**
   * The words of a turn.
   *
   * @param itemId the turn
   * @param text empty when there were none
   * @param content how many of the words are no backchannel
   */
  record FinalTranscript(long at, String itemId, String text, int content) implements TurnEvent {}

  /**
   * A turn could not be recognised.
   *
   * @param itemId the turn
   * @param code why
   */
  record TranscriptFailed(long at, String itemId, String code) implements TurnEvent {}

  /** The client says the turn is over. */
  record Committed(long at) implements TurnEvent {}

  /** The client takes back what was said. */
  record Cleared(long at) implements TurnEvent {}

  /**
   * The user typed a turn.
   *
   * @param text not blank
   */
  record Typed(long at, String text) implements TurnEvent {}

  /**
   * An answer to the conversation as it stands is asked for.
   *
   * @param requestId the request's name
   */
  record ReplyRequested(long at, String requestId) implements TurnEvent {}

  /** The client stops the answer. */
  record InterruptRequested(long at) implements TurnEvent {}

  /**
   * The assistant wants to say something by itself.
   *
   * @param text not blank
   * @param freshMs how long it may wait for its moment, in ms
   * @param guarded whether it must not be interrupted
   */
  record SpeechProposed(long at, String text, long freshMs, boolean guarded) implements TurnEvent {}

  /** The first words of an answer are there. */
  record ReplyTextBegan(long at, String replyId) implements TurnEvent {}

  /** The first sound (or, without audio, the first sentence) of an answer goes out now. */
  record ReplySpeechBegan(long at, String replyId) implements TurnEvent {}

  /**
   * What an answer says from here on must not be interrupted, or may be again.
   *
   * @param guarded whether
   */
  record ReplyGuarded(long at, String replyId, boolean guarded) implements TurnEvent {}

  /**
   * An answer wants a tool.
   *
   * @param callId the call's name, unique in the answer
   * @param sideEffects whether the tool changes anything
   */
  record ToolCalled(long at, String replyId, String callId, boolean sideEffects)
      implements TurnEvent {}

  /** A tool has come to its end, well or not. */
  record ToolEnded(long at, String replyId, String callId) implements TurnEvent {}

  /** An answer is completely made; some of it may still have to be played. */
  record ReplyMade(long at, String replyId) implements TurnEvent {}

  /** Some more of an answer went out. */
  record PlaybackProgressed(long at, String replyId) implements TurnEvent {}

  /** All of an answer was played. */
  record PlaybackFinished(long at, String replyId) implements TurnEvent {}

  /**
   * An answer cannot be made, or not to its end.
   *
   * @param code why
   */
  record ReplyFailed(long at, String replyId, String code) implements TurnEvent {}

  /**
   * Turns are taken differently from now on; a running answer keeps what it began with.
   *
   * @param mode how turns are taken
   * @param settings the times
   */
  record Configured(long at, ConversationMode mode, TurnSettings settings) implements TurnEvent {}

  /**
   * Somebody else decides from now on when the assistant speaks.
   *
   * @param lead who
   */
  record LeadPassed(long at, Lead lead) implements TurnEvent {}

  /** The duplex model has begun to speak, by itself. */
  record ModelSpoke(long at) implements TurnEvent {}

  /** A timer went off. */
  record TimerFired(long at, TurnTimer timer) implements TurnEvent {}

  /** The connection to the client is lost; it may come back. */
  record ConnectionLost(long at) implements TurnEvent {}

  /** The client is back. */
  record ConnectionResumed(long at) implements TurnEvent {}

  /** The conversation ends when the present answer has been heard. */
  record GoodbyeSaid(long at) implements TurnEvent {}

  /** The server goes down: no new turns, the present answer may finish. */
  record DrainRequested(long at) implements TurnEvent {}

  /**
   * The session ends now.
   *
   * @param reason why, one word
   */
  record CloseRequested(long at, String reason) implements TurnEvent {}
}
