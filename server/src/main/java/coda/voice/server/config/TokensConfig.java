package coda.voice.server.config;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Signed tokens.
 *
 * @param issuer who must have issued them
 * @param audience for whom they must be
 * @param tenantClaim the claim that names the tenant
 * @param skewMs how far the clocks of issuer and server may be apart
 * @param keyFiles public keys
 * @param secret for HS256
 * @param jwksUrl where an issuer publishes its keys
 * @param jwks how those are kept
 */
public record TokensConfig(
    @Setting(value = "coda", about = "Who must have issued a token: its claim iss.") @NotBlank String issuer,
    @Setting(value = "coda", about = "For whom a token must be: its claim aud.") @NotBlank String audience,
    @Setting(
            value = "tenant",
            about = "The claim that names the tenant; without it, it is 'default'.")
        @NotBlank String tenantClaim,
    @Setting(
            value = "30000",
            about = "How far the clocks of issuer and server may be apart, in ms.")
        @Min(0) @Max(300_000) int skewMs,
    @Setting(
            value = "",
            about =
                "Files with public keys (PEM, JWK, JWK sets), with commas between them; turns"
                    + " authentication on.")
        List<String> keyFiles,
    @Setting(
            value = "",
            about = "Secret for tokens with HS256, at least 32 bytes; turns authentication on.")
        Secret secret,
    @Setting(
            value = "",
            about =
                "Where an issuer publishes its keys (a JWK set), https only; turns authentication"
                    + " on.")
        String jwksUrl,
    JwksConfig jwks) {

  /** Copies the list. */
  public TokensConfig {
    keyFiles = List.copyOf(keyFiles);
  }

  /** Whether tokens are accepted at all. */
  public boolean accepted() {
    return !keyFiles.isEmpty() || secret.isSet() || url().isPresent();
  }

  /** Where keys are published, if anywhere. */
  public Optional<URI> url() {
    return jwksUrl.isBlank() ? Optional.empty() : Optional.of(URI.create(jwksUrl.strip()));
  }

  /** The files with public keys. */
  public List<Path> files() {
    return keyFiles.stream().map(Path::of).toList();
  }
}
