package coda.voice.protocol.coda;

import java.util.Optional;

/** Why a connection ends: those of RFC 6455 that are used, and ours from 4000 to 4099. */
public enum CloseCode {
  /** The client asked, or the conversation is over. */
  NORMAL(1000, true),
  /** The server goes away. */
  GOING_AWAY(1001, true),
  /** Not authenticated, or too many messages. */
  POLICY(1008, false),
  /** A message was too big. */
  TOO_BIG(1009, false),
  /** An error inside the server. */
  INTERNAL(1011, true),
  /** The server is full; the reason says {@code retry_after_ms=N}. */
  OVERLOADED(1013, true),
  /** Nothing useful came within the time for the handshake. */
  HANDSHAKE_TIMEOUT(4000, true),
  /** Nothing happened for too long. */
  IDLE(4001, true),
  /** The client does not read what it is sent. */
  SLOW_CONSUMER(4002, true),
  /** Too many messages that cannot be understood. */
  PROTOCOL_ABUSE(4003, false),
  /** No answers to WebSocket pings. */
  HEARTBEAT_LOST(4004, true),
  /** The token expired. */
  TOKEN_EXPIRED(4005, false),
  /** The client resumed its conversation on another connection. */
  TAKEN_OVER(4006, false),
  /** Something got stuck inside the server. */
  STUCK(4007, true);

  private static final String RETRY_AFTER = "retry_after_ms=";

  private final int code;
  private final boolean retry;

  CloseCode(int code, boolean retry) {
    this.code = code;
    this.retry = retry;
  }

  /** The number on the wire. */
  public int code() {
    return code;
  }

  /** Whether the same client may succeed when it simply connects again. */
  public boolean worthRetrying() {
    return retry;
  }

  /** Whether the conversation waits for its client after the server has closed with this. */
  public boolean resumable() {
    return this == SLOW_CONSUMER || this == HEARTBEAT_LOST || this == TOKEN_EXPIRED;
  }

  /**
   * The constant of a number.
   *
   * @param code from the wire
   * @return empty for numbers that this protocol does not use
   */
  public static Optional<CloseCode> of(int code) {
    for (CloseCode each : values()) {
      if (each.code == code) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }

  /**
   * The reason that goes with {@link #OVERLOADED}.
   *
   * @param retryAfterMs when it is worth trying again
   */
  public static String overloadedReason(long retryAfterMs) {
    return "Server overloaded; " + RETRY_AFTER + retryAfterMs;
  }

  /**
   * When it is worth trying again, from the reason of a close.
   *
   * @param reason as it came
   * @return milliseconds, at most a day; empty if the reason does not say
   */
  public static Optional<Long> retryAfterMs(String reason) {
    int at = reason.indexOf(RETRY_AFTER);
    if (at < 0) {
      return Optional.empty();
    }
    int from = at + RETRY_AFTER.length();
    int to = from;
    while (to < reason.length() && to - from < 8 && isDigit(reason.charAt(to))) {
      to++;
    }
    return from == to
        ? Optional.empty()
        : Optional.of(Math.min(Long.parseLong(reason, from, to, 10), 86_400_000));
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
