package coda.voice.conversation;

import coda.voice.audio.AudioFrame;
import coda.voice.conversation.routing.Answerer;
import coda.voice.conversation.routing.Route;
import coda.voice.engine.TokenCount;
import coda.voice.engine.Transcript;
import java.util.List;
import java.util.Optional;

/**
 * What a session tells its front door. For every reply: one {@link ReplyStarted}, texts and audio,
 * exactly one {@link ReplyEnded}, and nothing of that reply afterwards. {@link Ended} is the last
 * notice of a session, and there is exactly one.
 */
public sealed interface SessionNotice {

  /**
   * The user began to speak.
   *
   * @param atMs position in the microphone's audio
   */
  record SpeechStarted(long atMs) implements SessionNotice {}

  /**
   * The user stopped.
   *
   * @param atMs position in the microphone's audio where speech ended
   */
  record SpeechStopped(long atMs) implements SessionNotice {}

  /**
   * A turn of the user begins.
   *
   * @param itemId the turn
   * @param atMs position in the microphone's audio where its speech began
   */
  record TurnBegan(String itemId, long atMs) implements SessionNotice {}

  /**
   * A turn of the user is over; its words, or that nothing came of it, follow.
   *
   * @param itemId the turn
   * @param atMs position in the microphone's audio where that was decided
   */
  record TurnEnded(String itemId, long atMs) implements SessionNotice {}

  /**
   * The user's words, so far or finally.
   *
   * @param itemId the user's turn
   * @param transcript never empty
   * @param isFinal whether it is the last word on this turn
   */
  record Transcribed(String itemId, Transcript transcript, boolean isFinal)
      implements SessionNotice {}

  /**
   * A turn of the user led to nothing.
   *
   * @param itemId the user's turn
   * @param code why, stable: {@code TURN_NO_WORDS}, {@code TURN_TOO_SHORT}, {@code
   *     TRANSCRIPT_TIMEOUT}, …
   * @param message why, for people
   */
  record TurnDropped(String itemId, String code, String message) implements SessionNotice {}

  /**
   * An answer begins.
   *
   * @param replyId unique in the session
   * @param itemId the turn it answers, or empty when the assistant speaks by itself
   * @param requestId the {@link ReplyRequest} it answers, or empty
   */
  record ReplyStarted(String replyId, String itemId, String requestId) implements SessionNotice {
    /**
     * An answer nobody asked the session for.
     *
     * @param replyId see above
     * @param itemId see above
     */
    public ReplyStarted(String replyId, String itemId) {
      this(replyId, itemId, "");
    }
  }

  /**
   * An answer that was asked for cannot be given now.
   *
   * @param requestId the {@link ReplyRequest}
   * @param replyId the answer that is being given; empty when another one waits, or the session
   *     ends
   */
  record ReplyRefused(String requestId, String replyId) implements SessionNotice {}

  /**
   * A sentence of the answer, told when its first sound is sent (or at once without audio).
   *
   * @param replyId the answer
   * @param text the sentence, with the blank that separates it from the one before
   */
  record ReplyText(String replyId, String text) implements SessionNotice {}

  /**
   * A paced frame of the answer.
   *
   * @param replyId the answer
   * @param frame at the session's output rate; borrowed for the call
   */
  record ReplyAudio(String replyId, AudioFrame frame) implements SessionNotice {}

  /**
   * Sending an answer pauses: the user may be interrupting. A client that pauses what it has not
   * played yet is silent at once; it then says where it stands, and goes on when it is told.
   *
   * @param replyId the answer
   */
  record ReplyHeld(String replyId) implements SessionNotice {}

  /**
   * It was no interruption: the answer goes on where it was held.
   *
   * @param replyId the answer
   */
  record ReplyResumed(String replyId) implements SessionNotice {}

