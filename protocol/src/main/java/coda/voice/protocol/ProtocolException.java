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

  private final ProtocolError error;
  private final @Nullable String messageId;

  /**
   * An exception about no particular message.
   *
   * @param error its code
   * @param message for the client; operators read it without what it quotes
   */
  public ProtocolException(ProtocolError error, String message) {
    this(error, message, null);
  }

  private ProtocolException(ProtocolError error, String message, @Nullable String messageId) {
    super(error, Shown.withoutQuotes(message), message, null);
    this.error = error;
    this.messageId = messageId;
  }

  /**
   * The same problem, known to be in this message.
   *
   * @param id of the message at fault
   */
  public ProtocolException about(String id) {
    ProtocolException known = new ProtocolException(error, safeMessage(), id);
    known.setStackTrace(getStackTrace());
    return known;
  }

  /** The {@code message_id} of the message at fault, where it could be read. */
  public Optional<String> messageId() {
    return Optional.ofNullable(messageId);
  }
}
