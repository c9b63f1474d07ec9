package coda.voice.server.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the configuration comes from. Later ones win: defaults, profile, file, environment,
 * overrides.
 *
 * @param directory where {@code coda.yaml} is looked for when no file is named
 * @param file a file that must exist; wins over {@code CODA_CONFIG}
 * @param profile the name of a profile; wins over {@code CODA_PROFILE} and {@code profile:} in the
 *     file
 * @param environment all variables of the process
 * @param overrides {@code key=value}, in the order of the command line
 */
public record ConfigSources(
    Path directory,
    Optional<Path> file,
    Optional<String> profile,
    Map<String, String> environment,
    List<String> overrides) {

  /** Copies the collections. */
  public ConfigSources {
    environment = Map.copyOf(environment);
    overrides = List.copyOf(overrides);
  }

  /** Defaults alone: no file, no environment. */
  public static ConfigSources none() {
    return new ConfigSources(Path.of(""), Optional.empty(), Optional.empty(), Map.of(), List.of());
  }

  /** Those of this process, without options: {@code coda.yaml} here if there is one. */
  public static ConfigSources ofProcess() {
    return new ConfigSources(
        Path.of(""), Optional.empty(), Optional.empty(), System.getenv(), List.of());
  }

  /**
   * The same with a file.
   *
   * @param named must exist
   */
  public ConfigSources withFile(Path named) {
    return new ConfigSources(directory, Optional.of(named), profile, environment, overrides);
  }

  /**
   * The same with a profile.
   *
   * @param named one of {@link Profiles#NAMES}
   */
  public ConfigSources withProfile(String named) {
    return new ConfigSources(directory, file, Optional.of(named), environment, overrides);
  }

  /**
   * The same with overrides.
   *
   * @param keyValues {@code key=value} each
   */
  public ConfigSources withOverrides(List<String> keyValues) {
    return new ConfigSources(directory, file, profile, environment, keyValues);
  }
}
