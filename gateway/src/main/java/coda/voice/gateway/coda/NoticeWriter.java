package coda.voice.gateway.coda;

import static coda.voice.audio.AudioError.AUDIO_DROPPED;
import static coda.voice.gateway.GatewayError.REPLY_PROTECTED;

import coda.voice.ErrorCode;
import coda.voice.conversation.ProcessingMode;
import coda.voice.conversation.SessionListener;
import coda.voice.conversation.SessionNotice;
import coda.voice.gateway.GatewayException;
import coda.voice.protocol.coda.EventType;
import coda.voice.protocol.coda.Precision;
import coda.voice.protocol.coda.ServerMessage;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the client what the session tells. Used on the connection's loop. */
final class NoticeWriter implements SessionListener {
  private static final Logger LOG = LoggerFactory.getLogger(NoticeWriter.class);

  private static final long NOT = Long.MIN_VALUE;

  private final ConnectionParts parts;
  private final String conversationId;
  private final ReplyWriter replies;
  private final ModeEvents modes;
  private final Consumer<SessionNotice.Ended> ended;

  private ProcessingMode mode;
  private ServerMessage.ConversationState state;
  private volatile long answeringSinceMs = NOT;
  private String recognisedItem = "";
  private OptionalDouble confidence = OptionalDouble.empty();
  private OptionalDouble replyConfidence = OptionalDouble.empty();
  private long replyStartedMs;
  private long replyFirstMs;
  private boolean committed;
  private Optional<String> interruptRequest = Optional.empty();

  /**
   * A writer for one conversation.
   *
   * @param parts of the connection
   * @param conversationId its conversation
   * @param mode who answers at first
   * @param replies sends replies
   * @param ended told when the session is over
   */
  NoticeWriter(
      ConnectionParts parts,
      String conversationId,
      ProcessingMode mode,
      ReplyWriter replies,
      Consumer<SessionNotice.Ended> ended) {
    this.parts = parts;
    this.conversationId = conversationId;
    this.mode = mode;
    this.state =
        new ServerMessage.ConversationState("waiting", Translate.mode(mode), false, false, 0);
    this.replies = replies;
    this.modes = new ModeEvents(parts.events());
    this.ended = ended;
  }

  /** The client ended its turn itself, so it is told if that leads to nothing. */
  void turnCommitted() {
    committed = true;
  }

  /** The client asked to stop the reply; it is told if that cannot be. */
  void interruptRequested(Optional<String> request) {
    interruptRequest = request;
  }

  /** When something was last heard of an answer that is not over; may be asked from any thread. */
  OptionalLong answeringSinceMs() {
    long since = answeringSinceMs;
    return since == NOT ? OptionalLong.empty() : OptionalLong.of(since);
  }

  private void heardOfAnswer() {
    boolean answering = state.phase().equals("processing") || state.phase().equals("responding");
    answeringSinceMs = answering ? parts.loop().nowMillis() : NOT;
  }

  /** How the conversation stands. */
  ServerMessage.ConversationState state() {
    return state;
  }

  @Override
  public boolean readyForAudio() {
    return !parts.out().full();
  }

  @Override
  public void onNotice(SessionNotice notice) {
    tell(notice);
    heardOfAnswer();
  }

