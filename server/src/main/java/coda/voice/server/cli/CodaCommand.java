package coda.voice.server.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The command line, and the main class of the jar.
 *
 * <p>Exit codes: 0 fine, 1 failed, 2 wrong usage or configuration. The launcher {@code ./coda} adds
 * 3, no suitable JDK, and 4, the build failed.
 */
@Command(
    name = "coda",
    description = "Coda Voice, a real-time voice server.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      SayCommand.class,
      HearCommand.class,
      DoctorCommand.class,
      TestCommand.class,
      VersionCommand.class,
      CommandLine.HelpCommand.class
    })
public final class CodaCommand implements Runnable {
  @Spec private CommandSpec spec;
  @Mixin private HelpOption help;

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
    return new CommandLine(new CodaCommand())
        .setExecutionExceptionHandler(new Failures())
        .setUsageHelpAutoWidth(true);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Which command?");
  }
}
