package coda.voice.gateway.limits;

import coda.voice.VoiceException;

/** A client wants more than it may have; it was not given, and the client may try again later. */
public final class LimitException extends VoiceException {
  private static final long serialVersionUID = 1L;

  private final Limit limit;
  private final long retryAfterMs;

  /**
   * A limit was exceeded.
   *
   * @param limit which
   * @param message what is allowed; for operators and clients
   * @param retryAfterMs when it is worth trying again, at least 1
   */
  public LimitException(Limit limit, String message, long retryAfterMs) {
    super(limit.error(), message);
    this.limit = limit;
    this.retryAfterMs = retryAfterMs;
  }

  /** Which limit. */
  public Limit limit() {
    return limit;
  }

  /** When it is worth trying again, in ms. */
  public long retryAfterMs() {
    return retryAfterMs;
  }
}
