package coda.voice.server.tls;

import coda.voice.server.config.Secret;
import coda.voice.server.config.TlsConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where a certificate and its private key are kept. */
public sealed interface TlsFiles {
  /**
   * In two PEM files.
   *
   * @param certificate the server's own first, then those that vouch for it
   * @param key its private key
   */
  record Pem(Path certificate, Path key) implements TlsFiles {
    @Override
    public List<Path> paths() {
      return List.of(certificate, key);
    }
  }

  /**
   * In one PKCS#12 file.
   *
   * @param file with one key and its certificates
   * @param password of the file
   */
  record Keystore(Path file, Secret password) implements TlsFiles {
    @Override
    public List<Path> paths() {
      return List.of(file);
    }
  }

  /** The files. */
  List<Path> paths();

  /** The one that holds the private key. */
  default Path secretFile() {
    return paths().getLast();
  }

  /**
   * Those that are configured.
   *
   * @param config valid
   * @return empty when TLS is off
   */
  static Optional<TlsFiles> of(TlsConfig config) {
    if (!config.enabled()) {
      return Optional.empty();
    }
    Optional<TlsFiles> keystore =
        config.keystoreFile().map(file -> new Keystore(file, config.password()));
    return keystore.or(
        () ->
            config
                .certificateFile()
                .flatMap(certificate -> config.keyFile().map(key -> new Pem(certificate, key))));
  }
}
