package coda.voice.server.config;

import coda.voice.server.config.Layer.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Rules of where the certificate is: in exactly one of two ways, and then whole. */
final class TlsChecks {
  private static final String ENABLED = "server.tls.enabled";
  private static final String CERTIFICATE = "server.tls.certificate";
  private static final String KEY = "server.tls.key";
  private static final String KEYSTORE = "server.tls.keystore";

  private final Map<String, Object> values;
  private final Map<String, Value> written;
  private final List<ConfigProblem> problems = new ArrayList<>();

  private TlsChecks(Map<String, Object> values, Map<String, Value> written) {
    this.values = values;
    this.written = written;
  }

  /**
   * What is wrong.
   *
   * @param values those that are allowed by themselves
   * @param written where they come from
   */
  static List<ConfigProblem> check(Map<String, Object> values, Map<String, Value> written) {
    TlsChecks checks = new TlsChecks(values, written);
    checks.check();
    return checks.problems;
  }

  private void check() {
    boolean pem = set(CERTIFICATE) || set(KEY);
    if (pem && set(KEYSTORE)) {
      say(
          KEYSTORE,
          "is set, and so is "
              + (set(CERTIFICATE) ? CERTIFICATE : KEY)
              + "; allowed is one of them");
    } else if (set(CERTIFICATE) && !set(KEY)) {
      say(CERTIFICATE, "is set without its private key; set " + KEY + " too");
    } else if (set(KEY) && !set(CERTIFICATE)) {
      say(KEY, "is set without the certificate; set " + CERTIFICATE + " too");
    } else if (values.get(ENABLED) == Boolean.TRUE && !pem && !set(KEYSTORE)) {
      say(
          ENABLED,
          "is true, and there is no certificate; set "
              + CERTIFICATE
              + " and "
              + KEY
              + ", or "
              + KEYSTORE
              + ", or start with ./coda run --tls for a certificate of this machine alone");
    }
  }

  private boolean set(String key) {
    return values.get(key) instanceof String file && !file.isBlank();
  }

  private void say(String key, String what) {
    Value set = written.get(key);
    problems.add(new ConfigProblem(key, what, set == null ? ConfigLoader.DEFAULT : set.origin()));
  }
}
