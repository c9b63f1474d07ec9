package coda.voice.gateway.access.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import coda.voice.conversation.Owner;
import coda.voice.gateway.access.AccessException;
import coda.voice.gateway.access.AccessFileException;
import coda.voice.gateway.access.Identity;
import coda.voice.gateway.access.MovableClock;
import coda.voice.gateway.access.Purpose;
import coda.voice.gateway.access.Refusal;
import coda.voice.gateway.access.Scope;
import coda.voice.gateway.access.TenantLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which API keys are accepted. */
class ApiKeysTest {
  private static final String HASH = "0".repeat(64);

  @TempDir private Path folder;
  private final MovableClock clock = new MovableClock();
  private final ApiKey key = ApiKey.create(new SecureRandom());

  private Path file() {
    return folder.resolve("keys");
  }

  private KeyEntry entry(ApiKey of) {
    return new KeyEntry(
        of.id(),
        HexFormat.of().formatHex(of.hash()),
        new Owner("acme", "anna"),
        Set.of(Scope.TALK, Scope.MONITOR),
        Optional.of(MovableClock.START.plusSeconds(60)),
        TenantLimits.of(Optional.of(3.0), Optional.empty(), Optional.empty(), Optional.of(2.5)));
  }

  private ApiKeys keys() {
    KeyFile.add(file(), entry(key));
    return new ApiKeys(file(), clock);
  }

  private static Refusal refusal(ApiKeys keys, String text) {
    return catchThrowableOfType(
            AccessException.class, () -> keys.identify(text, Purpose.CONNECTION))
        .refusal()
        .orElseThrow();
  }

  @Test
  void shouldAcceptAKeyOfTheFile() {
    assertThat(keys().identify(key.text(), Purpose.REQUEST))
        .isEqualTo(
            new Identity(
                new Owner("acme", "anna"),
                Set.of(Scope.TALK, Scope.MONITOR),
                Optional.of(MovableClock.START.plusSeconds(60)),
                TenantLimits.of(
                    Optional.of(3.0), Optional.empty(), Optional.empty(), Optional.of(2.5))));
  }

  @Test
  void shouldKeepNoSecretAndShowItToTheOwnerOfTheFileOnly() throws IOException {
    keys();

    assertThat(Files.readString(file()))
        .contains(key.id())
        .doesNotContain(key.text().substring(16, 80));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
    assertThat(key.toString()).doesNotContain(key.text());
  }

  @Test
  void shouldRefuseAWrongSecret() {
    ApiKey other = ApiKey.create(new SecureRandom());
    String body = key.text().substring(0, 16) + other.text().substring(16, 80);
    java.util.zip.CRC32 crc = new java.util.zip.CRC32();
    crc.update(body.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    String forged = body + HexFormat.of().toHexDigits((int) crc.getValue());
    ApiKeys keys = keys();

    assertThat(ApiKey.parse(forged)).isPresent();
    assertThat(refusal(keys, forged)).isEqualTo(Refusal.API_KEY);
    assertThat(refusal(keys, other.text())).isEqualTo(Refusal.API_KEY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"coda_", "coda_x", "coda_abcdefghij_", "coda_abcdefghij_00", "coda_../../x"})
  void shouldRefuseWhatIsNoKey(String text) {
    assertThat(refusal(keys(), text)).isEqualTo(Refusal.MALFORMED);
  }

  @Test
  void shouldNoticeAMistypedKey() {
    char wrong = key.text().charAt(20) == '0' ? '1' : '0';
    String mistyped = key.text().substring(0, 20) + wrong + key.text().substring(21);

    ApiKeys keys = keys();
    assertThat(refusal(keys, mistyped)).isEqualTo(Refusal.MALFORMED);
    assertThat(refusal(keys, key.text() + "0")).isEqualTo(Refusal.MALFORMED);
  }

  @Test
  void shouldRefuseAKeyThatHasExpired() {
    ApiKeys keys = keys();
    clock.advance(Duration.ofSeconds(60));

    assertThat(refusal(keys, key.text())).isEqualTo(Refusal.EXPIRED);
  }

  @Test
  void shouldHeedARevocationWithinASecond() {
    ApiKeys keys = keys();
    keys.identify(key.text(), Purpose.REQUEST);

    assertThat(KeyFile.remove(file(), key.id())).isTrue();
    assertThat(KeyFile.remove(file(), key.id())).isFalse();
    clock.advance(Duration.ofSeconds(1));

    assertThat(refusal(keys, key.text())).isEqualTo(Refusal.API_KEY);
  }

  @Test
  void shouldKeepWhatItKnowsWhenTheFileIsDamagedOrGone() throws IOException {
    ApiKeys keys = keys();
    Files.writeString(file(), "nonsense");
    clock.advance(Duration.ofSeconds(1));
    assertThat(keys.identify(key.text(), Purpose.REQUEST)).isNotNull();

    Files.delete(file());
    clock.advance(Duration.ofSeconds(1));
    assertThat(keys.identify(key.text(), Purpose.REQUEST)).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense",
        "abcdefghij",
        "abcdefghij sha256=abc user=a scopes=talk",
        "abcdefghij sha256=HASH scopes=talk",
        "abcdefghij sha256=HASH user=a scopes=talk,all",
        "abcdefghij sha256=HASH user=a scopes=talk user=b",
        "abcdefghij sha256=HASH user=a scopes=talk expires=soon",
        "abcdefghij sha256=HASH user=a scopes=talk max_sessions=0",
        "abcdefghij sha256=HASH user=a scopes=talk max_sessions=many",
        "abcdefghij sha256=HASH user=a scopes=talk colour=red",
        "abcdefghij sha256=HASH user=a/b scopes=talk",
      })
  void shouldNotBeginWithAFileThatIsWrong(String line) throws IOException {
    Files.writeString(file(), "# keys\n\n" + line.replace("HASH", HASH) + "\n");

    assertThatThrownBy(() -> new ApiKeys(file(), clock))
        .isInstanceOf(AccessFileException.class)
        .hasMessageContaining("line 3")
        .hasMessageNotContaining(HASH);
  }

  @Test
  void shouldNotBeginWithoutTheFile() {
    assertThatThrownBy(() -> new ApiKeys(folder.resolve("nowhere"), clock))
        .isInstanceOf(AccessFileException.class)
        .hasMessageContaining("nowhere");
  }
}
