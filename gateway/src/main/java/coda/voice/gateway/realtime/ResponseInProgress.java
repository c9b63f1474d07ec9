package coda.voice.gateway.realtime;

import coda.voice.audio.AudioFrame;
import coda.voice.conversation.SessionNotice;
import coda.voice.engine.TokenCount;
import coda.voice.protocol.realtime.AudioDeltas;
import coda.voice.protocol.realtime.Content;
import coda.voice.protocol.realtime.ContentPart;
import coda.voice.protocol.realtime.Item;
import coda.voice.protocol.realtime.ItemStatus;
import coda.voice.protocol.realtime.OutputModality;
import coda.voice.protocol.realtime.PartIds;
import coda.voice.protocol.realtime.RealtimeError;
import coda.voice.protocol.realtime.ResponseObject;
import coda.voice.protocol.realtime.ResponseStatus;
import coda.voice.protocol.realtime.ResponseStatus.CancelReason;
import coda.voice.protocol.realtime.ResponseStatus.IncompleteReason;
import coda.voice.protocol.realtime.Role;
import coda.voice.protocol.realtime.ServerEvent;
import coda.voice.protocol.realtime.SessionConfig;
import coda.voice.protocol.realtime.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An answer of the session as a response of the protocol, from {@code response.created} to {@code
 * response.done}: a message as it is spoken or written, then the calls of tools that the client
 * runs. Used on the client's loop.
 */
final class ResponseInProgress {
  private final String replyId;
  private final SessionConfig config;
  private final Items items;
  private final int rate;
  private final RealtimeOut out;
  private final McpTools mcp;
  private final ResponseObject created;
  private final ResponseOutput output;
  private final List<SessionNotice.ToolHandedOver> calls = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();

  private @Nullable Message message;
  private Usage usage = Usage.NONE;
  private boolean tooLong;
  private CancelReason cancelledBy = CancelReason.CLIENT_CANCELLED;
  private Optional<RealtimeError> broken = Optional.empty();

  /** A message that is being said. */
  private record Message(ResponseOutput.Begun begun, PartIds ids, AudioDeltas deltas) {}

  private @Nullable ReplySound sound;

  /**
   * A response that begins.
   *
   * @param replyId of the session's answer
   * @param created the response
   * @param config what holds for it
   * @param items where what is said goes; of its own for what belongs to no conversation
   * @param rate of the session's frames, in Hz
   * @param mcp tools of other servers
   * @param out what is sent
   */
  ResponseInProgress(
      String replyId,
      ResponseObject created,
      SessionConfig config,
      Items items,
      int rate,
      McpTools mcp,
      RealtimeOut out) {
    this.replyId = replyId;
    this.created = created;
    this.config = config;
    this.items = items;
    this.rate = rate;
    this.mcp = mcp;
    this.out = out;
    this.output = new ResponseOutput(created.id(), created.conversationId().isEmpty(), items, out);
    out.send(new ServerEvent.ResponseCreated(created));
  }

  String id() {
    return created.id();
  }

  /** The session's name for it. */
  String replyId() {
    return replyId;
  }

  /** Its items. */
  ResponseOutput output() {
    return output;
  }

  private boolean spoken() {
    return config.outputModality() == OutputModality.AUDIO;
  }

  /** A sentence of the answer. */
  void text(String sentence) {
    Message said = message();
    text.append(sentence);
    if (spoken()) {
      flush();
      out.send(new ServerEvent.OutputAudioTranscriptDelta(said.ids(), sentence));
    } else {
      out.send(new ServerEvent.OutputTextDelta(said.ids(), sentence));
    }
  }

  /** A frame of the answer. */
  void audio(AudioFrame frame) {
    Message said = message();
    ReplySound piecewise = sound;
    if (piecewise == null) {
      piecewise =
          new ReplySound(
              config.output().format(),
              rate,
              items.keptBytes(),
              (bytes, length) -> out.audio(said.deltas(), bytes, length));
      sound = piecewise;
    }
    piecewise.add(frame);
  }

  /** The answer wants a tool of the client's. */
  void handOver(SessionNotice.ToolHandedOver call) {
    calls.add(call);
  }

  void counted(TokenCount count) {
    usage =
        new Usage(
            new Usage.Tokens((int) count.input(), 0, 0),
            Usage.Tokens.NONE,
            new Usage.Tokens((int) count.output(), 0, 0));
  }

  /** It breaks off because it is as long as it may be. */
  void lengthReached() {
    tooLong = true;
  }

  /** It is given up, and fails because of this. */
  void broken(RealtimeError why) {
    broken = Optional.of(why);
  }