  /**
   * The user cut the answer short, or it failed while the client had still some of it to play;
   * comes right before {@link ReplyEnded}. The client drops what it has not played.
   *
   * @param replyId the answer
   * @param heardText the words that were played
   * @param heardMs the audio that was played
   * @param exact whether the synthesiser said where its words lie in the audio; if not, {@code
   *     heardText} is reckoned in proportion
   * @param reason {@code speech}, {@code continued}, {@code client}, {@code typed}, {@code closed},
   *     or the code of the failure
   */
  record Interrupted(String replyId, String heardText, long heardMs, boolean exact, String reason)
      implements SessionNotice {}

  /**
   * The client acknowledged more of an interrupted answer than was reckoned; the history has it.
   *
   * @param replyId the answer
   * @param heardText the words that were played
   * @param heardMs the audio that was played
   */
  record HeardMore(String replyId, String heardText, long heardMs) implements SessionNotice {}

  /**
   * An answer cannot be interrupted now, though the client asked for it.
   *
   * @param replyId the answer
   */
  record NotInterruptible(String replyId) implements SessionNotice {}

  /**
   * The front door said, after the answer was over, how much of it was heard; the history has it.
   *
   * @param replyId the answer
   * @param heardText the words that were played
   * @param heardMs the audio that was played
   */
  record HeardOnly(String replyId, String heardText, long heardMs) implements SessionNotice {}

  /**
   * An answer wants a tool that the client runs: it ends with that.
   *
   * @param replyId the answer
   * @param callId the call, unique in the answer
   * @param tool its name
   * @param arguments a JSON object
   */
  record ToolHandedOver(String replyId, String callId, String tool, String arguments)
      implements SessionNotice {}

  /**
   * What an answer has cost so far; replaces what was told before.
   *
   * @param replyId the answer
   * @param count as the model counted
   */
  record ReplyCounted(String replyId, TokenCount count) implements SessionNotice {}

  /**
   * An answer breaks off because it is as long as it may be, see {@link
   * coda.voice.engine.AnswerOptions}.
   *
   * @param replyId the answer
   */
  record ReplyLengthReached(String replyId) implements SessionNotice {}

  /**
   * Nobody has said anything for as long as the settings say, and the session has nothing to say
   * itself.
   */
  record QuietIsLong() implements SessionNotice {}

  /**
   * A tool runs for an answer.
   *
   * @param replyId the answer
   * @param callId the call
   * @param tool its name
   * @param arguments a JSON object
   */
  record ToolBegan(String replyId, String callId, String tool, String arguments)
      implements SessionNotice {}

  /**
   * A tool has come to its end; its answer may be over.
   *
   * @param replyId the answer
   * @param callId the call
   * @param tool its name
   * @param result what the model is told
   * @param failure why it did not do what it was asked; empty if it did
   */
  record ToolEnded(
      String replyId, String callId, String tool, String result, Optional<ToolFailure> failure)
      implements SessionNotice {
    /** Whether it did what it was asked. */
    public boolean worked() {
      return failure.isEmpty();
    }
  }

  /**
   * An answer that was begun before the turn was over came out well, or was thrown away.
   *
   * @param replyId the answer
   * @param won whether it became the answer
   * @param aheadMs how long before that decision it was begun
   * @param reason why it was thrown away, or empty
   */
  record Speculated(String replyId, boolean won, long aheadMs, String reason)
      implements SessionNotice {}

  /**
   * Something the assistant wanted to say by itself will not be said.
   *
   * @param text what
   * @param code why: {@code PROPOSAL_STALE}, {@code PROPOSAL_QUEUE_FULL}
   */
  record ProposalDropped(String text, String code) implements SessionNotice {}

  /**
   * The end of an answer.
   *
   * @param replyId the answer
   * @param outcome how it ended
   * @param text what was written in the history: all of it, or what was heard
   * @param audioMs audio sent
   * @param timings where the time went
   */
  record ReplyEnded(
      String replyId, Outcome outcome, String text, long audioMs, ReplyTimings timings)
      implements SessionNotice {}

  /**
   * The state changed.
   *
   * @param phase in the protocol's words: {@code listening}, {@code processing}, {@code
   *     responding}, {@code ending}, {@code ended}
   * @param mode who answers
   * @param speaking whether the assistant is heard
   * @param listening whether the user's speech is looked for
   * @param messageCount lines in the history
   */
  record StateChanged(
      String phase, ProcessingMode mode, boolean speaking, boolean listening, int messageCount)
      implements SessionNotice {}