  private void tell(SessionNotice notice) {
    Outbound out = parts.out();
    switch (notice) {
      case SessionNotice.SpeechStarted n -> out.send(new ServerMessage.SpeechStarted(n.atMs()));
      case SessionNotice.SpeechStopped n -> out.send(new ServerMessage.SpeechStopped(n.atMs()));
      case SessionNotice.Transcribed n -> transcribed(n);
      case SessionNotice.TurnDropped n -> dropped(n);
      case SessionNotice.ReplyStarted n -> replyStarted(n);
      case SessionNotice.ReplyText n -> {
        first();
        replies.text(n.text());
      }
      case SessionNotice.ReplyAudio n -> {
        first();
        replies.audio(n.frame());
      }
      case SessionNotice.Interrupted n -> {
        replies.drop();
        out.send(
            new ServerMessage.Interrupted(
                n.replyId(),
                n.heardText(),
                n.heardMs(),
                n.exact() ? Precision.WORDS : Precision.ESTIMATE,
                n.reason()));
      }
      case SessionNotice.ReplyEnded n -> replyEnded(n);
      case SessionNotice.ReplyHeld n -> out.send(new ServerMessage.PlaybackHeld(n.replyId()));
      case SessionNotice.ReplyResumed n -> out.send(new ServerMessage.PlaybackResumed(n.replyId()));
      case SessionNotice.NotInterruptible n -> refuseInterruption();
      case SessionNotice.HeardMore n ->
          parts
              .events()
              .emit(
                  EventType.HISTORY_CORRECTED,
                  Map.of(
                      "response_id",
                      n.replyId(),
                      "heard_text",
                      n.heardText(),
                      "heard_ms",
                      n.heardMs()));
      case SessionNotice.ToolBegan n ->
          parts
              .events()
              .emit(
                  EventType.TOOL_STARTED,
                  Map.of("response_id", n.replyId(), "call_id", n.callId(), "tool", n.tool()));
      case SessionNotice.ToolEnded n ->
          parts
              .events()
              .emit(
                  EventType.TOOL_ENDED,
                  Map.of(
                      "response_id",
                      n.replyId(),
                      "call_id",
                      n.callId(),
                      "tool",
                      n.tool(),
                      "worked",
                      n.worked()));
      case SessionNotice.Speculated n ->
          parts
              .events()
              .emit(
                  EventType.SPECULATION_ENDED,
                  Map.of(
                      "response_id",
                      n.replyId(),
                      "won",
                      n.won(),
                      "ahead_ms",
                      n.aheadMs(),
                      "reason",
                      n.reason()));
      case SessionNotice.ProposalDropped n ->
          parts
              .events()
              .emit(EventType.PROPOSAL_DROPPED, Map.of("text", n.text(), "code", n.code()));
      case SessionNotice.TurnBegan n -> {
        // The protocol tells of speech, not of turns.
      }
      case SessionNotice.TurnEnded n -> {
        // Its words, or that there were none, are told.
      }
      case SessionNotice.QuietIsLong n -> {
        // Nobody asked to be told.
      }
      case SessionNotice.ReplyLengthReached n -> LOG.debug("The answer is as long as it may be");
      case SessionNotice.ReplyCounted n -> LOG.debug("The answer cost {}", n.count());
      case SessionNotice.ReplyRefused n -> throw unasked(n);
      case SessionNotice.HeardOnly n -> throw unasked(n);
      case SessionNotice.ToolHandedOver n -> throw unasked(n);
      case SessionNotice.Routed n -> modes.routed(n);
      case SessionNotice.AnsweredBy n -> modes.answeredBy(n);
      case SessionNotice.ModeChanged n -> modes.changed(n);
      case SessionNotice.EngineChanged n -> engineChanged(n);
      case SessionNotice.StateChanged n -> {
        mode = n.mode();
        state = state(n);
        out.send(state);
      }
      case SessionNotice.Problem n ->
          parts.failures().ofSession(n.code(), n.safeMessage(), n.reference());
      case SessionNotice.AudioDropped n -> {
        parts.metrics().dropped(n.frames());
        parts
            .events()
            .emit(
                EventType.ERROR_OCCURRED,
                Map.of("code", AUDIO_DROPPED.code(), "frames", n.frames()));
      }
      case SessionNotice.Ended n -> {
        replies.stop();
        ended.accept(n);
      }
    }
  }

  /** Follows only what this front door never asks of a session. */
  private static IllegalStateException unasked(SessionNotice notice) {
    return new IllegalStateException(notice.getClass().getSimpleName() + " was not asked for");
  }

