package coda.voice.server.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import coda.voice.conversation.turn.TurnMachine;
import coda.voice.testkit.scenario.ScenarioPrinter;
import coda.voice.testkit.simulation.Finding;
import coda.voice.testkit.simulation.Plan;
import coda.voice.testkit.simulation.Simulation;
import coda.voice.testkit.simulation.Tally;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Random conversations with faults, and whether every rule of turn-taking held in all of them. */
@Command(
    name = "simulate",
    description = {
      "Plays random conversations in virtual time, with engines and clients that are slow, fail and"
          + " repeat themselves, and checks every invariant of turn-taking after every event.",
      "Stops at the first violation and prints the shortest scenario that shows it."
    },
    footer = {
      "",
      "The same seed gives the same conversations, on any machine. Conversation number N of seed S"
          + " is the first one of seed S + N - 1.",
      "Exit code 1 when an invariant was violated."
    })
final class SimulateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--conversations",
      paramLabel = "N",
      defaultValue = "100000",
      description = "How many; default: ${DEFAULT-VALUE}.")
  private long conversations;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Of the first conversation; default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--threads",
      paramLabel = "T",
      description = "How many conversations at the same time; default: one per core.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Override
  public Integer call() throws InterruptedException {
    if (conversations < 1 || threads < 1) {
      throw new ParameterException(
          spec.commandLine(), "--conversations and --threads must be at least 1");
    }
    // Engines fail on purpose here, by the ten thousand.
    ((Logger) LoggerFactory.getLogger("coda.voice.conversation")).setLevel(Level.OFF);
    PrintWriter out = spec.commandLine().getOut();
    Simulation.Result result =
        Simulation.run(
            new Plan(conversations, seed, threads, TurnMachine::next),
            tally -> out.println("  " + tally));
    result.finding().ifPresent(finding -> print(out, finding));
    print(out, result.tally(), result.finding().isPresent() ? 1 : 0);
    return result.finding().isPresent() ? 1 : 0;
  }

  private static void print(PrintWriter out, Tally tally, int violations) {
    out.printf("%s, %d violations%n", tally, violations);
    out.println("faults: " + tally.faultsByKind());
    out.printf(
        "speculation: %,d replies begun early were used, %,d thrown away unheard%n",
        tally.repliesWon(), tally.repliesWasted());
  }

  private static void print(PrintWriter out, Finding finding) {
    out.printf("Conversation %d violates %s%n", finding.conversation(), finding.violation());
    out.printf("Alone: coda simulate --conversations 1 --seed %d%n", finding.seed());
    out.printf("The shortest scenario found, %s:%n%n", finding.shortestViolation());
    out.println(ScenarioPrinter.print(finding.shortest()));
  }
}
