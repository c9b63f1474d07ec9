package coda.voice.gateway.access.key;

import coda.voice.gateway.access.AccessError;
import coda.voice.gateway.access.AccessFileException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The file of API keys: a line each, see {@link KeyEntry}; empty lines and those with # count not.
 */
public final class KeyFile {
  private KeyFile() {}

  /**
   * The keys of a file, by their ids.
   *
   * @param path for messages
   * @param bytes what the file holds
   * @throws AccessFileException {@code ACCESS_FILE_INVALID}, naming the line
   */
  public static Map<String, KeyEntry> parse(Path path, byte[] bytes) {
    Map<String, KeyEntry> entries = new LinkedHashMap<>();
    int number = 0;
    for (String line : new String(bytes, StandardCharsets.UTF_8).lines().toList()) {
      number++;
      if (line.isBlank() || line.strip().startsWith("#")) {
        continue;
      }
      try {
        KeyEntry entry = KeyEntry.parse(line);
        if (entries.put(entry.id(), entry) != null) {
          throw new IllegalArgumentException("has an id that was used before");
        }
      } catch (IllegalArgumentException e) {
        throw new AccessFileException(
            AccessError.ACCESS_FILE_INVALID, path + ", line " + number + " " + e.getMessage());
      }
    }
    return entries;
  }

  /**
   * Adds a line; the file is made if it is not there, for its owner alone.
   *
   * @throws AccessFileException if it cannot be written
   */
  public static void add(Path path, KeyEntry entry) {
    change(
        path,
        lines -> {
          List<String> more = new ArrayList<>(lines);
          more.add(entry.line());
          return more;
        });
  }

  /**
   * Takes a line out.
   *
   * @return whether it was there
   * @throws AccessFileException if the file cannot be read or written
   */
  public static boolean remove(Path path, String id) {
    List<String> removed = new ArrayList<>();
    change(
        path,
        lines -> {
          List<String> kept = new ArrayList<>();
          for (String line : lines) {
            (line.strip().startsWith(id + " ") ? removed : kept).add(line);
          }
          return kept;
        });
    return !removed.isEmpty();
  }

  /** The new file takes the old one's place at once: a server never reads half of it. */
  private static void change(Path path, UnaryOperator<List<String>> change) {
    try {
      List<String> lines = Files.exists(path) ? Files.readAllLines(path) : List.of();
      Path whole = path.toAbsolutePath();
      Path beside = whole.resolveSibling(whole.getFileName() + ".new");
      Files.deleteIfExists(beside);
      if (whole.getFileSystem().supportedFileAttributeViews().contains("posix")) {
        Files.createFile(
            beside,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      }
      Files.write(beside, change.apply(lines));
      Files.move(beside, whole, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new AccessFileException(
          AccessError.ACCESS_FILE_UNREADABLE, path + " cannot be changed: " + e);
    }
  }
}