  private void engineChanged(SessionNotice.EngineChanged notice) {
    if (notice.recovered()) {
      parts
          .events()
          .emit(
              EventType.ENGINE_RECOVERED,
              Map.of("role", notice.role(), "from", notice.from(), "to", notice.to()));
    } else {
      parts
          .events()
          .emit(
              EventType.ENGINE_FALLBACK,
              Map.of(
                  "role",
                  notice.role(),
                  "from",
                  notice.from(),
                  "to",
                  notice.to(),
                  "code",
                  notice.code()));
    }
  }

  private void refuseInterruption() {
    parts
        .failures()
        .answer(
            new GatewayException(
                REPLY_PROTECTED,
                "This reply must be heard, or is just changing something; it goes on"),
            interruptRequest);
  }

  private void transcribed(SessionNotice.Transcribed notice) {
    if (notice.isFinal()) {
      recognisedItem = notice.itemId();
      confidence = notice.transcript().confidence();
      parts.events().emit(EventType.AUDIO_PROCESSED, Map.of("item_id", notice.itemId()));
    } else {
      parts.events().emit(EventType.PROCESSING_PROGRESS, Map.of("item_id", notice.itemId()));
    }
    parts.out().send(Translate.transcript(notice));
  }

  private void dropped(SessionNotice.TurnDropped notice) {
    LOG.debug("The turn {} led to nothing: {}", notice.itemId(), notice.code());
    parts
        .events()
        .emit(
            EventType.PROCESSING_FAILED,
            Map.of("item_id", notice.itemId(), "code", notice.code(), "message", notice.message()));
    if (committed) {
      committed = false;
      parts
          .failures()
          .answer(
              new GatewayException(ErrorCode.told(notice.code()), notice.message()),
              Optional.empty());
    }
  }

  private void replyStarted(SessionNotice.ReplyStarted notice) {
    committed = false;
    replyConfidence = notice.itemId().equals(recognisedItem) ? confidence : OptionalDouble.empty();
    replyStartedMs = parts.loop().nowMillis();
    replyFirstMs = -1;
    parts
        .events()
        .emit(
            EventType.PROCESSING_STARTED,
            Map.of("response_id", notice.replyId(), "item_id", notice.itemId()));
    replies.begin(notice.replyId());
  }

  private void first() {
    if (replyFirstMs < 0) {
      replyFirstMs = parts.loop().nowMillis();
    }
  }

  private void replyEnded(SessionNotice.ReplyEnded notice) {
    parts.metrics().replied();
    replies.end();
    first();
    long processingMs =
        notice.timings().total() >= 0 ? notice.timings().total() : replyFirstMs - replyStartedMs;
    parts
        .out()
        .send(
            new ServerMessage.VoiceResponse(
                conversationId,
                notice.replyId(),
                notice.text(),
                Optional.empty(),
                processingMs / 1000.0,
                replyConfidence,
                Translate.mode(mode),
                Translate.latency(notice.timings()),
                System.currentTimeMillis() / 1000.0,
                Translate.outcome(notice.outcome())));
    if (notice.audioMs() > 0) {
      parts
          .events()
          .emit(
              EventType.AUDIO_GENERATED,
              Map.of("response_id", notice.replyId(), "audio_ms", notice.audioMs()));
    }
    parts
        .events()
        .emit(
            notice.outcome() == SessionNotice.Outcome.FAILED
                ? EventType.PROCESSING_FAILED
                : EventType.PROCESSING_COMPLETED,
            Map.of(
                "response_id",
                notice.replyId(),
                "outcome",
                Translate.outcome(notice.outcome()).wireName()));
  }

  private static ServerMessage.ConversationState state(SessionNotice.StateChanged notice) {
    return new ServerMessage.ConversationState(
        notice.phase(),
        Translate.mode(notice.mode()),
        notice.speaking(),
        notice.listening(),
        notice.messageCount());
  }
}
