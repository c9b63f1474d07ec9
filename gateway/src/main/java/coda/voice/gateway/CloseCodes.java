package coda.voice.gateway;

/** The WebSocket close codes that are used, RFC 6455 section 7.4.1 and our own from 4000. */
public final class CloseCodes {
  /** As agreed. */
  public static final int NORMAL = 1000;

  /** The server is stopping. */
  public static final int GOING_AWAY = 1001;

  /** A text message is not UTF-8. */
  public static final int NOT_UTF8 = 1007;

  /** The client breaks the rules: too many messages although it was told. */
  public static final int POLICY = 1008;

  /** A message is larger than allowed. */
  public static final int TOO_BIG = 1009;

  /** A defect of the server; the log has more. */
  public static final int INTERNAL = 1011;

  /** Not now: too many connections, or the server is starting or stopping. */
  public static final int TRY_LATER = 1013;

  /** Nothing was said for too long. */
  public static final int INACTIVE = 4000;

  /** A ping was not answered in time. */
  public static final int NO_PONG = 4001;

  /** The client takes no more data. */
  public static final int SLOW_CLIENT = 4002;

  private CloseCodes() {}
}
