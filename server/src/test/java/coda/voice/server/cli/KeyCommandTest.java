package coda.voice.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import coda.voice.gateway.access.Purpose;
import coda.voice.gateway.access.Scope;
import coda.voice.gateway.access.key.ApiKeys;
import coda.voice.gateway.access.token.LocalKeys;
import coda.voice.gateway.access.token.SignedTokens;
import coda.voice.gateway.access.token.TokenRules;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys and tokens on the command line. */
class KeyCommandTest {
  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int coda(String... arguments) {
    out.getBuffer().setLength(0);
    return CodaCommand.commandLine(SmallEngines::registry)
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  private String file() {
    return folder.resolve("keys").toString();
  }

  @Test
  void shouldMakeAKeyThatTheServerAcceptsAndShowItOnce() throws IOException {
    assertThat(
            coda("key", "create", "--user", "shop", "--scopes", "talk,monitor", "--file", file()))
        .isZero();
    String key = out.toString().strip();

    assertThat(key).startsWith("coda_").doesNotContain("\n");
    assertThat(
            new ApiKeys(Path.of(file()), InstantSource.system())
                .identify(key, Purpose.REQUEST)
                .scopes())
        .containsExactlyInAnyOrder(Scope.TALK, Scope.MONITOR);
    assertThat(Files.readString(Path.of(file()))).doesNotContain(key.substring(16));
    assertThat(coda("key", "list", "--file", file())).isZero();
    assertThat(out.toString())
        .contains(key.substring(5, 15), "default/shop", "talk,monitor", "for ever")
        .doesNotContain(key.substring(16));
  }

  @Test
  void shouldRevokeAKey() {
    coda("key", "create", "--user", "shop", "--days", "3", "--file", file());
    String id = out.toString().substring(5, 15);

    assertThat(coda("key", "revoke", id, "--file", file())).isZero();
    assertThat(coda("key", "revoke", id, "--file", file())).isEqualTo(1);
    coda("key", "list", "--file", file());
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void shouldPrintTheLineWhereThereIsNoFile() {
    assertThat(coda("key", "create", "--user", "shop", "--tenant", "acme")).isZero();

    assertThat(out.toString().lines().toList().get(1))
        .contains("sha256=", "tenant=acme", "user=shop", "scopes=talk");
  }

  @Test
  void shouldSayWhatIsWrong() {
    assertThat(coda("key", "create", "--user", "a b", "--file", file())).isEqualTo(2);
    assertThat(coda("key", "create", "--user", "a", "--scopes", "all", "--file", file()))
        .isEqualTo(2);
    assertThat(coda("key", "create", "--user", "a", "--max-sessions", "0", "--file", file()))
        .isEqualTo(2);
    assertThat(coda("key", "list")).isEqualTo(2);
    assertThat(coda("key")).isEqualTo(2);
    assertThat(err.toString())
        .contains(
            "--user is 'a b'", "--scopes is 'all'", "max_sessions", "--file", "Which command?");
  }

  @Test
  void shouldSignTokensThatTheServerBelieves() throws IOException, GeneralSecurityException {
    Path secret = folder.resolve("secret");
    Files.writeString(secret, "0123456789abcdef0123456789abcdef\n");
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    Path pem = pem("PRIVATE KEY", pair.getPrivate().getEncoded());
    Path publicPem = pem("PUBLIC KEY", pair.getPublic().getEncoded());
    SignedTokens tokens =
        new SignedTokens(
            LocalKeys.of(
                List.of(publicPem), Optional.of(Files.readString(secret)), InstantSource.system()),
            new TokenRules("coda", "coda", "tenant", Duration.ZERO),
            InstantSource.system());

    for (List<String> key :
        List.of(
            List.of("--secret-file", secret.toString()), List.of("--key-file", pem.toString()))) {
      assertThat(coda("token", "--user", "anna", "--scopes", "talk", key.getFirst(), key.getLast()))
          .isZero();
      assertThat(tokens.identify(out.toString().strip(), Purpose.CONNECTION).owner().user())
          .isEqualTo("anna");
    }
    assertThat(coda("token", "--user", "anna")).isEqualTo(2);
    assertThat(
            coda(
                "token", "--user", "anna", "--secret-file", publicPem.toString(), "--minutes", "0"))
        .isEqualTo(2);
  }

  private Path pem(String label, byte[] encoded) throws IOException {
    Path file = folder.resolve(label + ".pem");
    Files.writeString(
        file,
        "-----BEGIN %s-----%n%s%n-----END %s-----%n"
            .formatted(label, Base64.getMimeEncoder().encodeToString(encoded), label));
    return file;
  }
}
