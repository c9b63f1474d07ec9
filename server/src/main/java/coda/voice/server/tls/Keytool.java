package coda.voice.server.tls;

import static coda.voice.gateway.tls.TlsError.TLS_DEVELOPMENT_CERTIFICATE;

import coda.voice.gateway.tls.TlsException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The tool of the running JDK that makes keys and certificates. Blocks, for a second or so. */
final class Keytool {
  private static final String PASSWORD = "KEYTOOL_PASSWORD";

  private Keytool() {}

  /**
   * Makes an EC key on P-256 and a certificate for it that nobody but itself vouches for, for
   * servers.
   *
   * @param store PKCS#12 file to be made
   * @param password of that file; only the tool's environment has it, which other accounts of the
   *     machine cannot read
   * @param names it is for, as {@code dns:localhost} or {@code ip:127.0.0.1}
   * @param days how long it is valid
   * @throws TlsException {@code TLS_DEVELOPMENT_CERTIFICATE} when there is no such tool, or it
   *     fails
   */
  static void selfSigned(Path store, String password, List<String> names, int days) {
    ProcessBuilder tool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-sigalg",
                "SHA256withECDSA",
                "-dname",
                "CN=localhost, O=Coda Voice development",
                "-ext",
                "SAN=" + String.join(",", names),
                "-ext",
                "KU=digitalSignature",
                "-ext",
                "EKU=serverAuth",
                "-validity",
                Integer.toString(days),
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass:env",
                PASSWORD)
            .redirectErrorStream(true);
    tool.environment().put(PASSWORD, password);
    try {
      Process process = tool.start();
      try {
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
          throw failed(said.strip(), null);
        }
      } finally {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      throw failed(e.toString(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed("interrupted", e);
    }
  }

  private static TlsException failed(
      String why, @org.jspecify.annotations.Nullable Throwable cause) {
    return new TlsException(TLS_DEVELOPMENT_CERTIFICATE, "keytool failed: " + why, cause);
  }
}
