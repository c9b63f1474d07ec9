package coda.voice.protocol.coda;

import static coda.voice.protocol.ProtocolError.PROTOCOL_FIELD_MISSING;
import static coda.voice.protocol.ProtocolError.PROTOCOL_UNKNOWN_TYPE;

import coda.voice.protocol.ProtocolException;
import coda.voice.protocol.Shown;
import coda.voice.protocol.coda.ClientMessage.Auth;
import coda.voice.protocol.coda.ClientMessage.Configure;
import coda.voice.protocol.coda.ClientMessage.ConversationEnd;
import coda.voice.protocol.coda.ClientMessage.ConversationStart;
import coda.voice.protocol.coda.ClientMessage.Disconnect;
import coda.voice.protocol.coda.ClientMessage.Interrupt;
import coda.voice.protocol.coda.ClientMessage.Ping;
import coda.voice.protocol.coda.ClientMessage.Playback;
import coda.voice.protocol.coda.ClientMessage.Resume;
import coda.voice.protocol.coda.ClientMessage.Subscribe;
import coda.voice.protocol.coda.ClientMessage.Unsubscribe;
import coda.voice.protocol.coda.ClientMessage.VoiceChunk;
import coda.voice.protocol.coda.ClientMessage.VoiceEnd;
import coda.voice.protocol.coda.ClientMessage.VoiceStart;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/** The {@code data} of client messages as JSON. */
final class ClientJson {
  private static final int MAX_TEXT = 20_000;
  private static final int MAX_HISTORY = 200;
  private static final int MAX_TOKEN = 8_192;
  private static final int MAX_RESUME_TOKEN = 1_024;
  private static final long DAY_MS = 86_400_000;

  private ClientJson() {}

  static ClientMessage read(String type, JsonFields data) {
    return switch (type) {
      case "auth" -> new Auth(data.identifier("user_id"), data.requiredSecret("token", MAX_TOKEN));
      case "ping" -> new Ping(data.text("nonce", 100));
      case "conversation_start" -> conversationStart(data);
      case "voice_start" -> voiceStart(data);
      case "voice_chunk" -> voiceChunk(data);
      case "voice_end" -> new VoiceEnd();
      case "interrupt" -> new Interrupt();
      case "playback" ->
          new Playback(
              data.requiredIdentifier("response_id"), data.requiredWhole("played_ms", 0, DAY_MS));
      case "subscribe" -> new Subscribe(eventTypes(data));
      case "unsubscribe" -> new Unsubscribe(eventTypes(data));
      case "configure" -> configure(data);
      case "resume" ->
          new Resume(
              data.requiredSecret("resume_token", MAX_RESUME_TOKEN),
              data.requiredWhole("last_seq", 0, JsonFields.MAX_SAFE));
      case "conversation_end" -> new ConversationEnd();
      case "disconnect" -> new Disconnect();
      default ->
          throw new ProtocolException(
              PROTOCOL_UNKNOWN_TYPE,
              "type is "
                  + Shown.text(type)
                  + "; allowed: auth, ping, conversation_start, voice_start, voice_chunk, voice_end,"
                  + " interrupt, playback, subscribe, unsubscribe, configure, resume,"
                  + " conversation_end, disconnect");
    };
  }

  private static ConversationStart conversationStart(JsonFields data) {
    return new ConversationStart(
        data.identifier("conversation_id"),
        data.identifier("profile"),
        data.choice("mode", Mode.values()),
        language(data),
        data.identifier("voice"),
        data.objects("history", MAX_HISTORY, ClientJson::historyLine));
  }

  private static HistoryLine historyLine(JsonFields line) {
    return new HistoryLine(
        line.requiredChoice("role", HistoryLine.Role.values()),
        line.requiredUserText("content", MAX_TEXT));
  }

  private static VoiceStart voiceStart(JsonFields data) {
    JsonFields all = data.collecting();
    VoiceStart message =
        new VoiceStart(
            all.choice("mode", Mode.values()), AudioConfigJson.read(all.object("audio_config")));
    all.problems().throwAny();
    return message;
  }

