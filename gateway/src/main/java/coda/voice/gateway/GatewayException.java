package coda.voice.gateway;

import coda.voice.ErrorCode;
import coda.voice.VoiceException;
import coda.voice.protocol.Shown;
import java.util.OptionalLong;

/**
 * A request that cannot be carried out. The message is for the client too: what is wrong, and what
 * is allowed.
 */
public final class GatewayException extends VoiceException {
  private static final long serialVersionUID = 1L;

  private final long retryAfterMs;

  /**
   * A refusal that stays one until the client does something else.
   *
   * @param error its code
   * @param message for the client; operators read it without what it quotes
   */
  public GatewayException(ErrorCode error, String message) {
    this(error, message, -1);
  }

  private GatewayException(ErrorCode error, String message, long retryAfterMs) {
    super(error, Shown.withoutQuotes(message), message, null);
    this.retryAfterMs = retryAfterMs;
  }

  /**
   * A refusal that may pass.
   *
   * @param error its code
   * @param message for the client; operators read it without what it quotes
   * @param retryAfterMs when it is worth trying again, at least 0
   */
  public static GatewayException retryable(ErrorCode error, String message, long retryAfterMs) {
    return new GatewayException(error, message, retryAfterMs);
  }

  /** When it is worth trying again, if ever. */
  public OptionalLong retryAfterMs() {
    return retryAfterMs < 0 ? OptionalLong.empty() : OptionalLong.of(retryAfterMs);
  }
}
