package coda.voice.gateway.tls;

import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;

/**
 * How the listener speaks TLS: 1.3 and 1.2, with what the JDK trusts of the ciphers that keep
 * earlier talk secret when a key is lost and that cannot be tampered with (RFC 9325, section 4.2).
 * HTTP/1.1 alone: no ALPN.
 */
public final class TlsRules {
  /** TLS 1.0 and 1.1 are not to be used any more (RFC 8996). */
  static final Set<String> PROTOCOLS = new LinkedHashSet<>(List.of("TLSv1.3", "TLSv1.2"));

  private TlsRules() {}

  /**
   * A listener that speaks TLS and nothing else.
   *
   * @param options of the listener; changed
   * @param identity who the server is
   * @param handshake how long a client may take until TLS stands
   */
  public static void apply(HttpServerOptions options, TlsIdentity identity, Duration handshake) {
    options
        .setSsl(true)
        .setUseAlpn(false)
        .setSslHandshakeTimeout(handshake.toMillis())
        .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
        .setKeyCertOptions(identity.forVertx())
        .setEnabledSecureTransportProtocols(PROTOCOLS);
    ciphers().forEach(options::addEnabledCipherSuite);
  }

  /**
   * The same for a listener that is there already.
   *
   * @param identity who the server is from now on
   * @param handshake how long a client may take until TLS stands
   */
  public static ServerSSLOptions renewed(TlsIdentity identity, Duration handshake) {
    HttpServerOptions options = new HttpServerOptions();
    apply(options, identity, handshake);
    return options.getSslOptions();
  }

  /** In the JDK's order of preference. */
  static List<String> ciphers() {
    try {
      return Arrays.stream(SSLContext.getDefault().getDefaultSSLParameters().getCipherSuites())
          .filter(TlsRules::keepsSecrets)
          .toList();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK speaks TLS", e);
    }
  }

  private static boolean keepsSecrets(String cipher) {
    boolean fresh =
        cipher.startsWith("TLS_ECDHE_")
            || cipher.startsWith("TLS_AES_")
            || cipher.startsWith("TLS_CHACHA20_");
    return fresh && (cipher.contains("_GCM_") || cipher.contains("CHACHA20_POLY1305"));
  }
}
