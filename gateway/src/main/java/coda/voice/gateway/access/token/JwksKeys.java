package coda.voice.gateway.access.token;

import coda.voice.gateway.access.AccessException;
import coda.voice.gateway.access.Loopback;
import coda.voice.gateway.access.Refusal;
import com.nimbusds.jose.JWSAlgorithm;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keys that an issuer publishes as a JWK set (RFC 7517), fetched over HTTP and kept.
 *
 * <p>When they are older than wanted they are fetched again in the background, and used meanwhile;
 * while the issuer cannot be reached, or answers nonsense, they stay in use up to a bound. A key
 * that is not among them is a reason to fetch them, but two attempts are never closer together than
 * a pause, so that made-up names of keys cost the issuer nothing.
 */
public final class JwksKeys implements TokenKeys {
  private static final Logger LOG = LoggerFactory.getLogger(JwksKeys.class);
  private static final int MAX_BYTES = 512 * 1024;
  private static final int MAX_KEYS = 100;

  /**
   * How keys are kept.
   *
   * @param fresh how long they are used without asking again
   * @param stale how much longer they are used while they cannot be fetched
   * @param pause between two attempts to fetch them
   * @param timeout of one attempt, from the first byte to the last
   */
  public record Times(Duration fresh, Duration stale, Duration pause, Duration timeout) {}

  private record Fetched(List<VerificationKey> keys, Instant at) {}

  private final URI url;
  private final Times times;
  private final InstantSource clock;
  private final MeterRegistry meters;
  private final Executor executor;
  private final HttpClient http;
  private final ReentrantLock fetching = new ReentrantLock();
  private final AtomicBoolean inBackground = new AtomicBoolean();
  private volatile @Nullable Fetched fetched;
  private volatile @Nullable Instant attempted;

  /**
   * Knows no keys yet.
   *
   * @param url where they are, see {@link #problem}
   * @param times how they are kept
   * @param clock for ages, so it must not jump
   * @param meters counts {@code coda.auth.jwks.fetches} by {@code result}
   * @param executor may be blocked; virtual threads
   */
  public JwksKeys(
      URI url, Times times, InstantSource clock, MeterRegistry meters, Executor executor) {
    this.url = url;
    this.times = times;
    this.clock = clock;
    this.meters = meters;
    this.executor = executor;
    this.http =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(times.timeout())
            .executor(executor)
            .build();
  }

  /**
   * What is wrong with an address of keys: it must be {@code https}, or {@code http} on this
   * machine.
   *
   * @param text as it was configured
   */
  public static Optional<String> problem(String text) {
    try {
      URI uri = new URI(text);
      String host = uri.getHost() == null ? "" : uri.getHost();
      boolean safe =
          "https".equalsIgnoreCase(uri.getScheme())
              || ("http".equalsIgnoreCase(uri.getScheme()) && Loopback.is(host));
      return host.isEmpty() || !safe || uri.getRawUserInfo() != null
          ? Optional.of("allowed is https://…, or http:// on this machine, without a password")
          : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.of("it is no URL");
    }
  }

  /** Fetches the keys in the background, so that the first token finds them. */
  public void prepare() {
    refreshInBackground();
  }

  @Override
  public List<VerificationKey> candidates(Optional<String> id, JWSAlgorithm algorithm) {
    Fetched known = known();
    List<VerificationKey> found = VerificationKey.matching(known.keys(), id, algorithm);
    if (!found.isEmpty() || !refresh(known)) {
      return found;
    }
    return VerificationKey.matching(known().keys(), id, algorithm);
  }

  /** Keys that may be used; fetched now if there are none. */
  private Fetched known() {
    Fetched now = fetched;
    if (!usable(now)) {
      refresh(now);
      now = fetched;
    }
    if (now == null || !usable(now)) {
      throw AccessException.refused(Refusal.KEYS_UNAVAILABLE);
    }
    if (age(now).compareTo(times.fresh()) >= 0) {
      refreshInBackground();
    }
    return now;
  }

  private boolean usable(@Nullable Fetched some) {
    return some != null && age(some).compareTo(times.fresh().plus(times.stale())) < 0;
  }

  private Duration age(Fetched some) {
    return Duration.between(some.at(), clock.instant());
  }

  private void refreshInBackground() {
    if (mayTry() && inBackground.compareAndSet(false, true)) {
      executor.execute(
          () -> {
            try {
              refresh(fetched);
            } finally {
              inBackground.set(false);
            }
          });
    }
  }

  private boolean mayTry() {
    Instant last = attempted;
    return last == null || !clock.instant().isBefore(last.plus(times.pause()));
  }

  /**
   * Fetches the keys, unless somebody else has just done so or the last attempt is too short ago.
   *
   * @param seen what the caller knows
   * @return whether there are others now
   */
  private boolean refresh(@Nullable Fetched seen) {
    fetching.lock();
    try {
      if (fetched == seen && mayTry()) {
        attempted = clock.instant();
        fetch().ifPresent(keys -> fetched = new Fetched(keys, clock.instant()));
      }
      return fetched != seen;
    } finally {
      fetching.unlock();
    }
  }

  private Optional<List<VerificationKey>> fetch() {
    HttpRequest request =
        HttpRequest.newBuilder(url)
            .timeout(times.timeout())
            .header("accept", "application/jwk-set+json, application/json")
            .build();
    CompletableFuture<HttpResponse<byte[]>> answer =
        http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_BYTES));
    try {
      HttpResponse<byte[]> response = answer.get(times.timeout().toMillis(), TimeUnit.MILLISECONDS);
      if (response.statusCode() != 200) {
        return failed("it answered with status " + response.statusCode());
      }
      List<VerificationKey> keys =
          KeyText.published(new String(response.body(), StandardCharsets.UTF_8));
      if (keys.isEmpty() || keys.size() > MAX_KEYS) {
        return failed("it publishes " + keys.size() + " usable keys");
      }
      meters.counter("coda.auth.jwks.fetches", "result", "ok").increment();
      return Optional.of(keys);
    } catch (TokenKeyException e) {
      return failed(String.valueOf(e.getMessage()));
    } catch (ExecutionException e) {
      return failed(String.valueOf(e.getCause()));
    } catch (TimeoutException e) {
      answer.cancel(true);
      return failed("it did not answer in time");
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      return failed("the server is stopping");
    }
  }

  private Optional<List<VerificationKey>> failed(String why) {
    meters.counter("coda.auth.jwks.fetches", "result", "failed").increment();
    LOG.warn(
        "The keys at {} could not be fetched: {}; {}",
        url,
        why,
        fetched == null ? "tokens cannot be checked" : "those from before stay in use");
    return Optional.empty();
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
