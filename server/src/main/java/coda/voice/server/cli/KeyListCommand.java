package coda.voice.server.cli;

import coda.voice.engine.EngineRegistry;
import coda.voice.gateway.access.AccessError;
import coda.voice.gateway.access.AccessFileException;
import coda.voice.gateway.access.Scope;
import coda.voice.gateway.access.key.KeyEntry;
import coda.voice.gateway.access.key.KeyFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Lists API keys. */
@Command(name = "list", description = "List the API keys of a file.")
final class KeyListCommand implements Callable<Integer> {
  private final Supplier<EngineRegistry> engines;

  @Spec private CommandSpec spec;
  @Mixin private KeyFileOption file;

  /**
   * The command.
   *
   * @param engines finds the engines that the configuration names
   */
  KeyListCommand(Supplier<EngineRegistry> engines) {
    this.engines = engines;
  }

  @Override
  public Integer call() {
    Path path = existing(file, engines, spec);
    PrintWriter out = spec.commandLine().getOut();
    for (KeyEntry entry : read(path)) {
      out.printf(
          "%s  %s/%s  %s  %s%n",
          entry.id(),
          entry.owner().tenant(),
          entry.owner().user(),
          entry.scopes().stream().sorted().map(Scope::wireName).collect(Collectors.joining(",")),
          entry.expires().map(KeyListCommand::until).orElse("for ever"));
    }
    return 0;
  }

  /** The file that is named or configured. */
  static Path existing(KeyFileOption file, Supplier<EngineRegistry> engines, CommandSpec spec) {
    return file.find(engines)
        .orElseThrow(
            () ->
                new ParameterException(
                    spec.commandLine(), "Which file? Give --file, or set security.key_file"));
  }

  private static Iterable<KeyEntry> read(Path path) {
    try {
      return KeyFile.parse(path, Files.readAllBytes(path)).values();
    } catch (IOException e) {
      throw new AccessFileException(
          AccessError.ACCESS_FILE_UNREADABLE, path + " cannot be read: " + e);
    }
  }

  private static String until(Instant time) {
    return (time.isBefore(Instant.now()) ? "expired " : "until ") + time;
  }
}
