package coda.voice.server.config.live;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What a file holds, as far as it takes to see that it has changed.
 *
 * @param exists whether it is there
 * @param mark the same as long as the file holds the same
 */
public record FileContent(boolean exists, String mark) {
  /** Longer files are no configuration: the loader refuses them. */
  private static final long MOST_BYTES = 8L << 20;

  /**
   * What a file holds now. Blocks.
   *
   * @param path it need not be there
   */
  public static FileContent of(Path path) {
    try {
      if (!Files.exists(path)) {
        return new FileContent(false, "");
      }
      long size = Files.size(path);
      return new FileContent(
          true, size > MOST_BYTES ? "size " + size : digest(Files.readAllBytes(path)));
    } catch (IOException e) {
      return new FileContent(true, "unreadable: " + e);
    }
  }

  private static String digest(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
