package coda.voice.conversation.turn;

import coda.voice.conversation.SessionNotice.Outcome;

/** What the session has to do, in order. */
public sealed interface TurnEffect {
  /** Start recognising, beginning with the pre-roll. */
  record OpenRecognition(String itemId) implements TurnEffect {}

  /** No more audio for this turn; its final transcript is wanted. */
  record FinishRecognition(String itemId) implements TurnEffect {}

  /** Throw the recognition of this turn away. */
  record DiscardRecognition(String itemId) implements TurnEffect {}

  /**
   * A turn's words are known: remember them.
   *
   * @param text all words of the turn
   * @param continuesPrevious whether the turn goes on with the user's last line, whose answer
   *     nobody heard; the line is replaced
   */
  record RecordUser(String itemId, String text, boolean continuesPrevious) implements TurnEffect {}

  /** Announce and start the answer to a turn. */
  record StartReply(String replyId, String itemId, String text) implements TurnEffect {}

  /** Announce and speak something that answers no turn. */
  record StartSpeech(String replyId, String text) implements TurnEffect {}

  /** Stop sending, keep the rest. */
  record HoldPlayback(String replyId) implements TurnEffect {}

  /** Go on where it was held. */
  record ResumePlayback(String replyId) implements TurnEffect {}

  /**
   * The answer is over: stop what still runs, record what was heard, announce the end.
   *
   * @param outcome how it ended
   * @param reason {@code done}, {@code speech}, {@code client}, {@code typed}, {@code continued},
   *     or an error code
   */
  record EndReply(String replyId, Outcome outcome, String reason) implements TurnEffect {}

  /** Tell the client that the user began to speak. */
  record NotifySpeechStarted(long since) implements TurnEffect {}

  /** Tell the client that the user stopped. */
  record NotifySpeechStopped(long since) implements TurnEffect {}

  /** Tell the client the words. */
  record NotifyTranscript(String itemId, String text, boolean isFinal) implements TurnEffect {}

  /** Tell the client that nothing came of a turn. */
  record NotifyTurnDropped(String itemId, String code) implements TurnEffect {}

  /** Arm a timer; an armed one starts again. */
  record SetTimer(TurnTimer timer, long delayMs) implements TurnEffect {}

  /** Call a timer off. */
  record CancelTimer(TurnTimer timer) implements TurnEffect {}

  /** Give everything back and say goodbye. */
  record CloseSession(String reason) implements TurnEffect {}

  /** The event was out of place; nothing changed. */
  record Ignored(TurnEvent event, String why) implements TurnEffect {}
}
