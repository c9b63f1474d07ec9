package coda.voice.protocol;

import coda.voice.VoiceException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A message that cannot be understood. Its text is written for the client that sent it: the field,
 * the value it held (shortened, control characters escaped) and what is allowed.
 */
public final class ProtocolException extends VoiceException {
  private static final long serialVersionUID = 1L;

  /** The text is not JSON. */
  public static final String NOT_JSON = "PROTOCOL_NOT_JSON";

  /** The text is JSON, but not one object. */
  public static final String NOT_OBJECT = "PROTOCOL_NOT_OBJECT";

  /** No message is called that. */
  public static final String UNKNOWN_TYPE = "PROTOCOL_UNKNOWN_TYPE";

  /** A required field is absent. */
  public static final String FIELD_MISSING = "PROTOCOL_FIELD_MISSING";

  /** A field holds something it cannot hold. */
  public static final String FIELD_INVALID = "PROTOCOL_FIELD_INVALID";

  /** A limit on size, depth, names or numbers is passed. */
  public static final String TOO_LARGE = "PROTOCOL_TOO_LARGE";

  /** Audio in a text message is not the hex or base64 that was agreed. */
  public static final String AUDIO_ENCODING = "PROTOCOL_AUDIO_ENCODING";

  /** A binary frame is too short or of no known kind. */
  public static final String BINARY_FRAME = "PROTOCOL_BINARY_FRAME";

  private final @Nullable String messageId;

  /**
   * An exception about no particular message.
   *
   * @param code one of the constants here
   * @param message for operators and clients
   */
  public ProtocolException(String code, String message) {
    this(code, message, null);
  }

  private ProtocolException(String code, String message, @Nullable String messageId) {
    super(code, message);
    this.messageId = messageId;
  }

  /**
   * The same problem, known to be in this message.
   *
   * @param id of the message at fault
   */
  public ProtocolException about(String id) {
    ProtocolException known = new ProtocolException(code(), safeMessage(), id);
    known.setStackTrace(getStackTrace());
    return known;
  }

  /** The {@code message_id} of the message at fault, where it could be read. */
  public Optional<String> messageId() {
    return Optional.ofNullable(messageId);
  }
}
