package coda.voice.gateway.speech;

import static coda.voice.gateway.speech.SpeechError.SPEECH_CLIENT_GONE;

import coda.voice.VoiceException;
import coda.voice.gateway.http.RequestPatience;
import coda.voice.gateway.http.RouteAccess;
import coda.voice.gateway.limits.Seat;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request that needs engines, from its admission to its end: what it holds is given back once,
 * and its work is interrupted when the client goes. Used on the event loop of the request.
 */
final class Work {
  private static final Logger LOG = LoggerFactory.getLogger(Work.class);

  private final RoutingContext context;
  private final Context loop;
  private final SpeechParts parts;
  private final Holdings holdings = new Holdings();
  private @Nullable Errand errand;

  private Work(RoutingContext context, SpeechParts parts) {
    this.context = context;
    this.parts = parts;
    this.loop = Objects.requireNonNull(Vertx.currentContext(), "not on an event loop");
  }

  /** What blocks. */
  @FunctionalInterface
  interface Blocking {
    /**
     * Does it, and answers.
     *
     * @throws InterruptedException when the client is gone
     */
    void run() throws InterruptedException;
  }

  /**
   * A request comes in.
   *
   * @param context of the request, whose sender is known
   * @param access knows where it comes from
   * @param parts what it needs
   * @throws VoiceException when it is not let in
   */
  static Work admit(RoutingContext context, RouteAccess access, SpeechParts parts) {
    Seat seat = parts.admit(context, access);
    Work work = new Work(context, parts);
    work.holdings.add(seat::close);
    context.response().closeHandler(closed -> work.gone());
    return work;
  }

  /** What it holds. */
  Holdings holdings() {
    return holdings;
  }

  /** Its loop. */
  Context loop() {
    return loop;
  }

  /** An answer that is sent while it is made. */
  StreamedAnswer stream(String mediaType) {
    return new StreamedAnswer(
        context, loop, mediaType, parts.keeper().limits().patience().slowClientMs());
  }

  /**
   * Begins the work. What it throws is answered, unless an answer has begun.
   *
   * @param work what blocks
   */
  void begin(Blocking work) {
    RequestPatience.of(context).longAnswer();
    Errand started = new Errand(() -> perform(work));
    errand = started;
    parts.blocking().execute(started);
  }

  private void perform(Blocking work) {
    try {
      work.run();
    } catch (InterruptedException e) {
      LOG.debug("A request was given up: its client is gone");
    } catch (RuntimeException e) {
      failed(SpeechAnswers.known(e));
    } finally {
      holdings.close();
    }
  }

  private void failed(VoiceException failure) {
    if (failure.is(SPEECH_CLIENT_GONE)) {
      LOG.debug("A request was given up: its client is gone");
      return;
    }
    loop.runOnContext(go -> context.fail(failure));
  }

  /**
   * Does something for the request; if that fails, so does the request.
   *
   * @param step on the loop
   */
  void guard(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException e) {
      fail(e);
    }
  }

  /**
   * The request cannot be carried out.
   *
   * @param cause why
   */
  void fail(Throwable cause) {
    holdings.close();
    context.fail(cause);
  }

  private void gone() {
    if (errand == null) {
      holdings.close();
    } else {
      errand.cancel();
    }
  }
}
