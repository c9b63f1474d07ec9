package coda.voice.server.tls;

import coda.voice.server.config.Secret;
import java.nio.file.Path;

/** Certificates and keys as common tools write them; {@code make.sh} beside them says how. */
public final class TestKeys {
  /** Of those that have one. */
  public static final String PASSWORD = "changeit";

  private static final Path FOLDER = Path.of("src", "test", "resources", "tls");

  private TestKeys() {}

  /** One of the files. */
  public static Path file(String name) {
    return FOLDER.resolve(name);
  }

  static TlsFiles.Pem pem(String certificate, String key) {
    return new TlsFiles.Pem(file(certificate), file(key));
  }

  static TlsFiles.Keystore keystore(String password) {
    return new TlsFiles.Keystore(file("ec.p12"), Secret.of(password));
  }
}
