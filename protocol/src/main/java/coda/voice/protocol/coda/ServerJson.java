package coda.voice.protocol.coda;

import coda.voice.protocol.coda.ServerMessage.AuthFailed;
import coda.voice.protocol.coda.ServerMessage.AuthSuccess;
import coda.voice.protocol.coda.ServerMessage.Connect;
import coda.voice.protocol.coda.ServerMessage.ConversationEnded;
import coda.voice.protocol.coda.ServerMessage.ConversationMetrics;
import coda.voice.protocol.coda.ServerMessage.ConversationStarted;
import coda.voice.protocol.coda.ServerMessage.ConversationState;
import coda.voice.protocol.coda.ServerMessage.Failure;
import coda.voice.protocol.coda.ServerMessage.GoAway;
import coda.voice.protocol.coda.ServerMessage.Interrupted;
import coda.voice.protocol.coda.ServerMessage.Latency;
import coda.voice.protocol.coda.ServerMessage.Metrics;
import coda.voice.protocol.coda.ServerMessage.PlaybackHeld;
import coda.voice.protocol.coda.ServerMessage.PlaybackResumed;
import coda.voice.protocol.coda.ServerMessage.Pong;
import coda.voice.protocol.coda.ServerMessage.Resumed;
import coda.voice.protocol.coda.ServerMessage.SpeechStarted;
import coda.voice.protocol.coda.ServerMessage.SpeechStopped;
import coda.voice.protocol.coda.ServerMessage.Status;
import coda.voice.protocol.coda.ServerMessage.Transcript;
import coda.voice.protocol.coda.ServerMessage.VoiceEnded;
import coda.voice.protocol.coda.ServerMessage.VoiceResponse;
import coda.voice.protocol.coda.ServerMessage.VoiceStarted;
import coda.voice.protocol.coda.ServerMessage.VoiceStreamChunk;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Writes the {@code data} of server messages. */
final class ServerJson {
  private ServerJson() {}

  static ObjectNode write(ServerMessage message) {
    return switch (message) {
      case Status status ->
          new JsonOut()
              .put("event_type", status.eventType())
              .put("event_id", status.eventId())
              .put("timestamp", status.timestamp())
              .node()
              .set("data", JsonValues.node(status.data()));
      case Metrics metrics -> JsonValues.node(metrics.values());
      default -> fields(message).node();
    };
  }

  private static JsonOut fields(ServerMessage message) {
    JsonOut out = new JsonOut();
    return switch (message) {
      case Connect connect ->
          out.put("client_id", connect.clientId())
              .put("server_time", connect.serverTime())
              .put("auth_required", connect.authRequired())
              .put(
                  "limits",
                  new JsonOut()
                      .put("max_message_bytes", connect.limits().maxMessageBytes())
                      .put("max_audio_ms", connect.limits().maxAudioMs())
                      .put("requests", connect.limits().requests())
                      .put("window_s", connect.limits().windowS()));
      case AuthSuccess success ->
          out.put("user_id", success.userId())
              .put("authenticated_at", success.authenticatedAt())
              .number("expires_at", success.expiresAt());
      case AuthFailed failed ->
          out.put("error", failed.error())
              .text("code", failed.code())
              .text("reference", failed.reference())
              .whole("retry_after_ms", failed.retryAfterMs());
      case Pong pong -> out.put("timestamp", pong.timestamp()).text("nonce", pong.nonce());
      case ConversationStarted started -> conversationStarted(started, out);
      case VoiceStarted started ->
          out.put("conversation_id", started.conversationId())
              .put("mode", started.mode())
              .put("stream_id", started.streamId())
              .put("ready", started.ready())
              .put("audio_config", AudioConfigJson.write(started.audioConfig()));
      case VoiceEnded ended ->
          out.put("conversation_id", ended.conversationId())
              .put("ended_at", ended.endedAt())
              .put("duration_ms", ended.durationMs());
      case Transcript transcript -> transcript(transcript, out);
      case SpeechStarted started -> out.put("at_ms", started.atMs());
      case SpeechStopped stopped -> out.put("at_ms", stopped.atMs());
      case VoiceStreamChunk chunk -> chunk(chunk, out);
      case VoiceResponse response -> response(response, out);
      case PlaybackHeld held -> out.put("response_id", held.responseId());
      case PlaybackResumed resumed -> out.put("response_id", resumed.responseId());
      case Interrupted interrupted ->
          out.put("response_id", interrupted.responseId())
              .put("heard_text", interrupted.heardText())
              .put("heard_ms", interrupted.heardMs())
              .put("precision", interrupted.precision())
              .put("reason", interrupted.reason());
      case ConversationState state -> state(state, out);
      case ConversationEnded ended ->
          out.put("conversation_id", ended.conversationId())
              .put("metrics", metrics(ended.metrics()));
      case Resumed resumed ->
          out.put("conversation_id", resumed.conversationId())
              .put("state", state(resumed.state(), new JsonOut()))
              .put("resume_token", resumed.resumeToken())
              .put("missed", resumed.missed())
              .text("last_message_id", resumed.lastMessageId())
              .whole("last_frame", resumed.lastFrame());
      case GoAway away ->
          out.put("reason", away.reason())
              .put("time_left_ms", away.timeLeftMs())
              .text("resume_token", away.resumeToken());
      case Failure failure ->
          out.put("error", failure.error())
              .put("code", failure.code())
              .put("reference", failure.reference())
              .whole("retry_after_ms", failure.retryAfterMs())
              .put("fatal", failure.fatal());
      case Status _, Metrics _ -> throw new IllegalStateException(message.type());
    };
  }

