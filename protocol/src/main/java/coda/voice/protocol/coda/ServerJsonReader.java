package coda.voice.protocol.coda;

import static coda.voice.protocol.ProtocolError.PROTOCOL_UNKNOWN_TYPE;
import static coda.voice.protocol.coda.JsonFields.MAX_SAFE;

import coda.voice.protocol.ProtocolException;
import coda.voice.protocol.Shown;
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
import coda.voice.protocol.coda.ServerMessage.Limits;
import coda.voice.protocol.coda.ServerMessage.Metrics;
import coda.voice.protocol.coda.ServerMessage.PlaybackHeld;
import coda.voice.protocol.coda.ServerMessage.PlaybackResumed;
import coda.voice.protocol.coda.ServerMessage.Pong;
import coda.voice.protocol.coda.ServerMessage.Resumed;
import coda.voice.protocol.coda.ServerMessage.ServerInfo;
import coda.voice.protocol.coda.ServerMessage.SpeechStarted;
import coda.voice.protocol.coda.ServerMessage.SpeechStopped;
import coda.voice.protocol.coda.ServerMessage.Status;
import coda.voice.protocol.coda.ServerMessage.TimedWord;
import coda.voice.protocol.coda.ServerMessage.Transcript;
import coda.voice.protocol.coda.ServerMessage.VoiceEnded;
import coda.voice.protocol.coda.ServerMessage.VoiceResponse;
import coda.voice.protocol.coda.ServerMessage.VoiceStarted;
import coda.voice.protocol.coda.ServerMessage.VoiceStreamChunk;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads the {@code data} of server messages. */
final class ServerJsonReader {
  private static final int MAX_TEXT = 1_000_000;
  private static final int MAX_WORDS = 20_000;

  private ServerJsonReader() {}

  static ServerMessage read(String type, JsonFields data) {
    return switch (type) {
      case "connect" -> connect(data);
      case "auth_success" ->
          new AuthSuccess(
              data.requiredText("user_id", MAX_TEXT),
              data.requiredSeconds("authenticated_at"),
              data.number("expires_at", 0, 1e12));
      case "auth_failed" ->
          new AuthFailed(
              data.requiredText("error", MAX_TEXT),
              data.identifier("code"),
              data.identifier("reference"),
              data.whole("retry_after_ms", 0, MAX_SAFE));
      case "pong" -> new Pong(data.requiredSeconds("timestamp"), data.text("nonce", 100));
      case "conversation_start" -> conversationStarted(data);
      case "voice_start" -> voiceStarted(data);
      case "voice_end" ->
          new VoiceEnded(
              data.requiredIdentifier("conversation_id"),
              data.requiredSeconds("ended_at"),
              count(data, "duration_ms"));
      case "transcript" -> transcript(data);
      case "speech_started" -> new SpeechStarted(count(data, "at_ms"));
      case "speech_stopped" -> new SpeechStopped(count(data, "at_ms"));
      case "voice_stream_chunk" -> chunk(data);
      case "voice_response" -> response(data);
      case "playback_held" -> new PlaybackHeld(data.requiredIdentifier("response_id"));
      case "playback_resumed" -> new PlaybackResumed(data.requiredIdentifier("response_id"));
      case "interrupted" ->
          new Interrupted(
              data.requiredIdentifier("response_id"),
              data.requiredText("heard_text", MAX_TEXT),
              count(data, "heard_ms"),
              data.requiredChoice("precision", Precision.values()),
              data.requiredText("reason", 100));
      case "conversation_state" -> state(data);
      case "status" ->
          new Status(
              data.requiredText("event_type", 100),
              data.requiredIdentifier("event_id"),
              map(data, "data"),
              data.requiredSeconds("timestamp"));
      case "metrics" -> metrics(data);
      case "conversation_end" ->
          new ConversationEnded(
              data.requiredIdentifier("conversation_id"),
              conversationMetrics(data.requiredObject("metrics")));
      case "resume" ->
          new Resumed(
              data.requiredIdentifier("conversation_id"),
              state(data.requiredObject("state")),
              data.requiredText("resume_token", 1_024),
              count(data, "missed"),
              data.identifier("last_message_id"),
              data.whole("last_frame", 0, MAX_SAFE));
      case "go_away" ->
          new GoAway(
              data.requiredText("reason", MAX_TEXT),
              count(data, "time_left_ms"),
              data.text("resume_token", 1_024));
      case "error" ->
          new Failure(
              data.requiredText("error", MAX_TEXT),
              data.requiredIdentifier("code"),
              data.requiredIdentifier("reference"),
              data.whole("retry_after_ms", 0, MAX_SAFE),
              data.requiredFlag("fatal"));
      default ->
          throw new ProtocolException(
              PROTOCOL_UNKNOWN_TYPE,
              "type is " + Shown.text(type) + ", which no server message is called");
    };
  }

