package coda.voice.engines.kyutai.transport;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;

/** Opens WebSockets to the servers of one engine. Any thread. */
public final class WireClient implements AutoCloseable {
  private final HttpClient http;
  private final SSLContext tls;
  private final Executor executor;
  private final int connectMs;

  /**
   * A client.
   *
   * @param tls whom to believe, see {@link Trust}
   * @param executor runs what blocks, a thread each: two for a connection
   * @param connectMs how long TCP may take, and a whole page
   */
  public WireClient(SSLContext tls, Executor executor, int connectMs) {
    this.tls = tls;
    this.executor = executor;
    this.connectMs = connectMs;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .sslContext(tls)
            .executor(executor)
            .connectTimeout(Duration.ofMillis(connectMs))
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
    return new Wire(new Route(address, tls, connectMs), headers, executor, listener);
  }

  /**
   * Asks for a page. Blocks.
   *
   * @param address {@code http} or {@code https}
   * @return the HTTP status
   * @throws IOException when there is no answer
   */
  public int status(URI address) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(address).timeout(Duration.ofMillis(connectMs)).GET().build();
    return http.send(request, BodyHandlers.discarding()).statusCode();
  }

  /** Asks for no more pages; WebSockets are closed by those who opened them. Idempotent. */
  @Override
  public void close() {
    http.shutdownNow();
  }
}
