package coda.voice.client;

import static coda.voice.client.ClientError.CLIENT_TRUST_INVALID;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Whose certificates a client believes over TLS. */
public final class Trust {
  private Trust() {}

  /**
   * The authorities in a file, and nobody else; for a server with a certificate of its own making,
   * that certificate. Blocks.
   *
   * @param pem one or more certificates
   * @throws ClientException {@code CLIENT_TRUST_INVALID} when the file cannot be read or holds none
   */
  public static SSLContext in(Path pem) {
    try (InputStream in = Files.newInputStream(pem)) {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      Collection<? extends Certificate> certificates =
          CertificateFactory.getInstance("X.509").generateCertificates(in);
      if (certificates.isEmpty()) {
        throw new ClientException(CLIENT_TRUST_INVALID, pem + " holds no certificate in PEM");
      }
      for (Certificate certificate : certificates) {
        store.setCertificateEntry("trusted-" + store.size(), certificate);
      }
      TrustManagerFactory managers =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      managers.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, managers.getTrustManagers(), null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new ClientException(
          CLIENT_TRUST_INVALID, pem + " cannot be used as certificates to trust: " + e, e);
    }
  }
}
