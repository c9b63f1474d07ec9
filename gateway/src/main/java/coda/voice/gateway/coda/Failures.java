package coda.voice.gateway.coda;

import static coda.voice.conversation.turn.TurnError.INTERNAL_ERROR;

import coda.voice.VoiceException;
import coda.voice.engine.EngineBusyException;
import coda.voice.gateway.GatewayException;
import coda.voice.gateway.References;
import coda.voice.gateway.access.AccessException;
import coda.voice.gateway.limits.LimitException;
import coda.voice.protocol.ProtocolException;
import coda.voice.protocol.coda.ServerMessage;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the client what went wrong, in words that are safe, and the log the rest, both under one
 * reference. Used on the connection's loop.
 */
final class Failures {
  private static final Logger LOG = LoggerFactory.getLogger(Failures.class);
  private static final long BUSY_RETRY_MS = 1_000;

  private final Outbound out;
  private final ConnectionMetrics metrics;
  private final Subscriptions events;

  Failures(Outbound out, ConnectionMetrics metrics, Subscriptions events) {
    this.out = out;
    this.metrics = metrics;
    this.events = events;
  }

  /**
   * Answers a message that failed; the connection goes on.
   *
   * @param failure why
   * @param inReplyTo the client's message, if it can be named
   */
  void answer(Throwable failure, Optional<String> inReplyTo) {
    report(failure, inReplyTo, false);
  }

  /**
   * Says why the connection is about to be closed.
   *
   * @param failure why
   */
  void fatal(Throwable failure) {
    report(failure, Optional.empty(), true);
  }

  /**
   * Passes on what the session reports; it has logged it already.
   *
   * @param code stable
   * @param safeMessage for the client
   * @param reference finds the log line
   */
  void ofSession(String code, String safeMessage, String reference) {
    send(words(code, safeMessage), code, reference, OptionalLong.empty(), Optional.empty(), false);
  }

  private void report(Throwable failure, Optional<String> inReplyTo, boolean fatal) {
    String reference = References.next();
    switch (failure) {
      case ProtocolException e -> {
        LOG.info("[{}] {}: {}", reference, e.code(), e.getMessage());
        Optional<String> about = inReplyTo.or(e::messageId);
        send(e.safeMessage(), e.code(), reference, OptionalLong.empty(), about, fatal);
      }
      case GatewayException e -> {
        LOG.info("[{}] {}: {}", reference, e.code(), e.getMessage());
        send(e.safeMessage(), e.code(), reference, e.retryAfterMs(), inReplyTo, fatal);
      }
      case AccessException e -> {
        if (!e.logged()) {
          LOG.info("[{}] {}: {}", e.reference(), e.code(), e.getMessage());
        }
        send(e.safeMessage(), e.code(), e.reference(), e.retryAfterMs(), inReplyTo, fatal);
      }
      case LimitException e -> {
        LOG.info("[{}] {}: {}", reference, e.code(), e.getMessage());
        OptionalLong retry = OptionalLong.of(e.retryAfterMs());
        send(e.safeMessage(), e.code(), reference, retry, inReplyTo, fatal);
      }
      case VoiceException e -> {
        LOG.warn("[{}] {}: {}", reference, e.code(), e.getMessage());
        OptionalLong retry =
            e instanceof EngineBusyException
                ? OptionalLong.of(BUSY_RETRY_MS)
                : OptionalLong.empty();
        send(words(e.code(), e.safeMessage()), e.code(), reference, retry, inReplyTo, fatal);
      }
      default -> {
        LOG.error("[{}] A message could not be processed", reference, failure);
        send(
            "Internal processing error",
            INTERNAL_ERROR.code(),
            reference,
            OptionalLong.empty(),
            inReplyTo,
            fatal);
      }
    }
  }

  private static String words(String code, String safeMessage) {
    return code.endsWith("TIMEOUT")
        ? "Voice processing timeout"
        : "Voice processing failed: " + safeMessage;
  }

  private void send(
      String error,
      String code,
      String reference,
      OptionalLong retryAfterMs,
      Optional<String> inReplyTo,
      boolean fatal) {
    metrics.failed(code);
    ServerMessage failure = new ServerMessage.Failure(error, code, reference, retryAfterMs, fatal);
    if (fatal) {
      // It is about this connection, and would be wrong on the next.
      out.aside(failure, inReplyTo);
    } else {
      out.answer(failure, inReplyTo);
    }
    events.errorOccurred(code, reference);
  }
}
