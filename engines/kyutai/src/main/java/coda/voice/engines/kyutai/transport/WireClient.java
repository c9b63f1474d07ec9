package coda.voice.engines.kyutai.transport;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;

/** Opens WebSockets to the servers of one engine. Any thread. */
public final class WireClient implements AutoCloseable {
  private static final long MAX_WAITING_BYTES = 8 << 20;

  private final HttpClient http;
  private final Duration patience;

  /**
   * A client.
   *
   * @param tls whom to believe, see {@link Trust}
   * @param executor runs what comes over the sockets; must not be bounded
   * @param connectMs how long an opening handshake may take, TCP and TLS included
   */
  public WireClient(SSLContext tls, Executor executor, int connectMs) {
    patience = Duration.ofMillis(connectMs);
    http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .sslContext(tls)
            .executor(executor)
            .connectTimeout(patience)
            .build();
  }

  /**
   * A WebSocket that opens when it is told to.
   *
   * @param address {@code ws} or {@code wss}
   * @param headers of the request
   * @param listener told everything
   */
  public Wire wire(URI address, Map<String, String> headers, WireListener listener) {
    WebSocket.Builder builder = http.newWebSocketBuilder().connectTimeout(patience);
    headers.forEach(builder::header);
    return new Wire(listener, MAX_WAITING_BYTES, receiver -> builder.buildAsync(address, receiver));
  }

  /**
   * Asks for a page. Blocks.
   *
   * @param address {@code http} or {@code https}
   * @return the HTTP status
   * @throws IOException when there is no answer
   */
  public int status(URI address) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(address).timeout(patience).GET().build();
    return http.send(request, BodyHandlers.discarding()).statusCode();
  }

  /** Breaks all connections. Idempotent. */
  @Override
  public void close() {
    http.shutdownNow();
  }
}
