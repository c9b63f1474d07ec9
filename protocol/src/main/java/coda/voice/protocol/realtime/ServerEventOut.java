package coda.voice.protocol.realtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** The fields of the server's events as JSON. */
final class ServerEventOut {
  private final Dialect dialect;
  private final ItemOut items;
  private final ItemOut itemsWithAudio;

  ServerEventOut(Dialect dialect) {
    this.dialect = dialect;
    this.items = new ItemOut(dialect, false);
    this.itemsWithAudio = new ItemOut(dialect, true);
  }

  /** Adds the fields of an event to its {@code type} and {@code event_id}. */
  Out fields(ServerEvent event, Out out) {
    return switch (event) {
      case ServerEvent.SessionCreated created ->
          out.set("session", SessionOut.write(created.session(), dialect));
      case ServerEvent.SessionUpdated updated ->
          out.set("session", SessionOut.write(updated.session(), dialect));
      case ServerEvent.ConversationCreated created ->
          out.set(
              "conversation",
              new Out()
                  .text("id", created.conversationId())
                  .text("object", "realtime.conversation"));
      case ServerEvent.SpeechStarted started ->
          out.whole("audio_start_ms", started.audioStartMs()).text("item_id", started.itemId());
      case ServerEvent.SpeechStopped stopped ->
          out.whole("audio_end_ms", stopped.audioEndMs()).text("item_id", stopped.itemId());
      case ServerEvent.Committed committed ->
          out.nullable("previous_item_id", committed.previousItemId())
              .text("item_id", committed.itemId());
      case ServerEvent.Cleared _ -> out;
      case ServerEvent.TimeoutTriggered timeout ->
          out.whole("audio_start_ms", timeout.audioStartMs())
              .whole("audio_end_ms", timeout.audioEndMs())
              .text("item_id", timeout.itemId());
      case ServerEvent.ItemAdded added ->
          out.nullable("previous_item_id", added.previousItemId())
              .set("item", items.write(added.item()));
      case ServerEvent.ItemDone done ->
          out.nullable("previous_item_id", done.previousItemId())
              .set("item", items.write(done.item()));
      case ServerEvent.ItemRetrieved retrieved ->
          out.set("item", itemsWithAudio.write(retrieved.item()));
      case ServerEvent.ItemDeleted deleted -> out.text("item_id", deleted.itemId());
      case ServerEvent.ItemTruncated truncated ->
          out.text("item_id", truncated.itemId())
              .whole("content_index", truncated.contentIndex())
              .whole("audio_end_ms", truncated.audioEndMs());
      case ServerEvent.TranscriptionDelta delta ->
          logprobs(
              out.text("item_id", delta.itemId())
                  .whole("content_index", delta.contentIndex())
                  .text("delta", delta.delta()),
              delta.logprobs());
      case ServerEvent.TranscriptionCompleted completed ->
          logprobs(
              out.text("item_id", completed.itemId())
                  .whole("content_index", completed.contentIndex())
                  .text("transcript", completed.transcript())
                  .set(
                      "usage",
                      new Out()
                          .text("type", "duration")
                          .decimal("seconds", completed.usage().seconds())),
              completed.logprobs());
      case ServerEvent.TranscriptionFailed failed ->
          out.text("item_id", failed.itemId())
              .whole("content_index", failed.contentIndex())
              .set(
                  "error",
                  new Out()
                      .text("type", failed.error().type())
                      .text("code", failed.error().code())
                      .text("message", failed.error().message())
                      .text("param", failed.error().param()));
      case ServerEvent.TranscriptionSegment segment ->
          out.text("item_id", segment.itemId())
              .whole("content_index", segment.contentIndex())
              .text("id", segment.id())
              .text("text", segment.text())
              .text("speaker", segment.speaker())
              .decimal("start", segment.start())
              .decimal("end", segment.end());
      case ServerEvent.ResponseCreated created ->
          out.set("response", ResponseOut.write(created.response(), dialect));
      case ServerEvent.ResponseDone done ->
          out.set("response", ResponseOut.write(done.response(), dialect));
      case ServerEvent.OutputItemAdded added ->
          out.text("response_id", added.responseId())
              .whole("output_index", added.outputIndex())
              .set("item", items.write(added.item()));
      case ServerEvent.OutputItemDone done ->
          out.text("response_id", done.responseId())
              .whole("output_index", done.outputIndex())
              .set("item", items.write(done.item()));
      case ServerEvent.ContentPartAdded added ->
          ids(out, added.ids()).set("part", part(added.part()));
      case ServerEvent.ContentPartDone done -> ids(out, done.ids()).set("part", part(done.part()));
      case ServerEvent.OutputAudioDelta delta ->
          ids(out, delta.ids())
              .text("delta", Base64.getEncoder().encodeToString(delta.audio().bytes()));
      case ServerEvent.OutputAudioDone done -> ids(out, done.ids());
      case ServerEvent.OutputAudioTranscriptDelta delta ->
          ids(out, delta.ids()).text("delta", delta.delta());
      case ServerEvent.OutputAudioTranscriptDone done ->
          ids(out, done.ids()).text("transcript", done.transcript());
      case ServerEvent.OutputTextDelta delta -> ids(out, delta.ids()).text("delta", delta.delta());
      case ServerEvent.OutputTextDone done -> ids(out, done.ids()).text("text", done.text());
      case ServerEvent.FunctionArgumentsDelta delta ->
          call(out, delta.responseId(), delta.itemId(), delta.outputIndex())
              .text("call_id", delta.callId())
              .text("delta", delta.delta());
      case ServerEvent.FunctionArgumentsDone done ->
          call(out, done.responseId(), done.itemId(), done.outputIndex())
              .text("call_id", done.callId())
              .text("name", done.name())
              .text("arguments", done.arguments());
      case ServerEvent.McpArgumentsDelta delta ->
          call(out, delta.responseId(), delta.itemId(), delta.outputIndex())
              .text("delta", delta.delta())
              .text("obfuscation", ""); // optional, but some clients insist
      case ServerEvent.McpArgumentsDone done ->
          call(out, done.responseId(), done.itemId(), done.outputIndex())
              .text("arguments", done.arguments());
      case ServerEvent.McpCallInProgress progress ->
          out.text("item_id", progress.itemId()).whole("output_index", progress.outputIndex());
      case ServerEvent.McpCallCompleted completed ->
          out.text("item_id", completed.itemId()).whole("output_index", completed.outputIndex());
      case ServerEvent.McpCallFailed failed ->
          out.text("item_id", failed.itemId()).whole("output_index", failed.outputIndex());
      case ServerEvent.McpListToolsInProgress progress -> out.text("item_id", progress.itemId());
      case ServerEvent.McpListToolsCompleted completed -> out.text("item_id", completed.itemId());
      case ServerEvent.McpListToolsFailed failed -> out.text("item_id", failed.itemId());
      case ServerEvent.RateLimitsUpdated updated ->
          out.list("rate_limits", updated.limits(), ServerEventOut::limit);
      case ServerEvent.ErrorOccurred error -> out.set("error", ErrorOut.write(error.error()));
    };
  }