  private static VoiceChunk voiceChunk(JsonFields data) {
    VoiceChunk chunk =
        new VoiceChunk(
            data.text("audio_data", Integer.MAX_VALUE),
            data.userText("text_content", MAX_TEXT),
            chunkId(data),
            data.flag("is_final").orElse(false),
            data.choice("mode", Mode.values()));
    if (chunk.audioData().isEmpty() && chunk.textContent().isEmpty() && !chunk.isFinal()) {
      data.problems().missing(data.path("audio_data"), "a chunk that is not final needs it");
    }
    return chunk;
  }

  private static Optional<String> chunkId(JsonFields data) {
    Optional<JsonNode> id = data.node("chunk_id");
    return id.isPresent() && id.get().isNumber()
        ? Optional.of(Long.toString(data.requiredWhole("chunk_id", 0, JsonFields.MAX_SAFE)))
        : data.identifier("chunk_id");
  }

  private static List<EventType> eventTypes(JsonFields data) {
    List<EventType> types = data.choices("event_types", EventType.values());
    if (types.isEmpty()) {
      data.problems().missing(data.path("event_types"), "a list of at least one is needed");
    }
    return types;
  }

  private static Configure configure(JsonFields data) {
    JsonFields all = data.collecting();
    Configure message =
        new Configure(
            all.choice("mode", Mode.values()),
            all.identifier("voice"),
            language(all),
            TurnChangesJson.read(all));
    all.problems().throwAny();
    if (message.mode().isEmpty()
        && message.voice().isEmpty()
        && message.language().isEmpty()
        && message.turns().equals(TurnChanges.NONE)) {
      throw new ProtocolException(
          PROTOCOL_FIELD_MISSING,
          "data holds nothing to configure; allowed: mode, voice, language and the times of"
              + " turn-taking, for example silence_ms");
    }
    return message;
  }

  private static Optional<String> language(JsonFields data) {
    Optional<String> language = data.text("language", 35);
    if (language.isPresent() && !language.get().matches("[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")) {
      return data.node("language")
          .flatMap(node -> data.invalid("language", node, "a BCP 47 tag, for example en-US"));
    }
    return language;
  }

  static JsonOut write(ClientMessage message) {
    JsonOut out = new JsonOut();
    switch (message) {
      case Auth auth -> out.text("user_id", auth.userId()).put("token", auth.token());
      case Ping ping -> out.text("nonce", ping.nonce());
      case ConversationStart start ->
          out.text("conversation_id", start.conversationId())
              .text("profile", start.profile())
              .choice("mode", start.mode())
              .text("language", start.language())
              .text("voice", start.voice())
              .objects(
                  "history",
                  start.history(),
                  (line, to) -> to.put("role", line.role()).put("content", line.content()));
      case VoiceStart start ->
          out.choice("mode", start.mode())
              .put("audio_config", AudioConfigJson.write(start.audioConfig()));
      case VoiceChunk chunk ->
          out.text("audio_data", chunk.audioData())
              .text("text_content", chunk.textContent())
              .text("chunk_id", chunk.chunkId())
              .put("is_final", chunk.isFinal())
              .choice("mode", chunk.mode());
      case Playback playback ->
          out.put("response_id", playback.responseId()).put("played_ms", playback.playedMs());
      case Subscribe subscribe -> out.choices("event_types", subscribe.eventTypes());
      case Unsubscribe unsubscribe -> out.choices("event_types", unsubscribe.eventTypes());
      case Configure configure -> {
        out.choice("mode", configure.mode())
            .text("voice", configure.voice())
            .text("language", configure.language());
        TurnChangesJson.write(configure.turns(), out);
      }
      case Resume resume ->
          out.put("resume_token", resume.resumeToken()).put("last_seq", resume.lastSeq());
      case VoiceEnd _, Interrupt _, ConversationEnd _, Disconnect _ -> {
        // nothing but their type
      }
    }
    return out;
  }
}
