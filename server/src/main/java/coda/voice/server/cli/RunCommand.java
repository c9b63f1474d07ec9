package coda.voice.server.cli;

import coda.voice.engine.EngineRegistry;
import coda.voice.server.ServerProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Starts the server and stays until it is told to stop. */
@Command(
    name = "run",
    description = "Start the server; it runs until it is interrupted (Ctrl-C) or terminated.",
    footer = {
      "",
      "Examples:",
      "  coda run",
      "  coda run --port 9000 --set conversation.turns.silence_ms=800"
    })
final class RunCommand implements Callable<Integer> {
  private final Supplier<EngineRegistry> engines;

  @Spec private CommandSpec spec;
  @Mixin private ConfigOptions config;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      description = "Address to listen on; wins over server.host.")
  private Optional<String> host;

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "Port to listen on, 0 for any free one; wins over server.port, which is 8765.")
  private Optional<String> port;

  /**
   * The command.
   *
   * @param engines finds the engines
   */
  RunCommand(Supplier<EngineRegistry> engines) {
    this.engines = engines;
  }

  @Override
  public Integer call() throws InterruptedException {
    List<String> more = new ArrayList<>();
    host.ifPresent(value -> more.add("server.host=" + value));
    port.ifPresent(value -> more.add("server.port=" + value));
    EngineRegistry registry = engines.get();
    ServerProcess.run(
        config.running(registry, more),
        registry,
        BuildInfo.read().version(),
        spec.commandLine().getOut());
    return 0;
  }
}
