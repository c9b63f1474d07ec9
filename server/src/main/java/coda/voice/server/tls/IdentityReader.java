package coda.voice.server.tls;

import static coda.voice.gateway.tls.TlsError.TLS_CERTIFICATE_EXPIRED;
import static coda.voice.gateway.tls.TlsError.TLS_CERTIFICATE_INVALID;
import static coda.voice.gateway.tls.TlsError.TLS_FILE_UNREADABLE;
import static coda.voice.gateway.tls.TlsError.TLS_KEYSTORE_INVALID;
import static coda.voice.gateway.tls.TlsError.TLS_KEY_INVALID;

import coda.voice.gateway.tls.TlsException;
import coda.voice.gateway.tls.TlsIdentity;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Reads a certificate and its key, and refuses what a client would refuse: a key that is another's,
 * a certificate out of date. Messages name files, never what they hold. Blocks.
 */
public final class IdentityReader {
  private static final long MOST_BYTES = 1 << 20;
  private static final String CERTIFICATE = "CERTIFICATE";
  private static final String PKCS8 = "PRIVATE KEY";

  private final InstantSource clock;

  /**
   * A reader.
   *
   * @param clock says whether a certificate is out of date
   */
  public IdentityReader(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * Reads.
   *
   * @param files where they are
   * @throws TlsException {@code TLS_…} when a file cannot be read, holds something else, or what it
   *     holds cannot be used
   */
  public TlsIdentity read(TlsFiles files) {
    TlsIdentity identity =
        switch (files) {
          case TlsFiles.Pem pem -> pem(pem);
          case TlsFiles.Keystore keystore -> keystore(keystore);
        };
    refuseOutOfDate(identity.certificate(), files.paths().getFirst());
    return identity;
  }

  private static TlsIdentity pem(TlsFiles.Pem files) {
    List<X509Certificate> chain = certificates(files.certificate());
    PrivateKey key = key(files.key(), chain.getFirst().getPublicKey());
    return TlsIdentity.of(chain, key);
  }

  private static List<X509Certificate> certificates(Path file) {
    List<X509Certificate> chain = new ArrayList<>();
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      for (Pem block : Pem.blocks(bytes(file))) {
        if (block.label().equals(CERTIFICATE)) {
          chain.add(
              (X509Certificate)
                  factory.generateCertificate(new ByteArrayInputStream(block.bytes())));
        }
      }
    } catch (CertificateException | IllegalArgumentException e) {
      throw new TlsException(
          TLS_CERTIFICATE_INVALID, file + " holds a certificate that cannot be read", e);
    }
    if (chain.isEmpty()) {
      throw new TlsException(TLS_CERTIFICATE_INVALID, file + " holds no certificate in PEM");
    }
    return chain;
  }

  private static PrivateKey key(Path file, PublicKey certified) {
    Pem block;
    try {
      block =
          Pem.blocks(bytes(file)).stream()
              .filter(each -> each.label().endsWith(PKCS8))
              .findFirst()
              .orElseThrow(
                  () -> new TlsException(TLS_KEY_INVALID, file + " holds no private key in PEM"));
    } catch (IllegalArgumentException e) {
      throw unusable(file);
    }
    byte[] encoded =
        switch (block.label()) {
          case PKCS8 -> block.bytes();
          case "RSA PRIVATE KEY", "EC PRIVATE KEY" -> KeyEncoding.pkcs8(block.bytes(), certified);
          case "ENCRYPTED PRIVATE KEY" ->
              throw new TlsException(
                  TLS_KEY_INVALID,
                  file
                      + " is encrypted; write the key without a password, for the server's account"
                      + " alone, or set server.tls.keystore");
          default ->
              throw new TlsException(
                  TLS_KEY_INVALID, file + " holds a key of a kind that cannot be used");
        };
    try {
      return KeyFactory.getInstance(certified.getAlgorithm())
          .generatePrivate(new PKCS8EncodedKeySpec(encoded));
    } catch (GeneralSecurityException e) {
      // What led to it may quote the key.
      throw unusable(file);
    }
  }

  private static TlsException unusable(Path file) {
    return new TlsException(
        TLS_KEY_INVALID,
        file
            + " holds no private key that fits the kind of the certificate, or one with a password");
  }

  private static TlsIdentity keystore(TlsFiles.Keystore files) {
    Path file = files.file();
    char[] password = files.password().reveal().toCharArray();
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(new ByteArrayInputStream(bytes(file)), password);
      List<String> keys = new ArrayList<>();
      for (String alias : Collections.list(store.aliases())) {
        if (store.isKeyEntry(alias)) {
          keys.add(alias);
        }
      }
      if (keys.size() != 1) {
        throw new TlsException(
            TLS_KEYSTORE_INVALID, file + " holds " + keys.size() + " keys; allowed is one");
      }
      Key key = store.getKey(keys.getFirst(), password);
      Certificate[] chain = store.getCertificateChain(keys.getFirst());
      if (!(key instanceof PrivateKey secret) || chain == null) {
        throw new TlsException(
            TLS_KEYSTORE_INVALID, file + " holds no private key with its certificate");
      }
      return TlsIdentity.of(
          List.of(chain).stream().map(X509Certificate.class::cast).toList(), secret);
    } catch (IOException | GeneralSecurityException e) {
      throw new TlsException(
          TLS_KEYSTORE_INVALID,
          file + " is not PKCS#12, or server.tls.password is not its password",
          e);
    }
  }

  private void refuseOutOfDate(X509Certificate certificate, Path file) {
    Instant now = clock.instant();
    Instant begin = certificate.getNotBefore().toInstant();
    Instant end = certificate.getNotAfter().toInstant();
    if (now.isBefore(begin) || now.isAfter(end)) {
      throw new TlsException(
          TLS_CERTIFICATE_EXPIRED,
          "The certificate in " + file + " is valid from " + begin + " to " + end + " only");
    }
  }

  private static byte[] bytes(Path file) {
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new IOException("it is larger than " + MOST_BYTES + " bytes");
      }
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new TlsException(TLS_FILE_UNREADABLE, file + " cannot be read: " + e, e);
    }
  }
}
