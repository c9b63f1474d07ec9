package coda.voice.server.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Ready-made sets of values, each a YAML file beside this class. */
public final class Profiles {
  /** The names of all profiles. */
  public static final List<String> NAMES =
      List.of("development", "production", "lightweight", "testing");

  private Profiles() {}

  /** The text of a profile, one of {@link #NAMES}. */
  static String yaml(String name) {
    try (InputStream in = Profiles.class.getResourceAsStream("profiles/" + name + ".yaml")) {
      if (in == null) {
        throw new IllegalArgumentException("There is no profile " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
