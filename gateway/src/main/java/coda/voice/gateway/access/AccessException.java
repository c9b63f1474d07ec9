package coda.voice.gateway.access;

import coda.voice.ErrorCode;
import coda.voice.VoiceException;
import java.util.OptionalLong;

/** Somebody is not let in, or may not do what they want. */
public final class AccessException extends VoiceException {
  private static final long serialVersionUID = 1L;

  private final boolean known;
  private final long retryAfterMs;

  private AccessException(
      ErrorCode error, String message, String safeMessage, boolean known, long retryAfterMs) {
    super(error, message, safeMessage, null);
    this.known = known;
    this.retryAfterMs = retryAfterMs;
  }

  /**
   * Nobody knows who they are: HTTP 401.
   *
   * @param error its code
   * @param message for operators, without the secret
   * @param safeMessage for clients: not which check failed
   */
  public static AccessException unknown(ErrorCode error, String message, String safeMessage) {
    return new AccessException(error, message, safeMessage, false, -1);
  }

  /**
   * They failed too often and are not looked at for a while: HTTP 429.
   *
   * @param error its code
   * @param message for operators
   * @param safeMessage for clients
   * @param retryAfterMs when they may try again, at least 0
   */
  public static AccessException tooOften(
      ErrorCode error, String message, String safeMessage, long retryAfterMs) {
    return new AccessException(error, message, safeMessage, false, retryAfterMs);
  }

  /**
   * They are known and may not do that: HTTP 403.
   *
   * @param needed what they would need
   */
  public static AccessException forbidden(Scope needed) {
    String message = "The scope '" + needed.wireName() + "' is needed for that";
    return new AccessException(AccessError.ACCESS_DENIED, message, message, true, -1);
  }

  /** Whether it is known who they are. */
  public boolean known() {
    return known;
  }

  /** When they may try again; empty when that changes nothing. */
  public OptionalLong retryAfterMs() {
    return retryAfterMs < 0 ? OptionalLong.empty() : OptionalLong.of(retryAfterMs);
  }
}
