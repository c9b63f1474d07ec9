package coda.voice.server.tls;

import static coda.voice.gateway.tls.TlsError.TLS_CERTIFICATE_EXPIRED;
import static coda.voice.gateway.tls.TlsError.TLS_DEVELOPMENT_CERTIFICATE;

import coda.voice.gateway.tls.TlsException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A certificate for this machine alone, that clients have to be told to trust: for {@code
 * localhost}, {@code 127.0.0.1}, {@code ::1} and the name of the machine, with an EC key on P-256.
 * It is made when there is none, and again when it has expired. Only its owner can read the files.
 */
public final class DevelopmentCertificate {
  private static final int DAYS = 365;
  private static final int PASSWORD_BYTES = 24;
  private static final Pattern NAME =
      Pattern.compile(
          "(?!localhost$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*");

  private final Path folder;
  private final InstantSource clock;

  /**
   * A certificate in a folder.
   *
   * @param folder where it is, or will be
   * @param clock says whether it has expired
   */
  public DevelopmentCertificate(Path folder, InstantSource clock) {
    this.folder = folder;
    this.clock = clock;
  }

  /**
   * The certificate; made when there is none that is still valid. Blocks, for a second or so when
   * it is made.
   *
   * @throws TlsException {@code TLS_DEVELOPMENT_CERTIFICATE} when it cannot be made; {@code TLS_…}
   *     when there is one that somebody has spoiled
   */
  public TlsFiles.Pem files() {
    TlsFiles.Pem files =
        new TlsFiles.Pem(folder.resolve("certificate.pem"), folder.resolve("key.pem"));
    if (!Files.exists(files.certificate()) || expired(files)) {
      make(files);
    }
    return files;
  }

  private boolean expired(TlsFiles.Pem files) {
    try {
      var unused = new IdentityReader(clock).read(files);
      return false;
    } catch (TlsException e) {
      if (e.is(TLS_CERTIFICATE_EXPIRED)) {
        return true;
      }
      throw e;
    }
  }

  private void make(TlsFiles.Pem files) {
    try {
      Files.createDirectories(folder.toAbsolutePath().getParent());
      if (!Files.exists(folder)) {
        Files.createDirectory(folder, ownersAlone("rwx------"));
      }
      Path work = Files.createTempDirectory(folder, "new", ownersAlone("rwx------"));
      Path store = work.resolve("made.p12");
      try {
        byte[] random = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(random);
        String password = HexFormat.of().formatHex(random);
        Keytool.selfSigned(store, password, names(), DAYS);
        keep(store, password.toCharArray(), files);
      } finally {
        Files.deleteIfExists(store);
        Files.delete(work);
      }
    } catch (IOException | GeneralSecurityException e) {
      throw new TlsException(
          TLS_DEVELOPMENT_CERTIFICATE,
          "No certificate for development can be kept in " + folder + ": " + e,
          e);
    }
  }

  /** The key first: a certificate that is there has its key. */
  private void keep(Path store, char[] password, TlsFiles.Pem files)
      throws IOException, GeneralSecurityException {
    KeyStore made = KeyStore.getInstance(store.toFile(), password);
    String alias = made.aliases().nextElement();
    write(files.key(), new Pem("PRIVATE KEY", made.getKey(alias, password).getEncoded()));
    write(files.certificate(), new Pem("CERTIFICATE", made.getCertificate(alias).getEncoded()));
  }

  private void write(Path file, Pem block) throws IOException {
    Path whole = Files.createTempFile(folder, "new", ".pem", ownersAlone("rw-------"));
    Files.writeString(whole, block.text(), StandardCharsets.US_ASCII);
    Files.move(whole, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Rights where the file system has some; elsewhere those of the folder above apply. */
  private FileAttribute<?>[] ownersAlone(String rights) {
    return folder.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(rights))
        }
        : new FileAttribute<?>[0];
  }

  private static List<String> names() {
    List<String> names = new ArrayList<>(List.of("dns:localhost", "ip:127.0.0.1", "ip:::1"));
    try {
      String machine = InetAddress.getLocalHost().getHostName().toLowerCase(Locale.ROOT);
      if (NAME.matcher(machine).matches()) {
        names.add("dns:" + machine);
      }
    } catch (UnknownHostException e) {
      // A machine without a name is reached as localhost.
    }
    return names;
  }
}
