package coda.voice.server.tls;

import static coda.voice.gateway.tls.TlsError.TLS_CERTIFICATE_EXPIRED;
import static coda.voice.gateway.tls.TlsError.TLS_CERTIFICATE_INVALID;
import static coda.voice.gateway.tls.TlsError.TLS_FILE_UNREADABLE;
import static coda.voice.gateway.tls.TlsError.TLS_KEYSTORE_INVALID;
import static coda.voice.gateway.tls.TlsError.TLS_KEY_INVALID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import coda.voice.gateway.tls.TlsError;
import coda.voice.gateway.tls.TlsException;
import coda.voice.gateway.tls.TlsIdentity;
import coda.voice.server.config.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdentityReaderTest {
  private static final IdentityReader READER = new IdentityReader(InstantSource.system());

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "rsa.pem, rsa-pkcs8.pem",
    "rsa.pem, rsa-pkcs1.pem",
    "ec.pem, ec-pkcs8.pem",
    "ec.pem, ec-sec1.pem",
    "other.pem, other-sec1.pem",
    "ed25519.pem, ed25519-pkcs8.pem",
  })
  void shouldReadKeysAsCommonToolsWriteThem(String certificate, String key) {
    TlsIdentity identity = READER.read(TestKeys.pem(certificate, key));

    assertThat(identity.certificate().getSubjectX500Principal())
        .hasToString("CN=" + certificate.replace(".pem", ""));
  }

  @Test
  void shouldReadAChainAndAKeystore() {
    assertThat(READER.read(TestKeys.pem("chain.pem", "chain-sec1.pem")).chain())
        .extracting(each -> each.getSubjectX500Principal().getName())
        .containsExactly("CN=chain", "CN=between");
    assertThat(READER.read(TestKeys.keystore(TestKeys.PASSWORD)).toString())
        .startsWith("CN=ec until 21");
  }

  @Test
  void shouldReadACertificateAndItsKeyFromOneFileWithWordsAroundThem() throws IOException {
    Path both = folder.resolve("both.pem");
    Files.writeString(
        both,
        "Subject: ec\n"
            + Files.readString(TestKeys.file("ec-sec1.pem"))
            + "issuer: ec\r\n"
            + Files.readString(TestKeys.file("ec.pem")).replace("\n", "\r\n"));

    assertThat(READER.read(new TlsFiles.Pem(both, both)).chain()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "rsa.pem, nothing.pem, TLS_FILE_UNREADABLE",
    "nothing.pem, rsa-pkcs8.pem, TLS_FILE_UNREADABLE",
    "make.sh, rsa-pkcs8.pem, TLS_CERTIFICATE_INVALID",
    "rsa-pkcs8.pem, rsa-pkcs8.pem, TLS_CERTIFICATE_INVALID",
    "ec.p12, ec-sec1.pem, TLS_CERTIFICATE_INVALID",
    "ec.pem, ec.pem, TLS_KEY_INVALID",
    "ec.pem, make.sh, TLS_KEY_INVALID",
    "ec.pem, rsa-pkcs8.pem, TLS_KEY_INVALID",
    "ec.pem, rsa-pkcs1.pem, TLS_KEY_INVALID",
    "rsa.pem, ec-sec1.pem, TLS_KEY_INVALID",
    "ec.pem, ec-encrypted.pem, TLS_KEY_INVALID",
    "ec.pem, chain-sec1.pem, TLS_KEY_MISMATCH",
    "authority.pem, chain-sec1.pem, TLS_KEY_MISMATCH",
  })
  void shouldSayWhatIsWrongWithPemFiles(String certificate, String key, TlsError error) {
    assertThat(refused(TestKeys.pem(certificate, key)).error()).isEqualTo(error);
  }

  @Test
  void shouldSayWhatIsWrongWithAKeystoreAndNotWhatItsPasswordIs() {
    for (TlsFiles.Keystore wrong :
        new TlsFiles.Keystore[] {
          TestKeys.keystore("not-" + TestKeys.PASSWORD),
          TestKeys.keystore(""),
          new TlsFiles.Keystore(TestKeys.file("ec.pem"), Secret.of(TestKeys.PASSWORD))
        }) {
      TlsException e = refused(wrong);

      assertThat(e.error()).isEqualTo(TLS_KEYSTORE_INVALID);
      assertThat(e).hasMessageNotContaining(TestKeys.PASSWORD);
      assertThat(wrong.toString()).doesNotContain(TestKeys.PASSWORD);
    }
  }

  @Test
  void shouldRefuseBrokenBlocksWithoutQuotingThem() throws IOException {
    Path broken = folder.resolve("broken.pem");
    Files.writeString(
        broken,
        Files.readString(TestKeys.file("ec-pkcs8.pem")).replaceFirst("\nM", "\nx")
            + Files.readString(TestKeys.file("ec.pem")).replaceFirst("\nM", "\nx"));

    TlsException key = refused(new TlsFiles.Pem(TestKeys.file("ec.pem"), broken));
    TlsException certificate = refused(new TlsFiles.Pem(broken, TestKeys.file("ec-sec1.pem")));

    assertThat(key.error()).isEqualTo(TLS_KEY_INVALID);
    assertThat(key).hasNoCause().hasMessageContaining("broken.pem");
    assertThat(certificate.error()).isEqualTo(TLS_CERTIFICATE_INVALID);
  }

  @Test
  void shouldRefuseAChainInAnotherOrder() throws IOException {
    Path unordered = folder.resolve("unordered.pem");
    Files.writeString(
        unordered,
        Files.readString(TestKeys.file("ec.pem")) + Files.readString(TestKeys.file("rsa.pem")));

    assertThat(refused(new TlsFiles.Pem(unordered, TestKeys.file("ec-sec1.pem"))).error())
        .isEqualTo(TLS_CERTIFICATE_INVALID);
  }

  @Test
  void shouldRefuseACertificateOutOfDate() {
    TlsFiles files = TestKeys.pem("ec.pem", "ec-sec1.pem");
    Instant end = READER.read(files).expires();

    for (Instant wrong :
        new Instant[] {end.plusSeconds(1), Instant.parse("2020-01-01T00:00:00Z")}) {
      TlsException e =
          catchThrowableOfType(
              TlsException.class, () -> new IdentityReader(() -> wrong).read(files));
      assertThat(e.error()).isEqualTo(TLS_CERTIFICATE_EXPIRED);
      assertThat(e).hasMessageContaining("ec.pem").hasMessageContaining(end.toString());
    }
    assertThat(new IdentityReader(() -> end.minus(Duration.ofSeconds(1))).read(files)).isNotNull();
  }

  @Test
  void shouldRefuseFilesThatAreNoneOrTooLarge() throws IOException {
    Path large = Files.write(folder.resolve("large.pem"), new byte[(1 << 20) + 1]);

    assertThat(refused(new TlsFiles.Pem(large, large)).error()).isEqualTo(TLS_FILE_UNREADABLE);
    assertThat(refused(new TlsFiles.Pem(folder, folder)).error()).isEqualTo(TLS_FILE_UNREADABLE);
  }

  private static TlsException refused(TlsFiles files) {
    return catchThrowableOfType(TlsException.class, () -> READER.read(files));
  }
}
