package coda.voice.gateway.access.token;

import coda.voice.gateway.access.WatchedFile;
import com.nimbusds.jose.JWSAlgorithm;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Keys that are at hand: a secret, and those of files. A file that changes is read again: put the
 * new key in beside the old one, let tokens of the old one expire, take the old one out.
 */
public final class LocalKeys implements TokenKeys {
  private final List<WatchedFile<List<VerificationKey>>> files;

  private final List<VerificationKey> secret;

  private LocalKeys(List<WatchedFile<List<VerificationKey>>> files, List<VerificationKey> secret) {
    this.files = files;
    this.secret = secret;
  }

  /**
   * Reads keys.
   *
   * @param keyFiles public keys in PEM, JWK or JWK sets
   * @param secret for HS256, if there is one: its text without white space around it
   * @param clock tells when to look at the files again
   * @throws TokenKeyException {@code TOKEN_KEY_INVALID}
   * @throws coda.voice.gateway.access.AccessFileException {@code ACCESS_FILE_UNREADABLE}
   */
  public static LocalKeys of(List<Path> keyFiles, Optional<String> secret, InstantSource clock) {
    List<WatchedFile<List<VerificationKey>>> files = new ArrayList<>();
    keyFiles.forEach(
        file -> files.add(WatchedFile.open(file, bytes -> KeyText.keys(file, bytes), clock)));
    return new LocalKeys(files, secret.map(KeyText::secret).stream().toList());
  }

  @Override
  public List<VerificationKey> candidates(Optional<String> id, JWSAlgorithm algorithm) {
    List<VerificationKey> all = new ArrayList<>(secret);
    files.forEach(file -> all.addAll(file.current()));
    return VerificationKey.matching(all, id, algorithm);
  }
}