  private static Connect connect(JsonFields data) {
    JsonFields limits = data.requiredObject("limits");
    return new Connect(
        data.requiredIdentifier("client_id"),
        data.requiredSeconds("server_time"),
        data.requiredFlag("auth_required"),
        new Limits(
            count(limits, "max_message_bytes"),
            count(limits, "max_audio_ms"),
            limits.requiredInteger("requests", 0, Integer.MAX_VALUE),
            limits.requiredInteger("window_s", 0, Integer.MAX_VALUE)));
  }

  private static ConversationStarted conversationStarted(JsonFields data) {
    JsonFields server = data.requiredObject("server");
    Map<String, String> engines = new LinkedHashMap<>();
    map(server, "engines").forEach((role, name) -> engines.put(role, name.toString()));
    return new ConversationStarted(
        data.requiredIdentifier("conversation_id"),
        state(data.requiredObject("state")),
        data.text("resume_token", 1_024),
        new ServerInfo(server.requiredText("version", 100), engines));
  }

  private static VoiceStarted voiceStarted(JsonFields data) {
    return new VoiceStarted(
        data.requiredIdentifier("conversation_id"),
        data.requiredChoice("mode", Mode.values()),
        data.requiredInteger("stream_id", 0, 0xFFFF),
        data.requiredFlag("ready"),
        AudioConfigJson.read(data.requiredObject("audio_config")));
  }

  private static Transcript transcript(JsonFields data) {
    return new Transcript(
        data.requiredText("text", MAX_TEXT),
        data.requiredFlag("is_final"),
        data.requiredIdentifier("item_id"),
        data.number("confidence", 0, 1),
        data.objects(
            "words",
            MAX_WORDS,
            word ->
                new TimedWord(
                    word.requiredText("text", MAX_TEXT),
                    count(word, "start_ms"),
                    count(word, "end_ms"))));
  }

  private static VoiceStreamChunk chunk(JsonFields data) {
    return new VoiceStreamChunk(
        data.requiredIdentifier("conversation_id"),
        data.requiredIdentifier("response_id"),
        count(data, "chunk_index"),
        data.requiredText("text_content", MAX_TEXT),
        data.text("audio_data", Integer.MAX_VALUE),
        data.requiredFlag("is_complete"),
        data.requiredSeconds("timestamp"),
        data.requiredText("engine", 100));
  }

  private static VoiceResponse response(JsonFields data) {
    JsonFields latency = data.requiredObject("latency");
    return new VoiceResponse(
        data.requiredIdentifier("conversation_id"),
        data.requiredIdentifier("response_id"),
        data.requiredText("text_content", MAX_TEXT),
        data.text("audio_data", Integer.MAX_VALUE),
        data.requiredSeconds("processing_time"),
        data.number("confidence_score", 0, 1),
        data.requiredChoice("mode", Mode.values()),
        new Latency(
            latency.whole("endpointing", 0, MAX_SAFE),
            latency.whole("transcript", 0, MAX_SAFE),
            latency.whole("first_text", 0, MAX_SAFE),
            latency.whole("first_audio", 0, MAX_SAFE),
            latency.whole("total", 0, MAX_SAFE)),
        data.requiredSeconds("timestamp"),
        data.requiredChoice("outcome", Outcome.values()));
  }

  private static ConversationState state(JsonFields data) {
    return new ConversationState(
        data.requiredText("phase", 100),
        data.requiredChoice("mode", Mode.values()),
        data.requiredFlag("speaking"),
        data.requiredFlag("listening"),
        data.requiredInteger("message_count", 0, Integer.MAX_VALUE));
  }

  private static ConversationMetrics conversationMetrics(JsonFields data) {
    return new ConversationMetrics(
        count(data, "duration_ms"),
        data.requiredInteger("user_turns", 0, Integer.MAX_VALUE),
        data.requiredInteger("replies", 0, Integer.MAX_VALUE),
        data.requiredInteger("interruptions", 0, Integer.MAX_VALUE),
        data.requiredInteger("speculations_won", 0, Integer.MAX_VALUE),
        data.requiredInteger("speculations_wasted", 0, Integer.MAX_VALUE),
        count(data, "heard_ms"),
        count(data, "spoken_ms"));
  }

  private static Metrics metrics(JsonFields data) {
    Map<String, Double> values = new LinkedHashMap<>();
    data.numbers(values::put);
    return new Metrics(values);
  }

  private static Map<String, Object> map(JsonFields data, String name) {
    data.requiredObject(name);
    Optional<JsonNode> node = data.node(name);
    return node.map(JsonValues::map).orElse(Map.of());
  }

  private static long count(JsonFields data, String name) {
    return data.requiredWhole(name, 0, MAX_SAFE);
  }
}
