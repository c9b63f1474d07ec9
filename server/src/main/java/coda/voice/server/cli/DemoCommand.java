package coda.voice.server.cli;

import coda.voice.engine.EngineRegistry;
import coda.voice.engine.Synthesizer;
import coda.voice.server.VoiceServer;
import coda.voice.server.config.CodaConfig;
import coda.voice.server.demo.Demo;
import coda.voice.server.demo.DemoResult;
import coda.voice.server.solo.OpenEngine;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A server of its own, and a scripted user who talks to it. */
@Command(
    name = "demo",
    description = {
      "A spoken conversation of eight turns with a server of its own, one of them an interruption.",
      "Takes about a minute, prints a timeline and where the time went, and saves both sides as"
          + " one stereo WAV file: the user on the left, the assistant on the right."
    },
    footer = {"", "Exit code 1 when a turn did not go as it must."})
final class DemoCommand implements Callable<Integer> {
  private final Supplier<EngineRegistry> engines;

  @Spec private CommandSpec spec;
  @Mixin private ConfigOptions config;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE.wav",
      defaultValue = "demo.wav",
      description = "Save both sides here; default: ${DEFAULT-VALUE}.")
  private Path output;

  @Option(
      names = "--user-voice",
      paramLabel = "NAME",
      defaultValue = "freetts",
      description =
          "The synthesiser that speaks for the user, better not the assistant's; default:"
              + " ${DEFAULT-VALUE}.")
  private String userVoice;

  @Option(
      names = "--journal",
      paramLabel = "FILE.journal",
      description = "Save what turn-taking did here; coda replay shows it.")
  private Optional<Path> journal;

  @Option(names = "--json", description = "Print one JSON object instead of the timeline.")
  private boolean json;

  /**
   * The command.
   *
   * @param engines finds the engines
   */
  DemoCommand(Supplier<EngineRegistry> engines) {
    this.engines = engines;
  }

  @Override
  public Integer call() throws InterruptedException, IOException {
    if (journal.isEmpty()) {
      return talk(List.of());
    }
    try (JournalFolder folder = JournalFolder.create()) {
      int code = talk(folder.settings());
      folder.moveOnlyJournalTo(journal.get());
      if (!json) {
        spec.commandLine().getOut().println("Journal saved to " + journal.get());
      }
      return code;
    }
  }

  private int talk(List<String> journalSettings)
      throws InterruptedException, JsonProcessingException {
    EngineRegistry registry = engines.get();
    List<String> settings =
        new ArrayList<>(
            List.of(
                "server.host=127.0.0.1",
                "server.port=0",
                "server.tls.enabled=false",
                "storage.enabled=false"));
    settings.addAll(journalSettings);
    CodaConfig valid = config.load(registry, settings);
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter progress = json ? new PrintWriter(Writer.nullWriter()) : out;
    DemoResult result;
    try (OpenEngine<Synthesizer> user =
            OpenEngine.open(registry, Synthesizer.class, userVoice, valid.engines());
        VoiceServer server = VoiceServer.start(valid, registry, BuildInfo.read().version())) {
      progress.println(server.readyLine());
      result = new Demo(progress).talk(server.uri(), user.engine());
    }
    result.save(output);
    if (json) {
      out.println(
          new ObjectMapper()
              .enable(SerializationFeature.INDENT_OUTPUT)
              .writeValueAsString(result.json()));
    } else {
      result.print(out);
      out.println("Saved to " + output);
    }
    return result.problems().isEmpty() ? 0 : 1;
  }
}
