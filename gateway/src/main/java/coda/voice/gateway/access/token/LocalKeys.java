package coda.voice.gateway.access.token;

import coda.voice.gateway.access.WatchedFile;
import com.nimbusds.jose.JWSAlgorithm;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Keys from files. A file that changes is read again: put the new key in beside the old one, let
 * tokens of the old one expire, take the old one out.
 */
public final class LocalKeys implements TokenKeys {
  private final List<WatchedFile<List<VerificationKey>>> files;

  private LocalKeys(List<WatchedFile<List<VerificationKey>>> files) {
    this.files = files;
  }

  /**
   * Reads keys.
   *
   * @param keyFiles public keys in PEM, JWK or JWK sets
   * @param secretFile a secret for HS256, if there is one: the text of the file without white space
   *     around it
   * @param clock tells when to look at the files again
   * @throws TokenKeyException {@code TOKEN_KEY_INVALID}
   * @throws coda.voice.gateway.access.AccessFileException {@code ACCESS_FILE_UNREADABLE}
   */
  public static LocalKeys of(List<Path> keyFiles, Optional<Path> secretFile, InstantSource clock) {
    List<WatchedFile<List<VerificationKey>>> files = new ArrayList<>();
    keyFiles.forEach(
        file -> files.add(WatchedFile.open(file, bytes -> KeyText.keys(file, bytes), clock)));
    secretFile.ifPresent(
        file -> files.add(WatchedFile.open(file, bytes -> KeyText.secret(file, bytes), clock)));
    return new LocalKeys(files);
  }

  @Override
  public List<VerificationKey> candidates(Optional<String> id, JWSAlgorithm algorithm) {
    List<VerificationKey> all = files.stream().flatMap(file -> file.current().stream()).toList();
    return VerificationKey.matching(all, id, algorithm);
  }
}
