package coda.voice.server.tls;

import coda.voice.VoiceException;
import coda.voice.gateway.tls.TlsException;
import coda.voice.gateway.tls.TlsIdentity;
import coda.voice.server.config.live.FileContent;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificate that the server shows, read again when its files change. New files that are wrong
 * are refused, and what was read before stays in use until they are right; that is logged with its
 * code and counted in {@code coda.tls.reload.failures}. {@code coda.tls.certificate.expires} says
 * how many seconds it is still valid, and is negative afterwards.
 *
 * <p>May be used from any thread; blocks.
 */
public final class ServerCertificate {
  /** Less than that until it expires is worth a warning. */
  public static final Duration SOON = Duration.ofDays(14);

  private static final Logger LOG = LoggerFactory.getLogger(ServerCertificate.class);

  private final TlsFiles files;
  private final InstantSource clock;
  private final IdentityReader reader;
  private final Counter failures;
  private List<FileContent> tried;
  private List<FileContent> seen;
  private boolean refused;
  private volatile TlsIdentity identity;

  private ServerCertificate(TlsFiles files, InstantSource clock, MeterRegistry meters) {
    this.files = files;
    this.clock = clock;
    this.reader = new IdentityReader(clock);
    // Before they are read: what changes meanwhile is read again.
    this.tried = contents();
    this.seen = tried;
    this.identity = reader.read(files);
    this.failures =
        Counter.builder("coda.tls.reload.failures")
            .description("New certificates that were wrong and are not used")
            .register(meters);
    Gauge.builder("coda.tls.certificate.expires", this, ServerCertificate::secondsLeft)
        .description("How long the certificate is still valid")
        .baseUnit("seconds")
        .strongReference(true)
        .register(meters);
  }

  /**
   * Reads it.
   *
   * @param files where it is
   * @param clock says whether it has expired
   * @param meters count and measure
   * @throws TlsException {@code TLS_…} when it cannot be used
   */
  public static ServerCertificate open(TlsFiles files, InstantSource clock, MeterRegistry meters) {
    return new ServerCertificate(files, clock, meters);
  }

  /** What is shown to clients now. */
  public TlsIdentity identity() {
    return identity;
  }

  private double secondsLeft() {
    return Duration.between(clock.instant(), identity.expires()).toSeconds();
  }

  /**
   * Looks whether the files have changed. Only when two looks see the same are they read: the two
   * PEM files are replaced one after the other. To be done every few seconds.
   *
   * @param use takes the new certificate; throws {@link TlsException} when it cannot
   */
  public synchronized void look(Consumer<TlsIdentity> use) {
    List<FileContent> now = contents();
    boolean settled = now.equals(seen);
    seen = now;
    if (settled && !now.equals(tried)) {
      try {
        take(now, use);
      } catch (TlsException e) {
        LOG.error(
            "{}: the new certificate is not used, the one before stays: {}",
            e.code(),
            e.getMessage());
      }
    }
  }

  /**
   * Reads the files now, if they have changed since they were last read.
   *
   * @param use takes the new certificate; throws {@link TlsException} when it cannot
   * @throws TlsException when it is wrong; then the one before stays in use
   */
  public synchronized void reload(Consumer<TlsIdentity> use) {
    List<FileContent> now = contents();
    if (!now.equals(tried) || refused) {
      take(now, use);
    }
  }

  private void take(List<FileContent> now, Consumer<TlsIdentity> use) {
    tried = now;
    refused = true;
    try {
      TlsIdentity fresh = reader.read(files);
      use.accept(fresh);
      identity = fresh;
      refused = false;
    } catch (VoiceException e) {
      failures.increment();
      throw e;
    }
    LOG.info("The certificate was read again: {}", identity);
    warnOfExpiry();
  }

  /** Logs a warning when it expires soon, or has. To be done some times a day. */
  public void warnOfExpiry() {
    Duration left = Duration.between(clock.instant(), identity.expires());
    if (left.isNegative()) {
      LOG.error("The certificate has expired, and clients refuse it: {}", identity);
    } else if (left.compareTo(SOON) < 0) {
      LOG.warn("The certificate expires in {} days: {}", left.toDays(), identity);
    }
  }

  private List<FileContent> contents() {
    return files.paths().stream().map(FileContent::of).toList();
  }
}
