package coda.voice.gateway.tls;

import static coda.voice.gateway.tls.TlsError.TLS_CERTIFICATE_INVALID;
import static coda.voice.gateway.tls.TlsError.TLS_KEY_INVALID;
import static coda.voice.gateway.tls.TlsError.TLS_KEY_MISMATCH;

import io.vertx.core.net.KeyCertOptions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;

/**
 * Who the server is over TLS: a certificate, those that vouch for it, and its private key, which
 * nobody can read out again. Immutable.
 */
public final class TlsIdentity {
  /** How keys of each kind sign, to find out whether they belong to a certificate. */
  private static final Map<String, String> SIGNATURES =
      Map.of("RSA", "SHA256withRSA", "EC", "SHA256withECDSA", "EdDSA", "EdDSA");

  private static final int CHALLENGE_BYTES = 32;
  private static final String ENTRY = "server";

  private final List<X509Certificate> chain;
  private final KeyManagerFactory keys;

  private TlsIdentity(List<X509Certificate> chain, KeyManagerFactory keys) {
    this.chain = chain;
    this.keys = keys;
  }

  /**
   * An identity whose key is that of its certificate.
   *
   * @param chain the server's own certificate first, then each one that vouches for the one before
   * @param key the private key of the first
   * @throws TlsException {@code TLS_KEY_INVALID} for kinds of keys that cannot be used, {@code
   *     TLS_KEY_MISMATCH} when the key belongs to another certificate, {@code
   *     TLS_CERTIFICATE_INVALID} when there is none, or they do not follow each other
   */
  public static TlsIdentity of(List<X509Certificate> chain, PrivateKey key) {
    if (chain.isEmpty()) {
      throw new TlsException(TLS_CERTIFICATE_INVALID, "There is no certificate");
    }
    if (!belongs(key, chain.getFirst().getPublicKey())) {
      throw new TlsException(
          TLS_KEY_MISMATCH,
          "The private key is not that of the first certificate, "
              + chain.getFirst().getSubjectX500Principal());
    }
    return new TlsIdentity(List.copyOf(chain), managers(chain, key));
  }

  private static boolean belongs(PrivateKey key, PublicKey certified) {
    String how = SIGNATURES.get(certified.getAlgorithm());
    if (how == null) {
      throw new TlsException(
          TLS_KEY_INVALID,
          "The certificate is for a key of the kind "
              + certified.getAlgorithm()
              + "; RSA, EC and Ed25519 can be used");
    }
    try {
      byte[] challenge = new byte[CHALLENGE_BYTES];
      new SecureRandom().nextBytes(challenge);
      Signature signing = Signature.getInstance(how);
      signing.initSign(key);
      signing.update(challenge);
      byte[] signed = signing.sign();
      Signature verifying = Signature.getInstance(how);
      verifying.initVerify(certified);
      verifying.update(challenge);
      return verifying.verify(signed);
    } catch (GeneralSecurityException e) {
      // Another kind of key, or another curve, than the certificate is for.
      return false;
    }
  }

  private static KeyManagerFactory managers(List<X509Certificate> chain, PrivateKey key) {
    // It never leaves memory; a key store only asks for some password.
    char[] password = ENTRY.toCharArray();
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, password);
      store.setKeyEntry(ENTRY, key, password, chain.toArray(Certificate[]::new));
      KeyManagerFactory managers =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      managers.init(store, password);
      return managers;
    } catch (GeneralSecurityException | java.io.IOException e) {
      throw new TlsException(
          TLS_CERTIFICATE_INVALID,
          "The certificates do not follow each other, the server's own first: " + e.getMessage(),
          e);
    }
  }

  /** The server's own certificate, then those that vouch for it. */
  public List<X509Certificate> chain() {
    return chain;
  }

  /** The server's own certificate. */
  public X509Certificate certificate() {
    return chain.getFirst();
  }

  /** Until when the server's own certificate is valid. */
  public Instant expires() {
    return certificate().getNotAfter().toInstant();
  }

  KeyCertOptions forVertx() {
    return KeyCertOptions.wrap(keys);
  }

  /** Whose certificate it is, and until when. */
  @Override
  public String toString() {
    return certificate().getSubjectX500Principal() + " until " + expires();
  }
}
