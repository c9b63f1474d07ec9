package coda.voice.server.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** API keys. */
@Command(
    name = "key",
    description = "Make, list and revoke API keys.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Examples:",
      "  coda key create --user shop --scopes talk --file keys.txt",
      "  coda key list --file keys.txt",
      "  coda key revoke abcdefghij --file keys.txt"
    })
final class KeyCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Which command?");
  }
}
