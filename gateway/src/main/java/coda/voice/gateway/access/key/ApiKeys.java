package coda.voice.gateway.access.key;

import coda.voice.gateway.access.AccessException;
import coda.voice.gateway.access.Identity;
import coda.voice.gateway.access.Proof;
import coda.voice.gateway.access.Purpose;
import coda.voice.gateway.access.Refusal;
import coda.voice.gateway.access.WatchedFile;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.Map;

/** Accepts the API keys of a file. What is changed in the file counts within a second. */
public final class ApiKeys implements Proof {
  private static final byte[] NOBODYS = new byte[32];

  private final WatchedFile<Map<String, KeyEntry>> file;
  private final InstantSource clock;

  /**
   * Reads the file.
   *
   * @param path see {@link KeyEntry}
   * @param clock tells the time
   * @throws coda.voice.gateway.access.AccessFileException if it cannot be read or is wrong
   */
  public ApiKeys(Path path, InstantSource clock) {
    this.file = WatchedFile.open(path, bytes -> KeyFile.parse(path, bytes), clock);
    this.clock = clock;
  }

  @Override
  public boolean reads(String text) {
    return text.startsWith("coda_");
  }

  @Override
  public Identity identify(String text, Purpose purpose) {
    ApiKey key = ApiKey.parse(text).orElseThrow(() -> AccessException.refused(Refusal.MALFORMED));
    KeyEntry entry = file.current().get(key.id());
    // Compared in any case, and in constant time: how long it takes says nothing.
    boolean right = MessageDigest.isEqual(entry == null ? NOBODYS : entry.hashBytes(), key.hash());
    if (entry == null) {
      throw AccessException.refused(Refusal.API_KEY);
    }
    if (!right) {
      throw AccessException.refused(Refusal.API_KEY, entry.id());
    }
    if (entry.expires().filter(time -> !clock.instant().isBefore(time)).isPresent()) {
      throw AccessException.refused(Refusal.EXPIRED, entry.id());
    }
    return new Identity(entry.owner(), entry.scopes(), entry.expires(), entry.limits());
  }
}
