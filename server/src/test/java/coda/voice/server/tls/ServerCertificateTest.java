package coda.voice.server.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coda.voice.gateway.tls.TlsError;
import coda.voice.gateway.tls.TlsException;
import coda.voice.gateway.tls.TlsIdentity;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerCertificateTest {
  @TempDir private Path folder;
  private final MeterRegistry meters = new SimpleMeterRegistry();
  private final List<String> used = new ArrayList<>();
  private Instant now = Instant.parse("2027-01-01T00:00:00Z");
  private ServerCertificate certificate;

  @BeforeEach
  void open() throws IOException {
    put("ec");
    certificate =
        ServerCertificate.open(
            new TlsFiles.Pem(folder.resolve("certificate"), folder.resolve("key")),
            () -> now,
            meters);
  }

  @Test
  void shouldReadNewFilesOnlyWhenTwoLooksSeeTheSame() throws IOException {
    certificate.look(this::use);
    copy("other.pem", "certificate");
    certificate.look(this::use);
    copy("other-sec1.pem", "key");
    certificate.look(this::use);
    assertThat(used).isEmpty();

    certificate.look(this::use);
    certificate.look(this::use);

    assertThat(used).containsExactly("CN=other");
    assertThat(failures()).isZero();
  }

  @Test
  void shouldKeepTheOldOneWhileTheNewOneIsWrongAndSayItOnce() throws IOException {
    copy("other.pem", "certificate");
    for (int i = 0; i < 5; i++) {
      certificate.look(this::use);
    }
    assertThat(used).isEmpty();
    assertThat(failures()).isEqualTo(1);
    assertThat(name(certificate.identity())).isEqualTo("CN=ec");

    put("other");
    certificate.look(this::use);
    certificate.look(this::use);
    assertThat(used).containsExactly("CN=other");
  }

  @Test
  void shouldReadAtOnceWhenAskedAndThrowAsOftenAsItIsWrong() throws IOException {
    certificate.reload(this::use);
    assertThat(used).isEmpty();

    Files.delete(folder.resolve("key"));
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> certificate.reload(this::use))
          .isInstanceOfSatisfying(
              TlsException.class,
              e -> assertThat(e.error()).isEqualTo(TlsError.TLS_FILE_UNREADABLE));
    }
    put("other");
    certificate.reload(this::use);

    assertThat(used).containsExactly("CN=other");
    assertThat(failures()).isEqualTo(2);
  }

  @Test
  void shouldCountAListenerThatDoesNotTakeItAndTryAgainWhenAsked() throws IOException {
    put("other");
    TlsException broken = new TlsException(TlsError.TLS_NOT_RENEWED, "no");

    assertThatThrownBy(
            () ->
                certificate.reload(
                    fresh -> {
                      throw broken;
                    }))
        .isSameAs(broken);
    assertThat(name(certificate.identity())).isEqualTo("CN=ec");

    certificate.reload(this::use);
    assertThat(used).containsExactly("CN=other");
  }

  @Test
  void shouldMeasureHowLongItIsStillValid() {
    now = certificate.identity().expires().minus(Duration.ofHours(1));
    assertThat(meters.get("coda.tls.certificate.expires").gauge().value()).isEqualTo(3_600);

    now = now.plus(Duration.ofHours(2));
    assertThat(meters.get("coda.tls.certificate.expires").gauge().value()).isEqualTo(-3_600);
  }

  private void put(String name) throws IOException {
    copy(name + ".pem", "certificate");
    copy(name + "-sec1.pem", "key");
  }

  private void copy(String from, String to) throws IOException {
    Files.copy(TestKeys.file(from), folder.resolve(to), StandardCopyOption.REPLACE_EXISTING);
  }

  private void use(TlsIdentity fresh) {
    used.add(name(fresh));
  }

  private static String name(TlsIdentity identity) {
    return identity.certificate().getSubjectX500Principal().getName();
  }

  private double failures() {
    return meters.get("coda.tls.reload.failures").counter().count();
  }
}
