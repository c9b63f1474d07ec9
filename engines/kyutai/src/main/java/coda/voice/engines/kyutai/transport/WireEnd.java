package coda.voice.engines.kyutai.transport;

/** How a WebSocket came to its end. */
public sealed interface WireEnd {
  /**
   * The server answered, but not with a WebSocket.
   *
   * @param status HTTP status
   */
  record Refused(int status) implements WireEnd {}

  /**
   * There is no way to the server: nobody listens, the name is unknown, its certificate is not
   * trusted.
   *
   * @param why for operators
   */
  record Unreachable(String why) implements WireEnd {}

  /**
   * The server closed with a close frame.
   *
   * @param code for example 1000; 1005 when the frame had none
   * @param reason may be empty
   */
  record Closed(int code, String reason) implements WireEnd {}

  /**
   * The connection broke without a close frame.
   *
   * @param why for operators
   */
  record Broken(String why) implements WireEnd {}
}