  private static JsonOut conversationStarted(ConversationStarted started, JsonOut out) {
    JsonOut engines = new JsonOut();
    started.server().engines().forEach(engines::put);
    return out.put("conversation_id", started.conversationId())
        .put("state", state(started.state(), new JsonOut()))
        .text("resume_token", started.resumeToken())
        .put(
            "server",
            new JsonOut().put("version", started.server().version()).put("engines", engines));
  }

  private static JsonOut state(ConversationState state, JsonOut out) {
    return out.put("phase", state.phase())
        .put("mode", state.mode())
        .put("speaking", state.speaking())
        .put("listening", state.listening())
        .put("message_count", state.messageCount());
  }

  private static JsonOut transcript(Transcript transcript, JsonOut out) {
    return out.put("text", transcript.text())
        .put("is_final", transcript.isFinal())
        .put("item_id", transcript.itemId())
        .number("confidence", transcript.confidence())
        .objects(
            "words",
            transcript.words(),
            (word, to) ->
                to.put("text", word.text())
                    .put("start_ms", word.startMs())
                    .put("end_ms", word.endMs()));
  }

  private static JsonOut chunk(VoiceStreamChunk chunk, JsonOut out) {
    return out.put("conversation_id", chunk.conversationId())
        .put("response_id", chunk.responseId())
        .put("chunk_index", chunk.chunkIndex())
        .put("text_content", chunk.textContent())
        .text("audio_data", chunk.audioData())
        .put("is_complete", chunk.isComplete())
        .put("timestamp", chunk.timestamp())
        .put("engine", chunk.engine());
  }

  private static JsonOut response(VoiceResponse response, JsonOut out) {
    return out.put("conversation_id", response.conversationId())
        .put("response_id", response.responseId())
        .put("text_content", response.textContent())
        .text("audio_data", response.audioData())
        .put("processing_time", response.processingTime())
        .number("confidence_score", response.confidenceScore())
        .put("mode", response.mode())
        .put("latency", latency(response.latency()))
        .put("timestamp", response.timestamp())
        .put("outcome", response.outcome());
  }

  private static JsonOut latency(Latency latency) {
    return new JsonOut()
        .whole("endpointing", latency.endpointing())
        .whole("transcript", latency.transcript())
        .whole("first_text", latency.firstText())
        .whole("first_audio", latency.firstAudio())
        .whole("total", latency.total());
  }

  private static JsonOut metrics(ConversationMetrics metrics) {
    return new JsonOut()
        .put("duration_ms", metrics.durationMs())
        .put("user_turns", metrics.userTurns())
        .put("replies", metrics.replies())
        .put("interruptions", metrics.interruptions())
        .put("speculations_won", metrics.speculationsWon())
        .put("speculations_wasted", metrics.speculationsWasted())
        .put("heard_ms", metrics.heardMs())
        .put("spoken_ms", metrics.spokenMs());
  }
}
