package coda.voice.server.config;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Who comes in.
 *
 * @param allowOpen whether others may be listened for although nobody has to prove who they are
 * @param origins web sites whose pages may use the server, beside its own
 * @param hosts names by which an open server on loopback may be asked for
 * @param trustedProxies whose headers about clients are believed
 * @param expiryWarningMs how long before its token expires a client is warned
 * @param keyFile API keys
 * @param tokens signed tokens
 * @param clientTokens tokens for clients of the application
 * @param attempts how often one may fail
 */
public record SecurityConfig(
    @Setting(
            value = "false",
            about =
                "Listen for others although nobody has to prove who they are; every start says so in"
                    + " the log.")
        boolean allowOpen,
    @Setting(
            value = "",
            about =
                "Web sites whose pages may use the server beside its own, such as"
                    + " https://app.example.com, with commas between them; * for all.")
        List<String> origins,
    @Setting(
            value = "",
            about =
                "Names by which an open server on loopback may be asked for, beside localhost, with"
                    + " commas between them.")
        List<String> hosts,
    @Setting(
            value = "",
            about =
                "Proxies whose Forwarded or X-Forwarded-For is believed: addresses, or networks such"
                    + " as 10.0.0.0/8.")
        List<String> trustedProxies,
    @Setting(
            value = "60000",
            about = "How long before its token expires a client is warned, in ms.")
        @Min(0) @Max(3_600_000) int expiryWarningMs,
    @Setting(
            value = "",
            about = "File with API keys, which ./coda key writes; turns authentication on.")
        String keyFile,
    TokensConfig tokens,
    ClientTokensConfig clientTokens,
    AttemptsConfig attempts) {

  /** Copies the lists. */
  public SecurityConfig {
    origins = List.copyOf(origins);
    hosts = List.copyOf(hosts);
    trustedProxies = List.copyOf(trustedProxies);
  }

  /** The file with API keys, if one was set. */
  public Optional<Path> keys() {
    return keyFile.isBlank() ? Optional.empty() : Optional.of(Path.of(keyFile.strip()));
  }

  /** Whether everybody has to prove who they are. */
  public boolean authenticated() {
    return keys().isPresent() || tokens.accepted();
  }
}
