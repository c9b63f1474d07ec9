package coda.voice.server.cli;

import coda.voice.engine.EngineRegistry;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which file of API keys is meant: the one that is named, else the one that is configured. */
final class KeyFileOption {
  @Mixin private ConfigOptions config;

  @Option(
      names = "--file",
      paramLabel = "FILE",
      description = "The file of keys; without it, security.key_file of the configuration.")
  private Optional<Path> file = Optional.empty();

  /**
   * The file, if one is named or configured.
   *
   * @param engines finds the engines that the configuration names
   */
  Optional<Path> find(Supplier<EngineRegistry> engines) {
    return file.or(() -> config.load(engines.get(), List.of()).security().keys());
  }
}
