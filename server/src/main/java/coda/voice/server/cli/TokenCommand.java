package coda.voice.server.cli;

import coda.voice.gateway.access.AccessError;
import coda.voice.gateway.access.AccessFileException;
import coda.voice.gateway.access.Scope;
import coda.voice.gateway.access.token.TokenSigner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Signs a token with a local key. */
@Command(
    name = "token",
    sortOptions = false,
    description =
        "Sign a token with a key of your own, for development and for tools; the server needs the"
            + " same secret, or the public key.",
    footer = {
      "",
      "Examples:",
      "  openssl rand -hex 32 > secret.txt",
      "  coda run --set security.tokens.secret=file:secret.txt",
      "  coda talk --text \"what time is it\" --token $(coda token --user anna --secret-file"
          + " secret.txt)"
    })
final class TokenCommand implements Callable<Integer> {
  private static final int MOST_MINUTES = 60 * 24 * 366;

  @Spec private CommandSpec spec;

  @ArgGroup private Key key = new Key();

  /** What signs; one of them. */
  static final class Key {
    @Option(
        names = "--secret-file",
        paramLabel = "FILE",
        description = "A secret of at least 32 bytes: signs with HS256.")
    private Optional<Path> secret = Optional.empty();

    @Option(
        names = "--key-file",
        paramLabel = "FILE.pem",
        description = "An Ed25519 private key (PKCS #8): signs with EdDSA.")
    private Optional<Path> pem = Optional.empty();
  }

  @Mixin private OwnerOptions whose;

  @Option(
      names = "--minutes",
      paramLabel = "N",
      defaultValue = "60",
      description = "Minutes until it expires; default: ${DEFAULT-VALUE}.")
  private int minutes;

  @Option(
      names = "--issuer",
      paramLabel = "TEXT",
      defaultValue = "coda",
      description = "As security.tokens.issuer; default: ${DEFAULT-VALUE}.")
  private String issuer;

  @Option(
      names = "--audience",
      paramLabel = "TEXT",
      defaultValue = "coda",
      description = "As security.tokens.audience; default: ${DEFAULT-VALUE}.")
  private String audience;

  @Override
  public Integer call() {
    if (minutes < 1 || minutes > MOST_MINUTES) {
      throw new ParameterException(
          spec.commandLine(), "--minutes is " + minutes + ", not 1 to " + MOST_MINUTES);
    }
    TokenSigner signer =
        key.secret
            .map(file -> TokenSigner.ofSecret(read(file)))
            .or(() -> key.pem.map(file -> TokenSigner.ofPrivateKey(read(file))))
            .orElseThrow(
                () ->
                    new ParameterException(
                        spec.commandLine(), "Which key? Give --secret-file or --key-file"));
    long now = Instant.now().getEpochSecond();
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("iss", issuer);
    claims.put("aud", audience);
    claims.put("sub", whose.owner(spec.commandLine()).user());
    claims.put("tenant", whose.owner(spec.commandLine()).tenant());
    claims.put(
        "scope",
        whose.scopes(spec.commandLine()).stream()
            .sorted()
            .map(Scope::wireName)
            .collect(Collectors.joining(" ")));
    claims.put("iat", now);
    claims.put("exp", now + 60L * minutes);
    spec.commandLine().getOut().println(signer.sign(claims));
    return 0;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new AccessFileException(
          AccessError.ACCESS_FILE_UNREADABLE, file + " cannot be read: " + e);
    }
  }
}
