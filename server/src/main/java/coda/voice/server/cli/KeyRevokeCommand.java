package coda.voice.server.cli;

import coda.voice.engine.EngineRegistry;
import coda.voice.gateway.access.key.KeyFile;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Revokes an API key. */
@Command(
    name = "revoke",
    description =
        "Take an API key out of its file: a running server refuses it within a second. Connections"
            + " that were opened with it stay.")
final class KeyRevokeCommand implements Callable<Integer> {
  private final Supplier<EngineRegistry> engines;

  @Spec private CommandSpec spec;
  @Mixin private KeyFileOption file;

  @Parameters(paramLabel = "ID", description = "The ten characters after coda_.")
  private String id;

  /**
   * The command.
   *
   * @param engines finds the engines that the configuration names
   */
  KeyRevokeCommand(Supplier<EngineRegistry> engines) {
    this.engines = engines;
  }

  @Override
  public Integer call() {
    Path path = KeyListCommand.existing(file, engines, spec);
    if (!KeyFile.remove(path, id)) {
      spec.commandLine().getErr().println("There is no key " + id + " in " + path);
      return 1;
    }
    spec.commandLine().getOut().println("Revoked " + id);
    return 0;
  }
}
