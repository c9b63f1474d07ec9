package coda.voice.server.cli;

import coda.voice.server.soak.Soak;
import coda.voice.server.soak.SoakPlan;
import coda.voice.server.soak.SoakResult;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Whether a server is the same after many callers as before. */
@Command(
    name = "soak",
    description = {
      "Callers talk, type, interrupt, vanish and send nonsense to a server of its own for half an"
          + " hour. After every round all leave, and what the server still holds is printed: heap,"
          + " threads, file descriptors, connections, sessions, permits, frames of sound.",
      "The engines talk without thinking: it is the server that is looked at, not they."
    },
    footer = {
      "",
      "Exit code 1 when something grew or stayed behind, or when more than 0.1 %% of the callers who"
          + " behaved were not served.",
      "",
      "Examples:",
      "  coda soak",
      "  coda soak --seconds 120 --round-seconds 10 --callers 40"
    })
final class SoakCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "1800",
      description = "How long callers come and go; default: ${DEFAULT-VALUE}.")
  private int seconds;

  @Option(
      names = "--round-seconds",
      paramLabel = "N",
      defaultValue = "60",
      description =
          "How long until all leave and the server is measured; default: ${DEFAULT-VALUE}.")
  private int roundSeconds;

  @Option(
      names = "--callers",
      paramLabel = "N",
      defaultValue = "50",
      description = "How many at the same time; default: ${DEFAULT-VALUE}.")
  private int callers;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Who does what; default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "A setting of the server. Repeatable.")
  private List<String> settings = new ArrayList<>();

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    SoakResult result = Soak.run(plan(), settings, out::println);
    out.println("Visits: " + result.visits());
    out.printf(
        "%d of %d visits of callers who behaved went wrong %s%n",
        result.failedVisits(), result.goodVisits(), result.failures());
    List<String> problems = result.problems();
    problems.forEach(problem -> out.println("FAILED  " + problem));
    out.println(problems.isEmpty() ? "Flat: nothing grew, nothing stayed behind." : "Not flat.");
    out.flush();
    return problems.isEmpty() ? 0 : 1;
  }

  private SoakPlan plan() {
    try {
      return new SoakPlan(
          Duration.ofSeconds(seconds), Duration.ofSeconds(roundSeconds), callers, seed);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }
}
