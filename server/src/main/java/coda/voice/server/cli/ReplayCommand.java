package coda.voice.server.cli;

import coda.voice.conversation.journal.Journal;
import coda.voice.conversation.journal.JournalException;
import coda.voice.conversation.journal.JournalReader;
import coda.voice.conversation.journal.Replay;
import coda.voice.conversation.timeline.Timeline;
import coda.voice.conversation.timeline.TimelineSvg;
import coda.voice.conversation.timeline.TimelineText;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs the turn machine over a recorded conversation, and shows how it went. */
@Command(
    name = "replay",
    description = {
      "Show how a recorded conversation went, and check that turn-taking would go the same today.",
      "The rules run over the recorded events; a difference from what was recorded is an error."
    },
    footer = {
      "",
      "A server records with --set conversation.journal=events, the demo with --journal FILE.",
      "Exit code 1 when something differs, 2 when the file cannot be read.",
      "",
      "Example:",
      "  coda replay journals/20260105-093000-c1.journal --svg talk.svg --from 3 --to 12"
    })
final class ReplayCommand implements Callable<Integer> {
  /** More differences than this are counted only: the first one usually brings the others. */
  private static final int SHOWN = 20;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "A journal, compressed or not.")
  private Path file;

  @Option(names = "--svg", paramLabel = "FILE.svg", description = "Draw the timeline here, too.")
  private Optional<Path> svg;

  @Option(
      names = "--from",
      paramLabel = "SECONDS",
      description = "Begin the drawing here instead of at the beginning.")
  private Optional<Double> from;

  @Option(
      names = "--to",
      paramLabel = "SECONDS",
      description = "End the drawing here instead of at the end.")
  private Optional<Double> to;

  @Option(
      names = "--steps",
      description = "Print every recorded line with its number instead of the timeline.")
  private boolean steps;

  @Option(names = "--json", description = "Print one JSON object instead of the timeline.")
  private boolean json;

  @Override
  public Integer call() throws JsonProcessingException {
    Journal journal;
    try {
      journal = JournalReader.read(file);
    } catch (JournalException e) {
      return refuse("%s: %s (%s)".formatted(file, e.getMessage(), e.code()));
    }
    Timeline timeline = Timeline.of(journal);
    long fromMs = ms(from).orElse(0L);
    long toMs = ms(to).orElse(timeline.endMs());
    if (fromMs < 0 || toMs <= fromMs) {
      return refuse("There is nothing to draw between --from and --to");
    }
    if (svg.isPresent()) {
      try {
        Files.writeString(svg.get(), TimelineSvg.of(timeline, fromMs, toMs));
      } catch (IOException e) {
        return refuse(svg.get() + " cannot be written: " + e);
      }
    }
    List<Replay.Difference> differences = Replay.differences(journal);
    show(journal, timeline, differences);
    return differences.isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private void show(Journal journal, Timeline timeline, List<Replay.Difference> differences)
      throws JsonProcessingException {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(ReplayJson.of(timeline, differences));
      return;
    }
    if (steps) {
      for (int i = 0; i < journal.entries().size(); i++) {
        out.printf("%6d  %s%n", Journal.line(i), journal.text(i));
      }
    } else {
      out.print(TimelineText.of(timeline));
    }
    long count = journal.entries().stream().filter(Journal.Step.class::isInstance).count();
    if (differences.isEmpty()) {
      out.printf("Replayed %,d steps: all as recorded%n", count);
    } else {
      PrintWriter err = spec.commandLine().getErr();
      differences.stream().limit(SHOWN).forEach(err::println);
      err.printf("Replayed %,d steps: %,d went differently%n", count, differences.size());
    }
    svg.ifPresent(path -> out.println("Drawn to " + path));
  }

  private int refuse(String message) {
    spec.commandLine().getErr().println(message);
    return ExitCode.USAGE;
  }

  private static Optional<Long> ms(Optional<Double> seconds) {
    return seconds.map(s -> Math.round(s * 1000));
  }
}
