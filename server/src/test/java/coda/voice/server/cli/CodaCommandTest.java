package coda.voice.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import coda.voice.audio.wav.WavAudio;
import coda.voice.audio.wav.WavFile;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

class CodaCommandTest {
  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private static CommandLine commandLine() {
    return CodaCommand.commandLine(SmallEngines::registry);
  }

  private int coda(String... arguments) {
    return commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  static Set<String> commands() {
    return new TreeSet<>(commandLine().getSubcommands().keySet());
  }

  @ParameterizedTest
  @MethodSource("commands")
  void shouldExplainEveryOption(String command) {
    assertThat(coda(command, "--help")).isZero();
    assertThat(out.toString()).contains("Usage: coda " + command);
    for (OptionSpec option :
        commandLine().getSubcommands().get(command).getCommandSpec().options()) {
      assertThat(out.toString()).contains(option.longestName());
      assertThat(option.description()).as(option.longestName()).isNotEmpty();
    }
  }

  @Test
  void shouldListTheCommandsThatTheLauncherLists() throws IOException {
    Path here = Path.of("").toAbsolutePath();
    while (!Files.exists(here.resolve("coda"))) {
      here = here.getParent();
    }
    String line =
        Files.readAllLines(here.resolve("coda")).stream()
            .filter(each -> each.startsWith("commands='"))
            .findFirst()
            .orElseThrow();
    assertThat(line.substring("commands='".length(), line.length() - 1).split(" "))
        .containsExactlyInAnyOrderElementsOf(commands());
  }

  @Test
  void shouldSuggestTheOptionThatWasMeant() {
    assertThat(coda("hear", "a.wav", "--realtime")).isEqualTo(2);
    assertThat(err.toString()).contains("'--realtime'", "--real-time");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void shouldAskForACommand() {
    assertThat(coda()).isEqualTo(2);
    assertThat(err.toString()).contains("say", "hear", "doctor");
  }

  @Test
  void shouldPrintVersionAndJdk() {
    assertThat(coda("version")).isZero();
    assertThat(out.toString())
        .containsPattern(
            "Coda Voice \\d+\\.\\d+\\.\\d+.* \\(commit .+, built \\d{4}-\\d\\d-\\d\\dT")
        .contains("Java " + Runtime.version());
  }

  @Test
  void shouldSimulateConversations() {
    assertThat(coda("simulate", "--conversations", "200", "--seed", "3")).isZero();
    assertThat(out.toString())
        .contains("200 conversations in", "conversations/s", "events/s", "faults injected")
        .contains("0 violations", "Faults: ", "Speculation: ");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void shouldRefuseToSimulateNothing() {
    assertThat(coda("simulate", "--conversations", "0")).isEqualTo(2);
    assertThat(err.toString()).contains("at least 1");
  }

  @Test
  void shouldPlayAScenario() throws IOException {
    Path file = folder.resolve("hello.scenario");
    String scenario =
        """
        # Hello

        the assistant answers "Good morning."

        at 0.5 the user types "hello"

        expect heard "%s"
        """;
    Files.writeString(file, scenario.formatted("Good morning."));
    assertThat(coda("simulate", "--scenario", file.toString())).isZero();
    assertThat(out.toString()).contains("Hello", "asked: hello", "no violation");

    Files.writeString(file, scenario.formatted("Good evening."));
    assertThat(coda("simulate", "--scenario", file.toString())).isEqualTo(1);
    assertThat(out.toString()).contains("FAILED", "Good evening.");
  }

  @Test
  void shouldSayWhichLineOfAScenarioIsWrong() throws IOException {
    Path file = folder.resolve("wrong.scenario");
    Files.writeString(file, "# Wrong\n\nat 0.5 the user yodels\n");
    assertThat(coda("simulate", "--scenario", file.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("wrong.scenario", "3");
  }

  @Test
  void shouldSaySentenceAfterSentenceIntoAFile() {
    Path file = folder.resolve("out.wav");
    assertThat(coda("say", "One sentence.", "And another one.", "-o", file.toString())).isZero();

    WavAudio audio = WavFile.read(file);
    int characters = "One sentence.".length() + "And another one.".length();
    assertThat(audio.sampleRate()).isEqualTo(16_000);
    assertThat(audio.length()).isBetween((characters - 2) * 100, characters * 100);
    assertThat(out.toString())
        .contains("One sentence.\n", "And another one.\n", "real-time factor", "Saved to " + file);
  }

  @Test
  void shouldRefuseToSayWithoutKnowingWhereTo() {
    assertThat(coda("say", "hello")).isEqualTo(2);
    assertThat(err.toString()).contains("-o", "--play");
  }

  @Test
  void shouldNameTheVoicesThatThereAre() {
    Path file = folder.resolve("out.wav");
    assertThat(coda("say", "hello", "-o", file.toString(), "--voice", "nobody")).isEqualTo(1);
    assertThat(err.toString()).contains("'nobody'", "low, high", "VOICE_UNKNOWN");
  }

  @Test
  void shouldTellInWordsThatAnEngineFailed() {
    Path file = folder.resolve("out.wav");
    assertThat(coda("say", "please fail", "-o", file.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("hoarse", "(ENGINE_FAILED)").doesNotContain("\tat ");
  }

  @Test
  void shouldTellWhyAnEngineIsNotAvailable() {
    Path file = folder.resolve("out.wav");
    assertThat(coda("say", "hello", "-o", file.toString(), "--engine", "absent")).isEqualTo(1);
    assertThat(err.toString()).contains("install the large one", "(ENGINE_UNAVAILABLE)");
  }

  @Test
  void shouldListEveryErrorOfTheConfiguration() {
    List<String> wrong = List.of("--set", "server.port=99999", "--set", "server.hots=x");
    assertThat(coda("say", "hi", "-o", "x", wrong.get(0), wrong.get(1), wrong.get(2), wrong.get(3)))
        .isEqualTo(2);
    assertThat(err.toString()).contains("server.port", "99999", "server.hots", "server.host");
    assertThat(err.toString()).doesNotContain("\tat ");
  }

  @Test
  void shouldNotStartAServerWithAWrongConfiguration() {
    assertThat(coda("run", "--port", "99999", "--host", "")).isEqualTo(2);
    assertThat(err.toString()).contains("server.port", "99999", "server.host");
  }

  @Test
  void shouldTellThatThePortIsTaken() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(coda("run", "--set", "storage.enabled=false", "--port", "" + taken.getLocalPort()))
          .isEqualTo(1);
      assertThat(err.toString())
          .contains("" + taken.getLocalPort(), "--port", "(GATEWAY_PORT_IN_USE)")
          .doesNotContain("\tat ");
    }
  }

  @Test
  void shouldHearAStereoFileOfAnotherRate() {
    Path file = folder.resolve("in.wav");
    write(file, new WavAudio(48_000, 2, new short[48_000]));
    assertThat(coda("hear", file.toString())).isZero();
    assertThat(out.toString())
        .contains("0.50 s, 2 channel(s) at 48,000 Hz")
        .contains("so far 320\n")
        .contains("Final: heard 8000\n")
        .contains("real-time factor");
  }

  @Test
  void shouldHandSoundOverInRealTimeWhenAsked() {
    Path file = folder.resolve("in.wav");
    write(file, new WavAudio(16_000, 1, new short[4_800]));
    long began = System.nanoTime();
    assertThat(coda("hear", file.toString(), "--real-time")).isZero();
    assertThat(System.nanoTime() - began).isGreaterThanOrEqualTo(300_000_000);
    assertThat(out.toString()).contains("Final: heard 4800\n").doesNotContain("real-time factor");
  }

  @Test
  void shouldTellInWordsThatAFileIsNoWav() throws IOException {
    Path file = Files.writeString(folder.resolve("in.wav"), "this is no sound at all");
    assertThat(coda("hear", file.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("AUDIO_WAV_NOT_RIFF").doesNotContain("\tat ");
  }

  @Test
  void shouldExamineTheMachineForPrograms() throws IOException {
    assertThat(coda("doctor", "--json", "--set", "server.port=0")).isZero();
    JsonNode report = new ObjectMapper().readTree(out.toString());
    assertThat(report.path("able").asBoolean()).isTrue();
    assertThat(report.path("version").path("version").asText()).isNotBlank();
    assertThat(report.path("findings"))
        .extracting(finding -> finding.path("area").asText())
        .contains("machine", "configuration", "recognizer", "synthesizer", "network", "audio");
  }

  private static void write(Path file, WavAudio audio) {
    try {
      Files.write(file, WavFile.bytes(audio));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
