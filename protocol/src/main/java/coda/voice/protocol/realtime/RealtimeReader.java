package coda.voice.protocol.realtime;

import static coda.voice.protocol.ProtocolError.PROTOCOL_NOT_JSON;
import static coda.voice.protocol.ProtocolError.PROTOCOL_NOT_OBJECT;
import static coda.voice.protocol.ProtocolError.PROTOCOL_TOO_LARGE;
import static coda.voice.protocol.ProtocolError.PROTOCOL_UNKNOWN_TYPE;

import coda.voice.protocol.Shown;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Reads what clients say. Whatever comes in, nothing but a {@link RealtimeException} comes out.
 *
 * <p>Both dialects are understood on every connection; the one of the connection only decides what
 * a session without a {@code type} is. Unknown fields are ignored. Bounded: size, depth, names,
 * numbers, tokens and each text; a field given twice is refused.
 *
 * <p>One reader serves any number of threads.
 */
public final class RealtimeReader {
  /** The largest message when nothing else is configured: an append of 15 MiB fits. */
  public static final int DEFAULT_MAX_BYTES = 24 * 1024 * 1024;

  private static final int MAX_EVENT_ID = 512;
  private static final int MAX_TYPE = 1_000;

  private final Dialect dialect;
  private final int maxBytes;
  private final JsonMapper mapper;

  /**
   * A reader of messages of at most {@link #DEFAULT_MAX_BYTES}.
   *
   * @param dialect of the connection
   */
  public RealtimeReader(Dialect dialect) {
    this(dialect, DEFAULT_MAX_BYTES);
  }

  /**
   * A reader.
   *
   * @param dialect of the connection
   * @param maxBytes of a message, or characters where it comes as text, at least 1
   */
  public RealtimeReader(Dialect dialect, int maxBytes) {
    this.dialect = dialect;
    this.maxBytes = maxBytes;
    this.mapper = Mapping.mapper(maxBytes);
  }

  /**
   * Reads an event.
   *
   * @param utf8 the text of one message
   * @throws RealtimeException when it cannot be understood
   */
  public Incoming read(byte[] utf8) {
    if (utf8.length > maxBytes) {
      throw tooLarge(maxBytes);
    }
    try {
      return read(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString());
    } catch (CharacterCodingException e) {
      throw notJson("it is not UTF-8");
    }
  }

  /**
   * Reads an event.
   *
   * @param text of one message
   * @throws RealtimeException when it cannot be understood
   */
  public Incoming read(String text) {
    Fields fields = fields(mapper, maxBytes, text);
    Optional<String> eventId = fields.text("event_id", MAX_EVENT_ID);
    try {
      return new Incoming(eventId, event(fields));
    } catch (RealtimeException e) {
      throw e.about(eventId);
    }
  }

  /** The fields of the one object that a text is. */
  static Fields fields(JsonMapper mapper, int maxBytes, String text) {
    JsonNode root = parse(mapper, maxBytes, text);
    if (!root.isObject()) {
      throw Faults.fault(
          PROTOCOL_NOT_OBJECT,
          "invalid_json",
          "The message is not an event: one JSON object is expected.",
          "");
    }
    return new Fields(root, "");
  }

  private static JsonNode parse(JsonMapper mapper, int maxBytes, String text) {
    if (text.length() > maxBytes) {
      throw tooLarge(maxBytes);
    }
    try {
      return mapper.readTree(text);
    } catch (StreamConstraintsException e) {
      throw Faults.fault(
          PROTOCOL_TOO_LARGE,
          "invalid_json",
          "The message passes a limit; allowed: nesting of "
              + Mapping.MAX_DEPTH
              + ", names of "
              + Mapping.MAX_NAME
              + " characters, numbers of "
              + Mapping.MAX_NUMBER
              + " digits, "
              + Mapping.MAX_TOKENS
              + " tokens.",
          "");
    } catch (JsonProcessingException e) {
      throw notJson(
          e.getLocation() == null
              ? "it breaks off"
              : "it breaks off or goes wrong near character " + e.getLocation().getCharOffset());
    }
  }

  private static RealtimeException tooLarge(int maxBytes) {
    return Faults.fault(
        PROTOCOL_TOO_LARGE,
        "string_above_max_length",
        "The message is longer than " + maxBytes + " bytes, which is the most allowed.",
        "");
  }

  /** The place only: the text around it may hold a secret. */
  private static RealtimeException notJson(String why) {
    return Faults.fault(
        PROTOCOL_NOT_JSON, "invalid_json", "The message is not valid JSON: " + why + ".", "");
  }

  private ClientEvent event(Fields fields) {
    String type = fields.requiredText("type", MAX_TYPE);
    return switch (type) {
      case "session.update" ->
          new ClientEvent.SessionUpdate(
              SessionPatch.read(fields.requiredObject("session"), dialect));
      case "transcription_session.update" ->
          new ClientEvent.SessionUpdate(
              SessionPatch.readTranscription(fields.requiredObject("session")));
      case "input_audio_buffer.append" ->
          new ClientEvent.InputAudioAppend(ItemReader.audio(fields, "audio"));
      case "input_audio_buffer.commit" -> new ClientEvent.InputAudioCommit();
      case "input_audio_buffer.clear" -> new ClientEvent.InputAudioClear();
      case "conversation.item.create" ->
          new ClientEvent.ItemCreate(
              ItemReader.read(fields.requiredObject("item")),
              fields.text("previous_item_id", ItemReader.MAX_ID));
      case "conversation.item.retrieve" -> new ClientEvent.ItemRetrieve(itemId(fields));
      case "conversation.item.delete" -> new ClientEvent.ItemDelete(itemId(fields));
      case "conversation.item.truncate" ->
          new ClientEvent.ItemTruncate(
              itemId(fields),
              fields.integer("content_index", 0, Integer.MAX_VALUE).orElse(0),
              fields.requiredInteger("audio_end_ms", 0, Integer.MAX_VALUE));
      case "response.create" ->
          new ClientEvent.ResponseCreate(ResponseReader.read(fields.object("response")));
      case "response.cancel" ->
          new ClientEvent.ResponseCancel(fields.text("response_id", ItemReader.MAX_ID));
      case "output_audio_buffer.clear" -> new ClientEvent.OutputAudioClear();
      default ->
          throw Faults.fault(
              PROTOCOL_UNKNOWN_TYPE,
              "invalid_value",
              "Invalid value: " + Shown.text(type) + " is not the type of a client event.",
              "type");
    };
  }

  private static String itemId(Fields fields) {
    return fields.requiredName("item_id", ItemReader.MAX_ID);
  }
}
