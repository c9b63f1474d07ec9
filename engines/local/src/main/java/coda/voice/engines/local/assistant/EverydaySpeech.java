package coda.voice.engines.local.assistant;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Ordinary talk that no skill answers. A language model that has seen it hears such talk as what it
 * is, instead of forcing it into a command.
 */
final class EverydaySpeech {
  private static final String RESOURCE = "everyday-speech.txt";

  private EverydaySpeech() {}

  /** One sentence each, lower case, no punctuation. */
  static List<String> sentences() {
    try (InputStream in = EverydaySpeech.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("The resource " + RESOURCE + " is missing from the build");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + RESOURCE, e);
    }
  }
}
