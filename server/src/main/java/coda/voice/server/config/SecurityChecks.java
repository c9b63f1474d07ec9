package coda.voice.server.config;

import coda.voice.gateway.access.Loopback;
import coda.voice.gateway.access.token.JwksKeys;
import coda.voice.server.config.Layer.Value;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Rules of who comes in. */
final class SecurityChecks {
  private static final String HOST = "server.host";
  private static final String ALLOW_OPEN = "security.allow_open";
  private static final String KEY_FILE = "security.key_file";
  private static final String KEY_FILES = "security.tokens.key_files";
  private static final String SECRET = "security.tokens.secret";
  private static final String JWKS_URL = "security.tokens.jwks_url";
  private static final int SECRET_BYTES = 32;

  private SecurityChecks() {}

  /**
   * What is wrong.
   *
   * @param values those that are allowed by themselves
   * @param written where they come from
   */
  static List<ConfigProblem> check(Map<String, Object> values, Map<String, Value> written) {
    List<ConfigProblem> problems = new ArrayList<>();
    if (values.get(HOST) instanceof String host
        && values.get(ALLOW_OPEN) instanceof Boolean allowed
        && !Loopback.is(host.strip())
        && !allowed
        && !authenticated(values)) {
      problems.add(
          problem(
              HOST,
              "is '"
                  + host
                  + "', which others can reach, and nobody has to prove who they are; set "
                  + String.join(", ", KEY_FILE, KEY_FILES, SECRET)
                  + " or "
                  + JWKS_URL
                  + " (docs/authentication.md), or, to let everybody in, "
                  + ALLOW_OPEN
                  + ": true",
              written));
    }
    if (values.get(SECRET) instanceof Secret secret
        && secret.isSet()
        && secret.reveal().strip().getBytes(StandardCharsets.UTF_8).length < SECRET_BYTES) {
      problems.add(
          problem(
              SECRET, "is too short; allowed are at least " + SECRET_BYTES + " bytes", written));
    }
    if (values.get(JWKS_URL) instanceof String url && !url.isBlank()) {
      JwksKeys.problem(url.strip())
          .ifPresent(why -> problems.add(problem(JWKS_URL, "cannot be used: " + why, written)));
    }
    return problems;
  }

  private static boolean authenticated(Map<String, Object> values) {
    return (values.get(KEY_FILE) instanceof String file && !file.isBlank())
        || (values.get(KEY_FILES) instanceof List<?> files && !files.isEmpty())
        || (values.get(SECRET) instanceof Secret secret && secret.isSet())
        || (values.get(JWKS_URL) instanceof String url && !url.isBlank());
  }

  private static ConfigProblem problem(String key, String what, Map<String, Value> written) {
    Value set = written.get(key);
    return new ConfigProblem(key, what, set == null ? "default" : set.origin());
  }
}
