package coda.voice.gateway.access;

import coda.voice.ErrorCode;
import coda.voice.VoiceException;
import coda.voice.gateway.References;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Somebody is not let in, or may not do what they want. */
public final class AccessException extends VoiceException {
  private static final long serialVersionUID = 1L;

  private static final long UNAVAILABLE_RETRY_MS = 5_000;

  private final long retryAfterMs;
  private final @Nullable Refusal refusal;
  private final String subject;
  private final String reference = References.next();
  private volatile boolean logged;

  private AccessException(ErrorCode error, String message, String safeMessage, long retryAfterMs) {
    this(error, message, safeMessage, retryAfterMs, null, "");
  }

  private AccessException(
      ErrorCode error,
      String message,
      String safeMessage,
      long retryAfterMs,
      @Nullable Refusal refusal,
      String subject) {
    super(error, message, safeMessage, null);
    this.retryAfterMs = retryAfterMs;
    this.refusal = refusal;
    this.subject = subject;
  }

  /** Nothing was presented, and something must be. */
  public static AccessException required() {
    String words = "Authentication required";
    return new AccessException(AccessError.AUTH_REQUIRED, words, words, -1);
  }

  /**
   * What was presented is not accepted, or the server could not look.
   *
   * @param why for operators; clients are told only whether a new token would help
   */
  public static AccessException refused(Refusal why) {
    return refused(why, "");
  }

  /**
   * The same, of something that has a name which is no secret.
   *
   * @param why see above
   * @param subject the id of an API key that exists; empty for none
   */
  public static AccessException refused(Refusal why, String subject) {
    String key = subject.isEmpty() ? "" : " (key " + subject + ")";
    String message = "What was presented is refused: " + why.words() + key;
    if (why.ofServer()) {
      return new AccessException(
          AccessError.AUTH_UNAVAILABLE,
          message,
          "Authentication is not possible at the moment",
          UNAVAILABLE_RETRY_MS,
          why,
          subject);
    }
    return why == Refusal.EXPIRED
        ? new AccessException(
            AccessError.AUTH_EXPIRED, message, "The token has expired", -1, why, subject)
        : new AccessException(
            AccessError.AUTH_FAILED, message, "Authentication failed", -1, why, subject);
  }

  /**
   * They failed too often and are not looked at for a while.
   *
   * @param retryAfterMs when they may try again, at least 0
   */
  public static AccessException tooOften(long retryAfterMs) {
    return new AccessException(
        AccessError.AUTH_TOO_OFTEN,
        "Too many failed attempts",
        "Too many failed attempts: wait before the next",
        retryAfterMs);
  }

  /**
   * They are known and may not do that.
   *
   * @param needed what they would need
   */
  public static AccessException forbidden(Scope needed) {
    String message = "The scope '" + needed.wireName() + "' is needed for that";
    return new AccessException(AccessError.ACCESS_DENIED, message, message, -1);
  }

  /** When they may try again; empty when that changes nothing. */
  public OptionalLong retryAfterMs() {
    return retryAfterMs < 0 ? OptionalLong.empty() : OptionalLong.of(retryAfterMs);
  }

  /** Finds its line in the log. */
  public String reference() {
    return reference;
  }

  /** Whether there is a line in the log already, or one was left out on purpose. */
  public boolean logged() {
    return logged;
  }

  /** From now on {@link #logged} is true. */
  void wasLogged() {
    logged = true;
  }

  /** Why what was presented is not accepted, if anything was. */
  public Optional<Refusal> refusal() {
    return Optional.ofNullable(refusal);
  }

  /** The id of the API key that was refused; empty when it has none or there is no such key. */
  public String subject() {
    return subject;
  }
}
