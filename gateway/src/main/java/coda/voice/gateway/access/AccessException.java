package coda.voice.gateway.access;

import coda.voice.VoiceException;
import coda.voice.gateway.References;
import java.util.Optional;
import java.util.OptionalLong;

/** Somebody is not let in, or may not do what they want. */
public final class AccessException extends VoiceException {
  private static final long serialVersionUID = 1L;

  /** Nothing was presented, and something must be. */
  public static final String REQUIRED = "AUTH_REQUIRED";

  /** What was presented is not accepted. */
  public static final String FAILED = "AUTH_FAILED";

  /** What was presented was valid once. */
  public static final String EXPIRED = "AUTH_EXPIRED";

  /** Too many failed attempts. */
  public static final String TOO_OFTEN = "AUTH_TOO_OFTEN";

  /** It cannot be found out at the moment. */
  public static final String UNAVAILABLE = "AUTH_UNAVAILABLE";

  private static final long UNAVAILABLE_RETRY_MS = 5_000;

  /** What kind of a refusal it is. */
  public enum Kind {
    /** Nobody knows who they are: HTTP 401. */
    UNKNOWN,
    /** They failed too often and are not looked at for a while: HTTP 429. */
    TOO_OFTEN,
    /** It cannot be found out at the moment: HTTP 503. */
    NOT_NOW,
    /** They are known and may not do that: HTTP 403. */
    FORBIDDEN
  }

  private final Kind kind;
  private final long retryAfterMs;
  private final Optional<Refusal> refusal;
  private final String subject;
  private final String reference = References.next();
  private volatile boolean logged;

  private AccessException(
      String code,
      String message,
      String safeMessage,
      Kind kind,
      long retryAfterMs,
      Optional<Refusal> refusal,
      String subject) {
    super(code, message, safeMessage, null);
    this.kind = kind;
    this.retryAfterMs = retryAfterMs;
    this.refusal = refusal;
    this.subject = subject;
  }

  /**
   * Nobody knows who they are: HTTP 401.
   *
   * @param code stable
   * @param message for operators, without the secret
   * @param safeMessage for clients: not which check failed
   */
  public static AccessException unknown(String code, String message, String safeMessage) {
    return new AccessException(code, message, safeMessage, Kind.UNKNOWN, -1, Optional.empty(), "");
  }

  /** Nothing was presented: HTTP 401. */
  public static AccessException required() {
    String words = "Authentication required";
    return unknown(REQUIRED, words, words);
  }

  /**
   * What was presented is not accepted: HTTP 401, or 503 when the server could not look.
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
    String message =
        "What was presented is refused: "
            + why.words()
            + (subject.isEmpty() ? "" : " (key " + subject + ")");
    Optional<Refusal> refusal = Optional.of(why);
    if (why.ofServer()) {
      return new AccessException(
          UNAVAILABLE,
          message,
          "Authentication is not possible at the moment",
          Kind.NOT_NOW,
          UNAVAILABLE_RETRY_MS,
          refusal,
          subject);
    }
    boolean expired = why == Refusal.EXPIRED;
    return new AccessException(
        expired ? EXPIRED : FAILED,
        message,
        expired ? "The token has expired" : "Authentication failed",
        Kind.UNKNOWN,
        -1,
        refusal,
        subject);
  }

  /**
   * They failed too often and are not looked at for a while: HTTP 429.
   *
   * @param code stable
   * @param message for operators
   * @param safeMessage for clients
   * @param retryAfterMs when they may try again, at least 0
   */
  public static AccessException tooOften(
      String code, String message, String safeMessage, long retryAfterMs) {
    return new AccessException(
        code, message, safeMessage, Kind.TOO_OFTEN, retryAfterMs, Optional.empty(), "");
  }

  /**
   * They are known and may not do that: HTTP 403.
   *
   * @param needed what they would need
   */
  public static AccessException forbidden(Scope needed) {
    String message = "The scope '" + needed.wireName() + "' is needed for that";
    return new AccessException(
        "ACCESS_DENIED", message, message, Kind.FORBIDDEN, -1, Optional.empty(), "");
  }

  /** What kind of a refusal it is. */
  public Kind kind() {
    return kind;
  }

  /** Whether it is known who they are. */
  public boolean known() {
    return kind == Kind.FORBIDDEN;
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
    return refusal;
  }

  /** The id of the API key that was refused; empty when it has none or there is no such key. */
  public String subject() {
    return subject;
  }
}
