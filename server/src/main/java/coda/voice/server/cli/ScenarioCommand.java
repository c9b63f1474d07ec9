package coda.voice.server.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import coda.voice.conversation.ConversationMode;
import coda.voice.conversation.TurnSettings;
import coda.voice.conversation.journal.Journal.Opening;
import coda.voice.conversation.journal.JournalWriter;
import coda.voice.conversation.turn.TurnMachine;
import coda.voice.testkit.VirtualLoop;
import coda.voice.testkit.play.ScenarioResult;
import coda.voice.testkit.play.ScenarioRunner;
import coda.voice.testkit.scenario.Scenario;
import coda.voice.testkit.scenario.ScenarioException;
import coda.voice.testkit.scenario.ScenarioParser;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
  private static final Duration WRITTEN_WITHIN = Duration.ofSeconds(10);

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "FILE",
      description = "A scenario, or a folder of files that end in .scenario.")
  private List<Path> files = List.of();

  @Option(names = "--timeline", description = "Print what happened, in any case.")
  private boolean timeline;

  @Option(
      names = "--journal",
      paramLabel = "FOLDER",
      description = "Record each conversation here, for coda replay.")
  private Optional<Path> journals;

  @Option(names = "--grammar", description = "Print everything that can be said in a scenario.")
  private boolean grammar;

  @Override
  public Integer call() throws IOException, InterruptedException {
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

  private boolean play(PrintWriter out, Path file) throws IOException, InterruptedException {
    Scenario scenario = ScenarioParser.parse(Files.readString(file));
    ScenarioResult result =
        journals.isPresent()
            ? record(scenario, name(file), journals.get())
            : new ScenarioRunner().run(scenario);
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

  private ScenarioResult record(Scenario scenario, String name, Path folder)
      throws IOException, InterruptedException {
    Files.createDirectories(folder);
    JournalWriter journal =
        new JournalWriter(
            new Opening(
                name, VirtualLoop.START, ConversationMode.FULL_DUPLEX, TurnSettings.DEFAULTS),
            folder,
            name,
            false);
    ScenarioResult result = new ScenarioRunner().run(scenario, journal, TurnMachine::next);
    if (!journal.awaitFinished(WRITTEN_WITHIN)) {
      throw new IOException("The journal of " + name + " was not written in time");
    }
    return result;
  }

  private static String name(Path file) {
    return file.getFileName().toString().replaceFirst("\\.scenario$", "");
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
