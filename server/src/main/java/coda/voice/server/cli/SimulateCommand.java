package coda.voice.server.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import coda.voice.conversation.turn.TurnMachine;
import coda.voice.testkit.play.ScenarioResult;
import coda.voice.testkit.play.ScenarioRunner;
import coda.voice.testkit.scenario.Scenario;
import coda.voice.testkit.scenario.ScenarioException;
import coda.voice.testkit.scenario.ScenarioParser;
import coda.voice.testkit.scenario.ScenarioPrinter;
import coda.voice.testkit.simulation.Finding;
import coda.voice.testkit.simulation.Plan;
import coda.voice.testkit.simulation.Simulation;
import coda.voice.testkit.simulation.Tally;
import coda.voice.testkit.simulation.Violation;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
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
      "Play random conversations in virtual time, with engines and clients that are slow, fail and"
          + " repeat themselves, and check every invariant of turn-taking after every event.",
      "Stops at the first violation and prints the shortest scenario that shows it."
    },
    footer = {
      "",
      "The same seed gives the same conversations, on any machine. Conversation number N of seed S"
          + " is the first one of seed S + N - 1.",
      "Exit code 1 when an invariant was violated, or a scenario went otherwise than it expects.",
      "",
      "Examples:",
      "  coda simulate --conversations 1000000 --seed 42",
      "  coda simulate --scenario found.scenario"
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
      description = "How many conversations at the same time; default: one for each core.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--scenario",
      paramLabel = "FILE",
      description = "Play this scenario instead, and show what happens in it.")
  private Optional<Path> file;

  @Override
  public Integer call() throws InterruptedException {
    if (conversations < 1 || threads < 1) {
      throw new ParameterException(
          spec.commandLine(), "--conversations and --threads must be at least 1");
    }
    // Engines fail on purpose here, by the ten thousand.
    ((Logger) LoggerFactory.getLogger("coda.voice.conversation")).setLevel(Level.OFF);
    PrintWriter out = spec.commandLine().getOut();
    return file.isPresent() ? play(out, read(file.get())) : simulate(out);
  }

  private int simulate(PrintWriter out) throws InterruptedException {
    Simulation.Result result =
        Simulation.run(
            new Plan(conversations, seed, threads, TurnMachine::next),
            tally -> out.println("  " + tally));
    result.finding().ifPresent(finding -> print(out, finding));
    int violations = result.finding().isPresent() ? 1 : 0;
    Tally tally = result.tally();
    out.printf("%s, %d violations%n", tally, violations);
    out.println("Faults: " + tally.faultsByKind());
    out.printf(
        "Speculation: %,d replies begun early were used, %,d thrown away unheard%n",
        tally.repliesWon(), tally.repliesWasted());
    return violations;
  }

  private static void print(PrintWriter out, Finding finding) {
    out.printf("Conversation %d violates %s%n", finding.conversation(), finding.violation());
    out.printf("Alone: coda simulate --conversations 1 --seed %d%n", finding.seed());
    out.printf("The shortest scenario found, %s:%n%n", finding.shortestViolation());
    out.println(ScenarioPrinter.print(finding.shortest()));
  }

  private Scenario read(Path wanted) {
    try {
      return ScenarioParser.parse(Files.readString(wanted));
    } catch (IOException e) {
      throw new ParameterException(spec.commandLine(), "Cannot read " + wanted, e);
    } catch (ScenarioException e) {
      throw new ParameterException(spec.commandLine(), wanted + ": " + e.getMessage(), e);
    }
  }

  private static int play(PrintWriter out, Scenario scenario) {
    ScenarioResult result = new ScenarioRunner().run(scenario);
    List<Violation> violations = Simulation.violations(scenario, TurnMachine::next);
    out.println(scenario.title());
    out.print(result.timeline());
    result.failures().forEach(failure -> out.println("FAILED  " + failure));
    violations.forEach(violation -> out.println("VIOLATED  " + violation));
    boolean fine = result.passed() && violations.isEmpty();
    out.println(fine ? "Everything as expected, no violation." : "Not as expected.");
    return fine ? 0 : 1;
  }
}
