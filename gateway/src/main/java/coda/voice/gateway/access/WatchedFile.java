package coda.voice.gateway.access;

import coda.voice.VoiceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a file says, read again when it changes; looked at once a second at most, when somebody
 * wants to know. A change that cannot be understood is reported, and what was read before stays in
 * use until the file is right again. May be used from any thread; blocks.
 *
 * @param <T> what it says
 */
public final class WatchedFile<T> {
  private static final Logger LOG = LoggerFactory.getLogger(WatchedFile.class);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
  private static final int MAX_BYTES = 4 << 20;

  /** What changes when a file does. */
  private record Stamp(long modified, long size, @Nullable Object key) {}

  private final Path path;
  private final Function<byte[], T> reading;
  private final InstantSource clock;
  private T value;
  private @Nullable Stamp stamp;
  private Instant looked;

  private WatchedFile(Path path, Function<byte[], T> reading, InstantSource clock) {
    this.path = path;
    this.reading = reading;
    this.clock = clock;
    this.looked = clock.instant();
    try {
      this.stamp = stampOf(path);
      this.value = reading.apply(bytes(path));
    } catch (IOException e) {
      throw new AccessFileException(
          AccessError.ACCESS_FILE_UNREADABLE, path + " cannot be read: " + e);
    }
  }

  /**
   * Reads a file.
   *
   * @param path must be there
   * @param reading what its bytes mean; throws {@link VoiceException} when they are wrong
   * @param clock tells when to look again
   * @throws AccessFileException {@code ACCESS_FILE_UNREADABLE}; and what {@code reading} throws
   */
  public static <T> WatchedFile<T> open(
      Path path, Function<byte[], T> reading, InstantSource clock) {
    return new WatchedFile<>(path, reading, clock);
  }

  /** What it says now. */
  public synchronized T current() {
    Instant now = clock.instant();
    if (Duration.between(looked, now).abs().compareTo(LOOK_EVERY) >= 0) {
      looked = now;
      look();
    }
    return value;
  }

  private void look() {
    try {
      Stamp now = stampOf(path);
      if (Objects.equals(now, stamp)) {
        return;
      }
      stamp = now;
      value = reading.apply(bytes(path));
      LOG.info("{} has changed and was read again", path);
    } catch (IOException e) {
      if (stamp != null) {
        LOG.error(
            "{} cannot be read any more; what it said before stays in use: {}", path, e.toString());
      }
      stamp = null;
    } catch (VoiceException e) {
      LOG.error("{} is wrong; what it said before stays in use: {}", path, e.getMessage());
    }
  }

  private static byte[] bytes(Path path) throws IOException {
    if (Files.size(path) > MAX_BYTES) {
      throw new IOException("it is larger than " + MAX_BYTES + " bytes");
    }
    return Files.readAllBytes(path);
  }

  private static Stamp stampOf(Path path) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
    return new Stamp(
        attributes.lastModifiedTime().toMillis(), attributes.size(), attributes.fileKey());
  }
}
