package coda.voice.conversation.turn;

import coda.voice.conversation.SessionNotice.Outcome;

/** What the session has to do, in order. */
public sealed interface TurnEffect {
  /** Start recognising, beginning with the pre-roll. */
  record OpenRecognition(String itemId) implements TurnEffect {}

  /** The turn may be over: the recogniser may work ahead on its final transcript. */
  record AnticipateFinal(String itemId) implements TurnEffect {}

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

  /**
   * A turn's words are known after the duplex model has answered it: remember them before that.
   *
   * @param text all words of the turn
   * @param replyId the answer; it may still run
   */
  record RecordAnswered(String itemId, String text, String replyId) implements TurnEffect {}

  /**
   * Announce and start the answer to a turn.
   *
   * @param spoken whether the turn was spoken, not typed
   */
  record StartReply(String replyId, String itemId, String text, boolean spoken)
      implements TurnEffect {}

  /**
   * Begin an answer in silence: nobody is told, nothing is sent, nothing with an effect is done.
   *
   * @param text the words of the turn so far
   * @param continuesPrevious whether they go on with the user's last line, whose answer nobody
   *     heard
   */
  record StartTentative(String replyId, String itemId, String text, boolean continuesPrevious)
      implements TurnEffect {}

  /** A tentative answer is the answer: announce it and let it be heard. */
  record ConfirmTentative(String replyId, String itemId) implements TurnEffect {}

  /**
   * A tentative answer is not wanted: throw it away.
   *
   * @param reason why, a few words
   */
  record DropTentative(String replyId, String reason) implements TurnEffect {}

  /**
   * Announce and start the answer that was asked for.
   *
   * @param requestId the request
   */
  record StartRequested(String replyId, String requestId) implements TurnEffect {}

  /**
   * Tell that an answer that was asked for cannot be given now.
   *
   * @param requestId the request
   * @param replyId the answer that runs; empty when the session ends
   */
  record RefuseRequest(String requestId, String replyId) implements TurnEffect {}

  /** Announce and speak something that answers no turn. */
  record StartSpeech(String replyId, String text) implements TurnEffect {}

  /**
   * Announce what the duplex model has begun to say by itself, and let it be heard.
   *
   * @param itemId the turn it most likely answers, or empty
   */
  record StartModelReply(String replyId, String itemId) implements TurnEffect {}

  /** Announce and speak an apology that needs no engine. */
  record StartApology(String replyId, Apology apology) implements TurnEffect {}

  /** Run a tool. Its end is told, whatever becomes of the answer. */
  record RunTool(String replyId, String callId) implements TurnEffect {}

  /** Remember what a tool did; the answer may be over. */
  record RecordTool(String replyId, String callId) implements TurnEffect {}

  /** Give a tool's result to the answer that waits for it. */
  record DeliverTool(String replyId, String callId) implements TurnEffect {}

  /** It has been quiet for long: propose to say something. */
  record ProposeIdlePrompt() implements TurnEffect {}

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

  /** Tell the client that the answer cannot be interrupted now. */
  record NotifyUntouchable(String replyId) implements TurnEffect {}

  /**
   * Tell that something the assistant wanted to say by itself will not be said.
   *
   * @param code why
   */
  record NotifyProposalDropped(String text, String code) implements TurnEffect {}

  /** Arm a timer; an armed one starts again. */
  record SetTimer(TurnTimer timer, long delayMs) implements TurnEffect {}

  /** Call a timer off. */
  record CancelTimer(TurnTimer timer) implements TurnEffect {}

  /** Give everything back and say goodbye. */
  record CloseSession(String reason) implements TurnEffect {}

  /** The event was out of place; nothing changed. */
  record Ignored(TurnEvent event, String why) implements TurnEffect {}
}
