package coda.voice.server.cli;

import coda.voice.engine.EngineRegistry;
import coda.voice.gateway.access.TenantLimits;
import coda.voice.gateway.access.key.ApiKey;
import coda.voice.gateway.access.key.KeyEntry;
import coda.voice.gateway.access.key.KeyFile;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Makes an API key. */
@Command(
    name = "create",
    description = {
      "Make an API key: it is printed once, and never again. The line for the file of keys goes into"
          + " that file if there is one, else it is printed too."
    })
final class KeyCreateCommand implements Callable<Integer> {
  private final Supplier<EngineRegistry> engines;

  @Spec private CommandSpec spec;
  @Mixin private KeyFileOption file;
  @Mixin private OwnerOptions whose;

  @Option(
      names = "--days",
      paramLabel = "N",
      description = "Days until it is no longer accepted; without it, it is for ever.")
  private Optional<Integer> days = Optional.empty();

  @Option(
      names = "--max-connections",
      paramLabel = "N",
      description = "Connections of its tenant at once, instead of what the server allows.")
  private Optional<Double> maxConnections = Optional.empty();

  @Option(
      names = "--max-sessions",
      paramLabel = "N",
      description = "Conversations of its tenant at once, instead of what the server allows.")
  private Optional<Double> maxSessions = Optional.empty();

  /**
   * The command.
   *
   * @param engines finds the engines that the configuration names
   */
  KeyCreateCommand(Supplier<EngineRegistry> engines) {
    this.engines = engines;
  }

  @Override
  public Integer call() {
    ApiKey key = ApiKey.create(new SecureRandom());
    KeyEntry entry =
        new KeyEntry(
            key.id(),
            HexFormat.of().formatHex(key.hash()),
            whose.owner(spec.commandLine()),
            whose.scopes(spec.commandLine()),
            days.map(KeyCreateCommand::inDays),
            limits());
    Optional<Path> target = file.find(engines);
    target.ifPresent(path -> KeyFile.add(path, entry));
    PrintWriter out = spec.commandLine().getOut();
    out.println(key.text());
    PrintWriter notes = spec.commandLine().getErr();
    if (target.isPresent()) {
      notes.println("Its hash was added to " + target.get() + "; the key is not shown again.");
    } else {
      notes.println("The key is not shown again. The line for security.key_file:");
      out.println(entry.line());
    }
    return 0;
  }

  private TenantLimits limits() {
    try {
      return TenantLimits.of(maxConnections, maxSessions, Optional.empty(), Optional.empty());
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private static Instant inDays(int number) {
    return Instant.now().plus(Duration.ofDays(number)).truncatedTo(ChronoUnit.SECONDS);
  }
}
