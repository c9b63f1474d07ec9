package coda.voice.protocol.coda;

import static coda.voice.protocol.ProtocolError.PROTOCOL_NOT_JSON;
import static coda.voice.protocol.ProtocolError.PROTOCOL_NOT_OBJECT;
import static coda.voice.protocol.ProtocolError.PROTOCOL_TOO_LARGE;

import coda.voice.protocol.ProtocolException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Messages to text and back. Whatever comes in, nothing but a {@link ProtocolException} comes out.
 *
 * <p>Hardened: bounded size, depth, names, numbers and tokens; fields given twice are refused;
 * types are never chosen by the sender beyond the message's {@code type}; lone surrogates become
 * U+FFFD. Unknown fields are ignored.
 *
 * <p>One codec serves any number of threads.
 */
public final class CodaCodec {
  /** The largest text message when nothing else is configured. */
  public static final int DEFAULT_MAX_BYTES = 10_000_000;

  private static final int MAX_DEPTH = 16;
  private static final int MAX_NAME = 200;
  private static final int MAX_NUMBER = 60;
  private static final int MAX_TOKENS = 100_000;
  private static final double MAX_SECONDS = 1e12;

  private final int maxBytes;
  private final JsonMapper mapper;

  /** A codec for messages of at most {@link #DEFAULT_MAX_BYTES}. */
  public CodaCodec() {
    this(DEFAULT_MAX_BYTES);
  }

  /**
   * A codec.
   *
   * @param maxBytes of a text message in UTF-8, at least 1
   */
  public CodaCodec(int maxBytes) {
    this.maxBytes = maxBytes;
    JsonFactory factory =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxDocumentLength(maxBytes)
                    .maxStringLength(maxBytes)
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNameLength(MAX_NAME)
                    .maxNumberLength(MAX_NUMBER)
                    .maxTokenCount(MAX_TOKENS)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();
    this.mapper =
        JsonMapper.builder(factory).enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
  }

  /**
   * Reads what a client said.
   *
   * @param text of one text frame
   * @throws ProtocolException when it cannot be understood
   */
  public Envelope<ClientMessage> decodeClient(String text) {
    return decode(text, ClientJson::read);
  }

  /**
   * Reads what a server said.
   *
   * @param text of one text frame
   * @throws ProtocolException when it cannot be understood
   */
  public Envelope<ServerMessage> decodeServer(String text) {
    return decode(text, ServerJsonReader::read);
  }

  /**
   * The text of a client's message.
   *
   * @param envelope what to send
   */
  public String encodeClient(Envelope<? extends ClientMessage> envelope) {
    return encode(envelope, ClientJson.write(envelope.message()).node());
  }

  /**
   * The text of a server's message.
   *
   * @param envelope what to send; {@code message_id} and {@code timestamp} are the caller's to fill
   */
  public String encodeServer(Envelope<? extends ServerMessage> envelope) {
    return encode(envelope, ServerJson.write(envelope.message()));
  }

  private interface Reader<M> {
    M read(String type, JsonFields data);
  }

  private <M extends CodaMessage> Envelope<M> decode(String text, Reader<M> reader) {
    JsonNode root = parse(text);
    if (!root.isObject()) {
      throw new ProtocolException(
          PROTOCOL_NOT_OBJECT,
          "The message is " + JsonFields.show(root) + "; allowed: one JSON object");
    }
    JsonFields fields = new JsonFields(root, "", Problems.first());
    Optional<String> id = fields.identifier("message_id");
    try {
      String type = fields.requiredText("type", Integer.MAX_VALUE);
      return new Envelope<>(
          reader.read(type, data(fields, type)),
          id,
          timestamp(fields),
          fields.identifier("conversation_id"),
          fields.identifier("in_reply_to"),
          fields.whole("seq", 1, JsonFields.MAX_SAFE));
    } catch (ProtocolException e) {
      throw id.map(e::about).orElse(e);
    }
  }

  private JsonNode parse(String text) {
    if (!fits(text)) {
      throw new ProtocolException(
          PROTOCOL_TOO_LARGE,
          "The message is longer than " + maxBytes + " bytes, which is the most allowed");
    }
    try {
      return mapper.readTree(text);
    } catch (StreamConstraintsException e) {
      throw new ProtocolException(
          PROTOCOL_TOO_LARGE,
          "The message passes a limit; allowed: nesting of "
              + MAX_DEPTH
              + ", names of "
              + MAX_NAME
              + " characters, numbers of "
              + MAX_NUMBER
              + " digits, "
              + MAX_TOKENS
              + " tokens");
    } catch (JsonProcessingException e) {
      throw new ProtocolException(PROTOCOL_NOT_JSON, "The message is not JSON: " + where(e));
    }
  }

  /** The place only: the text around it may hold a token. */
  private static String where(JsonProcessingException e) {
    return e.getLocation() == null
        ? "it breaks off"
        : "it breaks off or goes wrong near character " + e.getLocation().getCharOffset();
  }

  /** Whether the text has at most the allowed bytes in UTF-8; counts only when it is close. */
  private boolean fits(String text) {
    if (text.length() > maxBytes) {
      return false;
    }
    if (text.length() <= maxBytes / 3) {
      return true;
    }
    long bytes = 0;
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
    }
    return bytes <= maxBytes;
  }

  /** The fields of {@code data}; that of a {@code ping} may be anything. */
  private static JsonFields data(JsonFields fields, String type) {
    return type.equals("ping") ? fields.objectOrElseEmpty("data") : fields.requiredObject("data");
  }

  /** Seconds; a date as text, which some clients send, is ignored: nothing depends on it. */
  private static OptionalDouble timestamp(JsonFields fields) {
    return fields.node("timestamp").filter(JsonNode::isTextual).isPresent()
        ? OptionalDouble.empty()
        : fields.number("timestamp", -MAX_SECONDS, MAX_SECONDS);
  }

  private String encode(Envelope<?> envelope, ObjectNode data) {
    ObjectNode root =
        new JsonOut()
            .put("type", envelope.message().type())
            .text("message_id", envelope.messageId())
            .number("timestamp", envelope.timestamp())
            .text("conversation_id", envelope.conversationId())
            .text("in_reply_to", envelope.inReplyTo())
            .whole("seq", envelope.seq())
            .node();
    root.set("data", data);
    try {
      return mapper.writeValueAsString(root);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A tree of plain values is always JSON", e);
    }
  }
}
