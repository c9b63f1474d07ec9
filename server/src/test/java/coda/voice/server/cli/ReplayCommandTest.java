package coda.voice.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import coda.voice.conversation.ConversationMode;
import coda.voice.conversation.TurnSettings;
import coda.voice.conversation.journal.Journal.Opening;
import coda.voice.conversation.journal.JournalWriter;
import coda.voice.testkit.VirtualLoop;
import coda.voice.testkit.VirtualSession;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayCommandTest {
  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path file;

  @BeforeEach
  void record() throws InterruptedException {
    Opening opening =
        new Opening("test", VirtualLoop.START, ConversationMode.FULL_DUPLEX, TurnSettings.DEFAULTS);
    JournalWriter journal = new JournalWriter(opening, folder, "talk", false);
    VirtualSession session =
        new VirtualSession(ConversationMode.FULL_DUPLEX, TurnSettings.DEFAULTS, journal);
    session.recognizer.understands("what time is it");
    session.userSpeaks(800).userIsSilent(4000);
    session.session.close("client");
    session.loop.settle();
    assertThat(journal.awaitFinished(Duration.ofSeconds(20))).isTrue();
    file = folder.resolve("talk.journal");
  }

  private int replay(String... options) {
    String[] arguments = new String[options.length + 1];
    arguments[0] = "replay";
    System.arraycopy(options, 0, arguments, 1, options.length);
    return CodaCommand.commandLine(SmallEngines::registry)
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  private Path changed(String from, String to) throws IOException {
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(text).contains(from);
      return Files.writeString(folder.resolve("changed.journal"), text.replace(from, to));
    }
  }

  @Test
  void shouldPrintTheTimelineAndThatNothingDiffers() {
    assertThat(replay(file.toString())).isZero();
    assertThat(out.toString())
        .contains("Conversation test", "\"what time is it\"", "is heard", "has finished")
        .containsPattern("Replayed \\d+ steps: all as recorded");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void shouldFailWhenTheRulesNowDoSomethingElse() throws IOException {
    Path tampered = changed("FinishRecognition{itemId=\"item_1\"}", "HoldPlayback{replyId=\"x\"}");
    assertThat(replay(tampered.toString())).isEqualTo(1);
    assertThat(err.toString())
        .containsPattern("Line \\d+: TimerFired\\{at=\\d+,timer=END_OF_TURN}")
        .containsPattern("recorded: .*HoldPlayback\\{replyId=\"x\"}")
        .containsPattern("now: .*FinishRecognition\\{itemId=\"item_1\"}")
        .contains("1 went differently");
  }

  @Test
  void shouldDrawItWholeAndInPart() throws IOException {
    Path whole = folder.resolve("whole.svg");
    Path part = folder.resolve("part.svg");
    assertThat(replay(file.toString(), "--svg", whole.toString())).isZero();
    assertThat(replay(file.toString(), "--svg", part.toString(), "--from", "2.5", "--to", "4"))
        .isZero();
    assertThat(Files.readString(whole)).startsWith("<svg ").contains("“what time is it”");
    assertThat(Files.readString(part)).startsWith("<svg ").doesNotContain("what time is it");
  }

  @Test
  void shouldRefuseToDrawNothing() {
    assertThat(replay(file.toString(), "--from", "3", "--to", "2")).isEqualTo(2);
    assertThat(err.toString()).contains("--from", "--to");
  }

  @Test
  void shouldPrintEveryLineWhenAsked() {
    assertThat(replay(file.toString(), "--steps")).isZero();
    assertThat(out.toString())
        .contains("     3  Step{event=Configured{at=0,", "OpenRecognition{itemId=\"item_1\"}");
  }

  @Test
  void shouldPrintJsonForPrograms() throws IOException {
    assertThat(replay(file.toString(), "--json")).isZero();
    JsonNode json = new ObjectMapper().readTree(out.toString());
    assertThat(json.path("ok").asBoolean()).isTrue();
    assertThat(json.path("differences")).isEmpty();
    assertThat(json.path("stretches"))
        .anyMatch(s -> s.path("words").asText().equals("what time is it"));
    assertThat(json.path("moments")).anyMatch(m -> m.path("what").asText().equals("is heard"));
  }

  @Test
  void shouldSayThatARecordingIsIncomplete() throws IOException {
    assertThat(replay(changed("End{}\n", "").toString())).isZero();
    assertThat(out.toString()).contains("Incomplete: ", "cut off", "all as recorded");
  }

  @Test
  void shouldNameTheLineThatCannotBeRead() throws IOException {
    Path broken = changed("OpenRecognition{", "OpenWindow{");
    assertThat(replay(broken.toString())).isEqualTo(2);
    assertThat(err.toString())
        .containsPattern("Line \\d+: 'OpenWindow' is no kind of TurnEffect")
        .contains("JOURNAL_INVALID")
        .doesNotContain("\tat ");
  }

  @Test
  void shouldRefuseAFileThatIsNotThere() {
    assertThat(replay(folder.resolve("absent").toString())).isEqualTo(2);
    assertThat(err.toString()).contains("absent", "JOURNAL_UNREADABLE").doesNotContain("\tat ");
    assertThat(replay()).isEqualTo(2);
  }
}