  /**
   * Something failed; the session goes on.
   *
   * @param code stable
   * @param safeMessage for the client
   * @param reference finds the log line
   */
  record Problem(String code, String safeMessage, String reference) implements SessionNotice {}

  /**
   * Live audio was dropped because the session could not keep up.
   *
   * @param frames how many since the last such notice
   */
  record AudioDropped(long frames) implements SessionNotice {}

  /**
   * The session is over and holds nothing any more.
   *
   * @param reason {@code client}, {@code idle}, {@code drain}, {@code lost}, {@code goodbye}
   * @param summary what it was
   */
  record Ended(String reason, SessionSummary summary) implements SessionNotice {}

  /**
   * It was decided who is to answer a turn. Told only where there is a choice: on servers with a
   * duplex model.
   *
   * @param replyId the answer
   * @param mode in which it was decided
   * @param route who is asked
   * @param reasons short phrases for people, without any word of the user
   * @param explored whether it is not what experience says, but tried to gain experience
   */
  record Routed(
      String replyId, ProcessingMode mode, Route route, List<String> reasons, boolean explored)
      implements SessionNotice {
    /** Copies the reasons. */
    public Routed {
      reasons = List.copyOf(reasons);
    }
  }

  /**
   * From now on this one's answer is heard. Told again when the chain takes over from the duplex
   * model; what was heard before remains part of the answer.
   *
   * @param replyId the answer
   * @param answerer whose
   * @param reason a short phrase for people
   */
  record AnsweredBy(String replyId, Answerer answerer, String reason) implements SessionNotice {}

  /**
   * The session works in another mode than the one that was asked for, or does so no longer.
   *
   * @param requested what was asked for
   * @param effective how it works now
   * @param code why, stable: an engine's code; empty when all is well again
   */
  record ModeChanged(ProcessingMode requested, ProcessingMode effective, String code)
      implements SessionNotice {
    /** Whether it works as it was asked to. */
    public boolean recovered() {
      return requested == effective;
    }
  }

  /**
   * Another engine does the work of a role than the one before, because that failed, or the one
   * before is back. Told once for each change.
   *
   * @param role {@code recognizer}, {@code synthesizer}, {@code language_model}, {@code
   *     duplex_model}
   * @param from the engine before
   * @param to the engine at work now
   * @param code why, stable; empty for a recovery
   * @param recovered whether {@code to} is back after it had failed
   */
  record EngineChanged(String role, String from, String to, String code, boolean recovered)
      implements SessionNotice {}

  /** How an answer ended. */
  enum Outcome {
    /** All of it was said. */
    COMPLETED,
    /** Stopped before anything was heard. */
    CANCELLED,
    /** Stopped while it was heard. */
    TRUNCATED,
    /** An engine failed or took too long. */
    FAILED
  }

  /**
   * Where the time of an answer went, in milliseconds; -1 where a stage was not passed.
   *
   * @param endpointing from the last speech to the decision that the turn is over
   * @param transcript from that decision to the final transcript
   * @param firstText from the final transcript to the first words of the answer
   * @param firstAudio from the first words to the first sound sent
   * @param total from the last speech to the first sound sent
   */
  record ReplyTimings(
      long endpointing, long transcript, long firstText, long firstAudio, long total) {}

  /**
   * A session in numbers.
   *
   * @param durationMs how long it lived
   * @param userTurns turns of the user that were answered
   * @param replies answers begun
   * @param interruptions answers cut short
   * @param speculationsWon answers that were begun before the turn was over, and were right
   * @param speculationsWasted answers that were begun before the turn was over, and thrown away
   * @param heardMs microphone audio
   * @param spokenMs reply audio sent
   */
  record SessionSummary(
      long durationMs,
      int userTurns,
      int replies,
      int interruptions,
      int speculationsWon,
      int speculationsWasted,
      long heardMs,
      long spokenMs) {}
}
