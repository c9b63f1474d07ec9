package coda.voice.server.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import coda.voice.testkit.play.ScenarioResult;
import coda.voice.testkit.play.ScenarioRunner;
import coda.voice.testkit.scenario.ScenarioException;
import coda.voice.testkit.scenario.ScenarioParser;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Plays conversations that are written down, and says whether they went as they should. */
@Command(
    name = "scenario",
    description = {
      "Plays conversations that are written down, in virtual time, and says whether they went as"
          + " they should.",
      "What happened is printed for those that did not, or for all with --timeline."
    },
    footer = {
      "",
      "The language: docs/scenarios.md, or --grammar.",
      "Exit code 1 when a scenario went otherwise, 2 when one cannot be read.",
      "",
      "Example:",
      "  coda scenario testkit/src/main/resources/scenarios"
    })
final class ScenarioCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "FILE",
      description = "A scenario, or a folder of files that end in .scenario.")
  private List<Path> files = List.of();

  @Option(names = "--timeline", description = "Print what happened, in any case.")
  private boolean timeline;

  @Option(names = "--grammar", description = "Print everything that can be said in a scenario.")
  private boolean grammar;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    if (grammar) {
      out.print(ScenarioParser.grammar());
      out.flush();
      return ExitCode.OK;
    }
    List<Path> scenarios = scenarios();
    if (scenarios.isEmpty()) {
      throw new ParameterException(spec.commandLine(), "No scenario is named");
    }
    // Engines fail on purpose here.
    ((Logger) LoggerFactory.getLogger("coda.voice.conversation")).setLevel(Level.OFF);
    int unreadable = 0;
    int wrong = 0;
    for (Path file : scenarios) {
      try {
        wrong += play(out, file) ? 0 : 1;
      } catch (ScenarioException e) {
        unreadable++;
        out.printf("unreadable  %s, %s%n", file, e.getMessage());
      }
    }
    out.printf("%d scenarios, %d went otherwise%n", scenarios.size() - unreadable, wrong);
    out.flush();
    return unreadable > 0 ? ExitCode.USAGE : wrong > 0 ? ExitCode.SOFTWARE : ExitCode.OK;
  }

  private boolean play(PrintWriter out, Path file) throws IOException {
    ScenarioResult result = new ScenarioRunner().run(ScenarioParser.parse(Files.readString(file)));
    out.printf(
        "%s  %s%n", result.passed() ? "as expected" : "OTHERWISE  ", result.scenario().title());
    if (!result.passed()) {
      out.println(file);
      out.println(result.report());
    } else if (timeline) {
      out.println(result.timeline());
    }
    return result.passed();
  }

  private List<Path> scenarios() throws IOException {
    List<Path> all = new ArrayList<>();
    for (Path file : files) {
      if (Files.isDirectory(file)) {
        try (Stream<Path> inside = Files.list(file)) {
          inside.filter(f -> f.toString().endsWith(".scenario")).sorted().forEach(all::add);
        }
      } else if (Files.isReadable(file)) {
        all.add(file);
      } else {
        throw new ParameterException(spec.commandLine(), file + " cannot be read");
      }
    }
    return all;
  }
}
