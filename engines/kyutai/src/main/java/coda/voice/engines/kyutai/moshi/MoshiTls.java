package coda.voice.engines.kyutai.moshi;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/** Whom to trust on the other side of {@code wss}. */
final class MoshiTls {
  private MoshiTls() {}

  /** The context for these settings; empty when the authorities of the JDK will do. */
  static Optional<SSLContext> context(MoshiSettings settings) {
    if (settings.insecure()) {
      return Optional.of(trusting(new TrustManager[] {new Anybody()}));
    }
    return settings.ca().map(MoshiTls::signedBy);
  }

  private static SSLContext signedBy(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      Collection<? extends Certificate> authorities =
          CertificateFactory.getInstance("X.509").generateCertificates(in);
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null);
      int number = 0;
      for (Certificate authority : authorities) {
        store.setCertificateEntry("ca" + number++, authority);
      }
      if (number == 0) {
        throw unusable(file);
      }
      TrustManagerFactory managers =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      managers.init(store);
      return trusting(managers.getTrustManagers());
    } catch (IOException | GeneralSecurityException e) {
      throw unusable(file);
    }
  }

  private static RuntimeException unusable(Path file) {
    return MoshiSettings.invalid(
        "ca", file.toString(), "a readable file with certificates in PEM form");
  }

  private static SSLContext trusting(TrustManager[] managers) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, managers, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK speaks TLS", e);
    }
  }

  /** Believes everybody, names of hosts included, because the operator asked for it. */
  private static final class Anybody extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