  /** It was cut. */
  void interrupted(String reason) {
    cancelledBy =
        reason.equals("speech") ? CancelReason.TURN_DETECTED : CancelReason.CLIENT_CANCELLED;
  }

  /**
   * It is over.
   *
   * @param outcome how it ended
   * @param failure what went wrong last
   */
  void ended(SessionNotice.Outcome outcome, Optional<RealtimeError> failure) {
    boolean whole = outcome == SessionNotice.Outcome.COMPLETED;
    closeMessage(whole && !tooLong ? ItemStatus.COMPLETED : ItemStatus.INCOMPLETE);
    if (whole) {
      calls.forEach(this::call);
    }
    out.send(
        new ServerEvent.ResponseDone(
            created.ended(status(outcome, broken.or(() -> failure)), output.items(), usage)));
  }

  private ResponseStatus status(SessionNotice.Outcome outcome, Optional<RealtimeError> failure) {
    return switch (broken.isPresent() ? SessionNotice.Outcome.FAILED : outcome) {
      case COMPLETED ->
          tooLong
              ? new ResponseStatus.Incomplete(IncompleteReason.MAX_OUTPUT_TOKENS)
              : new ResponseStatus.Completed();
      case CANCELLED, TRUNCATED -> new ResponseStatus.Cancelled(cancelledBy);
      case FAILED ->
          new ResponseStatus.Failed(
              failure.map(RealtimeError::type).orElse(RealtimeError.SERVER),
              failure.flatMap(RealtimeError::code),
              failure.map(RealtimeError::message).orElse("Voice processing failed"));
    };
  }

  private Message message() {
    Message open = message;
    if (open != null) {
      return open;
    }
    Item item =
        new Item.Message(
            Optional.of(Ids.item()), Role.ASSISTANT, ItemStatus.IN_PROGRESS, List.of());
    ResponseOutput.Begun at = output.begin(item, item, Optional.of(replyId));
    PartIds ids = new PartIds(id(), at.itemId(), at.index(), 0);
    Message begun = new Message(at, ids, out.audioOf(ids));
    message = begun;
    out.send(
        new ServerEvent.ContentPartAdded(
            ids, spoken() ? new ContentPart.Audio("") : new ContentPart.Text("")));
    return begun;
  }

  private void flush() {
    ReplySound piecewise = sound;
    if (piecewise != null) {
      piecewise.flush();
    }
  }

  private void closeMessage(ItemStatus status) {
    Message said = message;
    if (said == null) {
      return;
    }
    String all = text.toString();
    Content content;
    if (spoken()) {
      flush();
      ReplySound piecewise = sound;
      if (piecewise != null) {
        items.keepSound(
            said.begun().entry(), piecewise.kept(), piecewise.sentMs(), config.output().format());
      }
      out.send(new ServerEvent.OutputAudioDone(said.ids()));
      out.send(new ServerEvent.OutputAudioTranscriptDone(said.ids(), all));
      out.send(new ServerEvent.ContentPartDone(said.ids(), new ContentPart.Audio(all)));
      content = new Content.OutputAudio(Optional.empty(), Optional.of(all));
    } else {
      out.send(new ServerEvent.OutputTextDone(said.ids(), all));
      out.send(new ServerEvent.ContentPartDone(said.ids(), new ContentPart.Text(all)));
      content = new Content.OutputText(all);
    }
    Item item =
        new Item.Message(
            Optional.of(said.begun().itemId()), Role.ASSISTANT, status, List.of(content));
    output.end(said.begun(), item);
  }

  private void call(SessionNotice.ToolHandedOver wanted) {
    if (mcp.asks(wanted, config, output)) {
      return;
    }
    String callId = Ids.call();
    Item.FunctionCall begun =
        new Item.FunctionCall(
            Optional.of(Ids.item()), callId, wanted.tool(), "", ItemStatus.IN_PROGRESS);
    String itemId = begun.id().orElseThrow();
    Item.FunctionCall whole =
        new Item.FunctionCall(
            begun.id(), callId, wanted.tool(), wanted.arguments(), ItemStatus.COMPLETED);
    ResponseOutput.Begun at = output.begin(whole, begun, Optional.empty());
    int index = at.index();
    out.send(
        new ServerEvent.FunctionArgumentsDelta(id(), itemId, index, callId, wanted.arguments()));
    out.send(
        new ServerEvent.FunctionArgumentsDone(
            id(), itemId, index, callId, wanted.tool(), wanted.arguments()));
    output.end(at, whole);
  }
}
