package coda.voice.engines.language.http;

import java.io.IOException;
import java.net.SocketException;
import java.util.concurrent.CompletionException;

/**
 * A connection ended before a single byte of the response came: as good as if nobody had been
 * there. It happens when a server went away while a connection to it was kept for the next request.
 */
public final class NoResponseException extends IOException {
  private static final long serialVersionUID = 1L;

  /** How {@code java.net.http} says it. */
  private static final String NO_BYTES = "received no bytes";

  private NoResponseException(IOException cause) {
    super("the connection ended without a response", cause);
  }

  /**
   * What a failure means that came before the head of the response.
   *
   * @param failure of {@code java.net.http}
   * @return a {@link NoResponseException} if it is that, else the failure itself
   */
  static Throwable of(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException wrapped && wrapped.getCause() != null
            ? wrapped.getCause()
            : failure;
    boolean silent =
        cause instanceof SocketException || String.valueOf(cause.getMessage()).contains(NO_BYTES);
    return cause instanceof IOException io && silent ? new NoResponseException(io) : failure;
  }
}
