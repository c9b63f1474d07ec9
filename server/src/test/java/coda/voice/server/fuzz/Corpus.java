package coda.voice.server.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The inputs that are kept: what formats look like, what Jazzer found, and what once broke us. */
final class Corpus {
  private static final Path ROOT = Path.of("src/test/resources/fuzz");

  private Corpus() {}

  /** The inputs of one target. */
  static List<Path> of(FuzzTarget target) throws IOException {
    try (Stream<Path> files = Files.list(ROOT.resolve(target.folder()))) {
      return files.sorted().toList();
    }
  }

  /**
   * Copies what is kept to where Jazzer adds to it.
   *
   * @param chosen whose inputs; empty for all, each behind the byte that chooses its target
   * @param folder exists
   */
  static void copy(List<FuzzTarget> chosen, Path folder) throws IOException {
    boolean marked = chosen.isEmpty();
    for (FuzzTarget target : marked ? List.of(FuzzTarget.values()) : chosen) {
      for (Path input : of(target)) {
        byte[] bytes = Files.readAllBytes(input);
        byte[] copy = bytes;
        if (marked) {
          copy = new byte[bytes.length + 1];
          copy[0] = (byte) target.ordinal();
          System.arraycopy(bytes, 0, copy, 1, bytes.length);
        }
        Files.write(folder.resolve(target.folder() + "-" + input.getFileName()), copy);
      }
    }
  }
}
