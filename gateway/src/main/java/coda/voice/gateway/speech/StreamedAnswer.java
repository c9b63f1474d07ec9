package coda.voice.gateway.speech;

import coda.voice.VoiceException;
import coda.voice.gateway.http.RequestPatience;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * An answer that is sent while it is made, from a thread that may block: each piece is written when
 * the client has taken the one before, so nothing piles up. A client that takes nothing for {@code
 * slow_client_ms} is cut. One thread at a time.
 */
final class StreamedAnswer {
  private final RoutingContext context;
  private final Context loop;
  private final String mediaType;
  private final long slowMs;
  private boolean begun;

  /**
   * An answer that has not begun.
   *
   * @param context of the request
   * @param loop of the request
   * @param mediaType of what is sent
   * @param slowMs how long a client may take nothing
   */
  StreamedAnswer(RoutingContext context, Context loop, String mediaType, long slowMs) {
    this.context = context;
    this.loop = loop;
    this.mediaType = mediaType;
    this.slowMs = slowMs;
  }

  /** Whether the client was sent something, so that it cannot be told of a failure any more. */
  boolean begun() {
    return begun;
  }

  /**
   * Sends a piece.
   *
   * @param bytes not to be changed any more
   * @return whether the client is still there
   * @throws InterruptedException when the thread is
   */
  boolean write(byte[] bytes) throws InterruptedException {
    if (bytes.length == 0) {
      return true;
    }
    begun = true;
    return done(() -> response().write(Buffer.buffer(bytes)));
  }

  /**
   * Sends a piece as an event of a stream of events.
   *
   * @param event one JSON object
   * @return whether the client is still there
   * @throws InterruptedException when the thread is
   */
  boolean event(JsonObject event) throws InterruptedException {
    begun = true;
    return done(() -> response().write("data: " + event.encode() + "\n\n"));
  }

  /**
   * All was sent.
   *
   * @throws InterruptedException when the thread is
   */
  void end() throws InterruptedException {
    begun = true;
    boolean unused = done(() -> response().end());
  }

  /**
   * Ends a stream of events with a failure, as clients expect it: one event with {@code error}.
   *
   * @param failure why
   * @throws InterruptedException when the thread is
   */
  void fail(VoiceException failure) throws InterruptedException {
    String unused = SpeechAnswers.log(failure);
    if (event(Problem.of(failure).json())) {
      end();
    }
  }

  /** Breaks off, so that the client notices that something is missing. */
  void breakOff() {
    loop.runOnContext(
        go -> {
          var unused = context.request().connection().close();
        });
  }

  /** On the loop; the first time with a head. */
  private HttpServerResponse response() {
    HttpServerResponse response = context.response();
    if (!response.headWritten()) {
      SpeechAnswers.begin(response, 200, mediaType).setChunked(true);
    }
    return response;
  }

  private boolean done(Supplier<Future<Void>> act) throws InterruptedException {
    CompletableFuture<Boolean> taken = new CompletableFuture<>();
    loop.runOnContext(
        go -> {
          if (context.response().closed()) {
            taken.complete(false);
            return;
          }
          act.get().onComplete(result -> taken.complete(result.succeeded()));
        });
    try {
      return taken.get(slowMs, TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw SpeechAnswers.known(e);
    } catch (TimeoutException deaf) {
      loop.runOnContext(go -> RequestPatience.of(context).deaf());
      return false;
    }
  }
}