  private static Out ids(Out out, PartIds ids) {
    return call(out, ids.responseId(), ids.itemId(), ids.outputIndex())
        .whole("content_index", ids.contentIndex());
  }

  private static Out call(Out out, String responseId, String itemId, int outputIndex) {
    return out.text("response_id", responseId)
        .text("item_id", itemId)
        .whole("output_index", outputIndex);
  }

  /** Here parts are called {@code audio} and {@code text} in both dialects. */
  private static Out part(ContentPart part) {
    return switch (part) {
      case ContentPart.Audio audio ->
          new Out().text("type", "audio").text("transcript", audio.transcript());
      case ContentPart.Text text -> new Out().text("type", "text").text("text", text.text());
    };
  }

  private static Out logprobs(Out out, List<Logprob> logprobs) {
    return logprobs.isEmpty() ? out : out.list("logprobs", logprobs, ServerEventOut::logprob);
  }

  private static JsonNode logprob(Logprob logprob) {
    Out out = new Out().text("token", logprob.token()).decimal("logprob", logprob.logprob());
    ArrayNode bytes = out.node().putArray("bytes");
    for (byte each : logprob.token().getBytes(StandardCharsets.UTF_8)) {
      bytes.add(each & 0xFF);
    }
    return out.node();
  }

  private static JsonNode limit(RateLimit limit) {
    return new Out()
        .text("name", limit.name().wireName())
        .whole("limit", limit.limit())
        .whole("remaining", limit.remaining())
        .decimal("reset_seconds", limit.resetSeconds())
        .node();
  }
}
