package coda.voice.server.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The command line, and the main class of the jar.
 *
 * <p>Exit codes: 0 fine, 1 failed, 2 wrong usage or configuration.
 */
@Command(
    name = "coda",
    description = "Coda Voice, a real-time voice server.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {VersionCommand.class})
public final class CodaCommand {
  private CodaCommand() {}

  /**
   * Runs a command and exits with its code.
   *
   * @param args the command and its options
   */
  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  /** The whole tree, ready to execute. */
  static CommandLine commandLine() {
    return new CommandLine(new CodaCommand());
  }
}
