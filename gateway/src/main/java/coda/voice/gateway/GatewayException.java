package coda.voice.gateway;

import coda.voice.VoiceException;
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
   * @param code stable
   * @param message for operators and clients
   */
  public GatewayException(String code, String message) {
    this(code, message, -1);
  }

  private GatewayException(String code, String message, long retryAfterMs) {
    super(code, message);
    this.retryAfterMs = retryAfterMs;
  }

  /**
   * A refusal that may pass.
   *
   * @param code stable
   * @param message for operators and clients
   * @param retryAfterMs when it is worth trying again, at least 0
   */
  public static GatewayException retryable(String code, String message, long retryAfterMs) {
    return new GatewayException(code, message, retryAfterMs);
  }

  /** When it is worth trying again, if ever. */
  public OptionalLong retryAfterMs() {
    return retryAfterMs < 0 ? OptionalLong.empty() : OptionalLong.of(retryAfterMs);
  }
}
