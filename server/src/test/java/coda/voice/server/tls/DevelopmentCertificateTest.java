package coda.voice.server.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import coda.voice.gateway.tls.TlsError;
import coda.voice.gateway.tls.TlsException;
import coda.voice.gateway.tls.TlsIdentity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevelopmentCertificateTest {
  @TempDir private Path state;

  @Test
  void shouldMakeOneForItsOwnerAloneUseItAgainAndRenewItWhenItHasExpired() throws Exception {
    Path folder = state.resolve("data").resolve("tls");
    TlsFiles.Pem made = new DevelopmentCertificate(folder, InstantSource.system()).files();
    TlsIdentity first = new IdentityReader(InstantSource.system()).read(made);

    assertThat(first.certificate().getSubjectAlternativeNames())
        .contains(List.of(2, "localhost"), List.of(7, "127.0.0.1"), List.of(7, "0:0:0:0:0:0:0:1"));
    assertThat(
            ((ECPublicKey) first.certificate().getPublicKey()).getParams().getOrder().bitLength())
        .isEqualTo(256);
    assertThat(first.expires())
        .isBetween(
            Instant.now().plus(Duration.ofDays(364)), Instant.now().plus(Duration.ofDays(366)));
    assertThat(rights(folder)).isEqualTo("rwx------");
    assertThat(rights(made.key())).isEqualTo("rw-------");
    assertThat(rights(made.certificate())).isEqualTo("rw-------");
    try (Stream<Path> all = Files.list(folder)) {
      assertThat(all).containsExactlyInAnyOrder(made.key(), made.certificate());
    }

    DevelopmentCertificate again = new DevelopmentCertificate(folder, InstantSource.system());
    assertThat(read(again.files()).certificate()).isEqualTo(first.certificate());

    Instant later = first.expires().plusSeconds(1);
    TlsFiles.Pem renewed = new DevelopmentCertificate(folder, () -> later).files();
    assertThat(renewed).isEqualTo(made);
    assertThat(read(renewed).certificate()).isNotEqualTo(first.certificate());
  }

  @Test
  void shouldNotReplaceWhatSomebodyHasSpoiled() throws Exception {
    Path folder = Files.createDirectory(state.resolve("tls"));
    Path certificate = Files.writeString(folder.resolve("certificate.pem"), "mine");

    TlsException e =
        catchThrowableOfType(
            TlsException.class,
            () -> new DevelopmentCertificate(folder, InstantSource.system()).files());

    assertThat(e.error()).isEqualTo(TlsError.TLS_CERTIFICATE_INVALID);
    assertThat(certificate).hasContent("mine");
  }

  @Test
  void shouldSayWhichFolderWillNotDo() throws Exception {
    Path file = Files.writeString(state.resolve("file"), "");

    TlsException e =
        catchThrowableOfType(
            TlsException.class,
            () -> new DevelopmentCertificate(file.resolve("tls"), InstantSource.system()).files());

    assertThat(e.error()).isEqualTo(TlsError.TLS_DEVELOPMENT_CERTIFICATE);
    assertThat(e).hasMessageContaining(file.toString());
  }

  private static TlsIdentity read(TlsFiles files) {
    return new IdentityReader(InstantSource.system()).read(files);
  }

  private static String rights(Path file) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}
