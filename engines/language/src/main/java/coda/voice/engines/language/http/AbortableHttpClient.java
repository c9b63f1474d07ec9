package coda.voice.engines.language.http;

import dev.langchain4j.exception.HttpException;
import dev.langchain4j.exception.LangChain4jException;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.exception.UnsupportedFeatureException;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * LangChain4j's HTTP client over {@code java.net.http}. A streaming request belongs to the {@link
 * UpstreamCall} it is made in: aborting that closes the connection, before the headers, before the
 * first token or in mid-stream.
 *
 * <p>Responses are limited to {@value #MAX_BYTES} bytes. Deadlines are the caller's.
 */
final class AbortableHttpClient implements HttpClient {
  /** No response is longer than this; one that is, is broken. */
  static final long MAX_BYTES = 8L << 20;

  /** How {@code java.net.http} says that a connection ended without a response. */
  private static final String NO_BYTES = "received no bytes";

  /** Of an error's body only this much is read. */
  private static final int MAX_ERROR_BYTES = 64 << 10;

  private final java.net.http.HttpClient client;
  private final Executor executor;
  private final @Nullable Duration timeout;

  /**
   * A client.
   *
   * @param client makes the connections
   * @param executor reads responses, a virtual thread each
   * @param timeout of requests that are not streamed; null for none
   */
  AbortableHttpClient(
      java.net.http.HttpClient client, Executor executor, @Nullable Duration timeout) {
    this.client = client;
    this.executor = executor;
    this.timeout = timeout;
  }

  @Override
  public SuccessfulHttpResponse execute(HttpRequest request) {
    java.net.http.HttpRequest.Builder builder = plain(request);
    if (timeout != null) {
      builder.timeout(timeout);
    }
    try {
      HttpResponse<InputStream> response =
          client.send(builder.build(), BodyHandlers.ofInputStream());
      try (InputStream body = new LimitedStream(response.body(), MAX_BYTES)) {
        byte[] bytes = body.readAllBytes();
        if (!successful(response)) {
          throw new HttpException(response.statusCode(), new String(bytes, StandardCharsets.UTF_8));
        }
        return opened(response, bytes);
      }
    } catch (HttpTimeoutException e) {
      throw new TimeoutException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LangChain4jException(e);
    }
  }

  @Override
  public void execute(
      HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
    UpstreamCall call = UpstreamCall.current();
    GuardedEvents events = new GuardedEvents(call, listener);
    CompletableFuture<HttpResponse<InputStream>> sent =
        client.sendAsync(plain(request).build(), BodyHandlers.ofInputStream());
    call.abortWith(() -> sent.cancel(true));
    var unused =
        sent.handleAsync(
            (response, failure) -> {
              if (failure != null) {
                events.onError(silent(failure) ? nobody(failure) : failure);
              } else {
                read(call, response, parser, events);
              }
              call.ended();
              return null;
            },
            executor);
  }

  /**
   * Whether the connection ended before a single byte of the response came. It happens when a
   * server went away while a connection to it was kept for the next request.
   */
  private static boolean silent(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    return cause instanceof SocketException
        || (cause instanceof IOException && String.valueOf(cause.getMessage()).contains(NO_BYTES));
  }

  /** As good as if nobody had been there. */
  private static ConnectException nobody(Throwable failure) {
    ConnectException nobody = new ConnectException("The connection ended without a response");
    nobody.initCause(failure);
    return nobody;
  }

  private static void read(
      UpstreamCall call,
      HttpResponse<InputStream> response,
      ServerSentEventParser parser,
      GuardedEvents events) {
    InputStream body = response.body();
    call.abortWith(() -> closeQuietly(body));
    try (body) {
      if (!successful(response)) {
        byte[] start = body.readNBytes(MAX_ERROR_BYTES);
        events.onError(
            new HttpException(response.statusCode(), new String(start, StandardCharsets.UTF_8)));
        return;
      }
      events.onOpen(opened(response, null));
      parser.parse(new LimitedStream(body, MAX_BYTES), events);
      events.onClose();
    } catch (IOException | RuntimeException e) {
      events.onError(e);
    }
  }

  /** Closing wakes the reader and closes the connection; that it was closed before is no news. */
  private static void closeQuietly(InputStream body) {
    try {
      body.close();
    } catch (IOException alreadyClosed) {
      // nothing is read from it any more
    }
  }

  private static java.net.http.HttpRequest.Builder plain(HttpRequest request) {
    if (!request.formDataFields().isEmpty() || !request.formDataFiles().isEmpty()) {
      throw new UnsupportedFeatureException("Forms are not sent to language models");
    }
    java.net.http.HttpRequest.Builder builder =
        java.net.http.HttpRequest.newBuilder(URI.create(request.url()));
    request
        .headers()
        .forEach((name, values) -> values.forEach(value -> builder.header(name, value)));
    return builder.method(
        request.method().name(),
        request.body() == null ? BodyPublishers.noBody() : BodyPublishers.ofString(request.body()));
  }

  private static SuccessfulHttpResponse opened(
      HttpResponse<InputStream> response, byte @Nullable [] body) {
    return SuccessfulHttpResponse.builder()
        .statusCode(response.statusCode())
        .headers(response.headers().map())
        .body(body)
        .build();
  }

  private static boolean successful(HttpResponse<?> response) {
    return response.statusCode() / 100 == 2;
  }
}
