package coda.voice.engines.local.assistant;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Test sentences from resource files: {@code skill TAB sentence} per line. */
record Paraphrases(String skill, String text) {
  static List<Paraphrases> in(String resource) {
    try (InputStream in = Paraphrases.class.getResourceAsStream(resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> line.split("\\s*\\|\\s*", 2))
          .map(parts -> new Paraphrases(parts[0].strip(), parts[1].strip()))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
