package coda.voice.engines.language.http;

import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Makes HTTP clients for LangChain4j's models whose requests an {@link UpstreamCall} can abort. All
 * share one connection pool.
 */
public final class AbortableHttp implements HttpClientBuilder {
  private final java.net.http.HttpClient client;
  private final Executor executor;
  private @Nullable Duration connectTimeout;
  private @Nullable Duration readTimeout;

  /**
   * A maker of clients.
   *
   * @param client makes the connections, with its own connection timeout
   * @param executor reads responses, a virtual thread each
   */
  public AbortableHttp(java.net.http.HttpClient client, Executor executor) {
    this.client = client;
    this.executor = executor;
  }

  @Override
  public @Nullable Duration connectTimeout() {
    return connectTimeout;
  }

  /** Kept for those who ask; the connections' own timeout is what counts. */
  @Override
  public HttpClientBuilder connectTimeout(Duration timeout) {
    connectTimeout = timeout;
    return this;
  }

  @Override
  public @Nullable Duration readTimeout() {
    return readTimeout;
  }

  @Override
  public HttpClientBuilder readTimeout(Duration timeout) {
    readTimeout = timeout;
    return this;
  }

  @Override
  public HttpClient build() {
    return new AbortableHttpClient(client, executor, readTimeout);
  }
}
