package coda.voice.engines.kyutai.transport;

import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.net.http.WebSocketHandshakeException;
import java.util.concurrent.CompletionException;

/** How a WebSocket came to its end. */
public sealed interface WireEnd {
  /**
   * The server answered, but not with a WebSocket.
   *
   * @param status HTTP status
   */
  record Refused(int status) implements WireEnd {}

  /**
   * The server did not answer the opening handshake in time.
   *
   * @param cause what the client says
   */
  record Unanswered(Throwable cause) implements WireEnd {}

  /**
   * There is no way to the server: nobody listens, the name is unknown, its certificate is not
   * trusted.
   *
   * @param cause what the client says
   */
  record Unreachable(Throwable cause) implements WireEnd {}

  /**
   * The server closed with a close frame.
   *
   * @param code for example 1000
   * @param reason may be empty
   */
  record Closed(int code, String reason) implements WireEnd {}

  /**
   * The connection broke without a close frame.
   *
   * @param why for the log
   */
  record Broken(String why) implements WireEnd {}

  /** What a failed opening handshake was. */
  static WireEnd ofHandshake(Throwable failure) {
    Throwable cause = failure;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return switch (cause) {
      case WebSocketHandshakeException refused -> new Refused(refused.getResponse().statusCode());
      case HttpTimeoutException late -> new Unanswered(late);
      case IOException unreachable -> new Unreachable(unreachable);
      default -> new Unreachable(cause);
    };
  }
}
