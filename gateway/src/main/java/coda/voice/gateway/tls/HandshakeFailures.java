package coda.voice.gateway.tls;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import java.util.Optional;
import javax.net.ssl.SSLException;

/**
 * Counts clients with which TLS did not stand, in {@code coda.tls.failures} by {@code reason}. May
 * be used from any thread.
 */
public final class HandshakeFailures {
  /** What went wrong with a client. */
  public enum Reason {
    /** It did not finish in time. */
    TIMEOUT,
    /** It spoke something else, plain HTTP for example. */
    NOT_TLS,
    /** The rest: an old protocol, a certificate that the client does not trust. */
    REFUSED
  }

  private final MeterRegistry meters;

  /**
   * Counts from zero.
   *
   * @param meters has the counters
   */
  public HandshakeFailures(MeterRegistry meters) {
    this.meters = meters;
    for (Reason reason : Reason.values()) {
      counter(reason);
    }
  }

  private Counter counter(Reason reason) {
    return Counter.builder("coda.tls.failures")
        .description("Clients with which TLS did not stand")
        .tag("reason", reason.name().toLowerCase(java.util.Locale.ROOT))
        .register(meters);
  }

  /**
   * A connection failed.
   *
   * @param failure with what
   * @return what that means; empty when it is not about TLS, and then it is not counted
   */
  public Optional<Reason> failed(Throwable failure) {
    for (Throwable why = failure; why != null; why = why.getCause()) {
      if (why instanceof SSLException problem) {
        Reason reason = reason(problem);
        counter(reason).increment();
        return Optional.of(reason);
      }
    }
    return Optional.empty();
  }

  private static Reason reason(SSLException problem) {
    return switch (problem) {
      case SslHandshakeTimeoutException late -> Reason.TIMEOUT;
      case NotSslRecordException other -> Reason.NOT_TLS;
      default -> Reason.REFUSED;
    };
  }
}
