package coda.voice.server.cli;

import coda.voice.client.cli.TalkCommand;
import coda.voice.engine.EngineRegistry;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
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
    synopsisSubcommandLabel = "COMMAND")
public final class CodaCommand implements Runnable {
  @Spec private CommandSpec spec;

  private CodaCommand() {}

  /**
   * Runs a command and exits with its code.
   *
   * @param args the command and its options
   */
  public static void main(String[] args) {
    System.exit(commandLine(EngineRegistry::discover).execute(args));
  }

  /**
   * The whole tree, ready to execute.
   *
   * @param registry finds the engines; asked only by commands that need them
   */
  static CommandLine commandLine(Supplier<EngineRegistry> registry) {
    return withHelp(new CodaCommand())
        .addSubcommand(withHelp(new RunCommand(registry)))
        .addSubcommand(new TalkCommand())
        .addSubcommand(withHelp(new SayCommand(registry)))
        .addSubcommand(withHelp(new HearCommand(registry)))
        .addSubcommand(withHelp(new DemoCommand(registry)))
        .addSubcommand(withHelp(new ReplayCommand()))
        .addSubcommand(withHelp(new SimulateCommand()))
        .addSubcommand(withHelp(new ScenarioCommand()))
        .addSubcommand(withHelp(new SoakCommand()))
        .addSubcommand(withHelp(new DataCommand(registry)))
        .addSubcommand(withHelp(new ConfigCommand(registry)))
        .addSubcommand(withHelp(new DoctorCommand(registry)))
        .addSubcommand(keys(registry))
        .addSubcommand(withHelp(new TokenCommand()))
        .addSubcommand(withHelp(new TestCommand()))
        .addSubcommand(withHelp(new VersionCommand()))
        .addSubcommand(new CommandLine.HelpCommand())
        .setExecutionExceptionHandler(new Failures())
        .setUsageHelpAutoWidth(true);
  }

  private static CommandLine keys(Supplier<EngineRegistry> registry) {
    return withHelp(new KeyCommand())
        .addSubcommand(withHelp(new KeyCreateCommand(registry)))
        .addSubcommand(withHelp(new KeyListCommand(registry)))
        .addSubcommand(withHelp(new KeyRevokeCommand(registry)));
  }

  private static CommandLine withHelp(Object command) {
    return new CommandLine(command).addMixin("help", new HelpOption());
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Which command?");
  }
}
