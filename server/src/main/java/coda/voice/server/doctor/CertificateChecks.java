package coda.voice.server.doctor;

import coda.voice.gateway.tls.TlsException;
import coda.voice.gateway.tls.TlsIdentity;
import coda.voice.server.config.TlsConfig;
import coda.voice.server.tls.IdentityReader;
import coda.voice.server.tls.ServerCertificate;
import coda.voice.server.tls.TlsFiles;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** The certificate that the server would show. */
final class CertificateChecks {
  private static final String AREA = "network";
  private static final String NAME = "certificate";

  private CertificateChecks() {}

  /** Nothing when TLS is off. */
  static List<Finding> findings(TlsConfig config, InstantSource clock) {
    return TlsFiles.of(config).map(files -> finding(files, clock)).stream().toList();
  }

  private static Finding finding(TlsFiles files, InstantSource clock) {
    try {
      TlsIdentity identity = new IdentityReader(clock).read(files);
      Duration left = Duration.between(clock.instant(), identity.expires());
      String words = "%s, %d days".formatted(identity, left.toDays());
      return left.compareTo(ServerCertificate.SOON) < 0
          ? Finding.warning(AREA, NAME, words + ": renew it now")
          : Finding.ok(AREA, NAME, words);
    } catch (TlsException e) {
      return Finding.failed(AREA, NAME, e.getMessage() + " (" + e.code() + ")");
    }
  }
}
