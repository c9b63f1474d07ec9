package coda.voice.server.cli;

import coda.voice.engine.EngineRegistry;
import coda.voice.server.config.CodaConfig;
import coda.voice.server.config.ConfigLoader;
import coda.voice.server.config.ConfigSources;
import coda.voice.server.config.EffectiveConfig;
import coda.voice.server.config.live.RuntimeConfig;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options of every command that reads the configuration. */
final class ConfigOptions {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Configuration file; without it, coda.yaml in this folder if there is one.")
  private Optional<Path> file;

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      description = "A set of defaults; the file and other settings win over it.")
  private Optional<String> profile;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "One setting, for example conversation.turns.silence_ms=800. Repeatable.")
  private List<String> settings = new ArrayList<>();

  /**
   * Reads and checks the configuration.
   *
   * @param registry which engines can be named
   * @param more settings from other options, {@code key=value}; they win
   * @throws coda.voice.server.config.ConfigException with everything that is wrong
   */
  CodaConfig load(EngineRegistry registry, List<String> more) {
    return new ConfigLoader(registry).load(sources(more));
  }

  /**
   * Reads and checks the configuration, and keeps where it comes from.
   *
   * @param registry which engines can be named
   * @throws coda.voice.server.config.ConfigException with everything that is wrong
   */
  EffectiveConfig read(EngineRegistry registry) {
    return new ConfigLoader(registry).read(sources(List.of()));
  }

  /**
   * Reads and checks the configuration of a server that can change it while it runs.
   *
   * @param registry which engines can be named
   * @param more settings from other options, {@code key=value}; they win
   * @throws coda.voice.server.config.ConfigException with everything that is wrong
   */
  RuntimeConfig running(EngineRegistry registry, List<String> more) {
    return new RuntimeConfig(new ConfigLoader(registry), sources(more), InstantSource.system());
  }

  ConfigSources sources(List<String> more) {
    List<String> overrides = new ArrayList<>(settings);
    overrides.addAll(more);
    ConfigSources sources = ConfigSources.ofProcess().withOverrides(overrides);
    sources = file.isPresent() ? sources.withFile(file.get()) : sources;
    return profile.isPresent() ? sources.withProfile(profile.get()) : sources;
  }
}
