package coda.voice.server.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The server's own TLS. The certificate and its key stand in two PEM files, or together in one
 * PKCS#12 file.
 *
 * @param enabled whether the port speaks TLS and nothing else
 * @param certificate the certificate and those that vouch for it
 * @param key its private key
 * @param keystore both instead
 * @param password of that file
 */
public record TlsConfig(
    @Setting(
            value = "false",
            about = "Whether the port speaks TLS (https, wss), and then nothing else.")
        boolean enabled,
    @Setting(
            value = "",
            about =
                "PEM file with the server's certificate first, then those that vouch for it. Read"
                    + " again when it changes.")
        String certificate,
    @Setting(
            value = "",
            about = "PEM file with its private key: RSA, EC or Ed25519, without a password.")
        String key,
    @Setting(
            value = "",
            about = "PKCS#12 file with both, instead of the two. Read again when it changes.")
        String keystore,
    @Setting(value = "", about = "Password of that file.") Secret password) {

  /** The PEM file with the certificate, if one was set. */
  public Optional<Path> certificateFile() {
    return file(certificate);
  }

  /** The PEM file with the private key, if one was set. */
  public Optional<Path> keyFile() {
    return file(key);
  }

  /** The PKCS#12 file, if one was set. */
  public Optional<Path> keystoreFile() {
    return file(keystore);
  }

  private static Optional<Path> file(String name) {
    return name.isBlank() ? Optional.empty() : Optional.of(Path.of(name.strip()));
  }
}
