package coda.voice.server.fuzz;

import coda.voice.engine.EngineRegistry;
import coda.voice.server.config.ConfigLoader;
import coda.voice.server.config.ConfigSources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** A YAML file, and behind a byte of 0 overrides, one a line. */
final class ConfigurationInput {
  private static final ConfigLoader LOADER = new ConfigLoader(EngineRegistry.discover());
  private static final Path FILE = file();

  private ConfigurationInput() {}

  static void read(byte[] input) {
    int end = 0;
    while (end < input.length && input[end] != 0) {
      end++;
    }
    String behind =
        end == input.length ? "" : text(Arrays.copyOfRange(input, end + 1, input.length));
    List<String> overrides = behind.lines().toList();
    try {
      Files.write(FILE, Arrays.copyOf(input, end));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    LOADER.load(ConfigSources.none().withFile(FILE).withOverrides(overrides));
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static Path file() {
    try {
      Path file = Files.createTempFile("coda-fuzz", ".yaml");
      file.toFile().deleteOnExit();
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
