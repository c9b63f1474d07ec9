package coda.voice.server;

import static org.assertj.core.api.Assertions.assertThat;

import coda.voice.conversation.journal.Journal;
import coda.voice.conversation.journal.JournalReader;
import coda.voice.conversation.journal.Replay;
import coda.voice.conversation.timeline.Timeline;
import coda.voice.conversation.timeline.TimelineSvg;
import coda.voice.testkit.play.ScenarioResult;
import coda.voice.testkit.play.ScenarioRunner;
import coda.voice.testkit.scenario.ScenarioParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The pictures of "How a turn works" show what the rules do today. */
class PicturesTest {
  private static final Path FOLDER = Path.of("../docs/pictures");

  static List<Path> journals() throws IOException {
    return files(".journal");
  }

  static List<Path> scenarios() throws IOException {
    return files(".scenario");
  }

  private static List<Path> files(String ending) throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("journals")
  void shouldLeadToWhatIsRecorded(Path journal) {
    assertThat(Replay.differences(JournalReader.read(journal))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void shouldGoAsWritten(Path scenario) throws IOException {
    ScenarioResult result =
        new ScenarioRunner().run(ScenarioParser.parse(Files.readString(scenario)));
    assertThat(result.passed()).as(result.report()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "question, demo, 6000, 11000",
    "interruption, demo, 15500, 23500",
    "speculation, speculation, 0, -1",
    "going-on, going-on, 0, -1",
    "cough, cough, 0, -1",
    "backchannel, backchannel, 0, -1",
    "protected, protected, 0, -1",
    "tool, tool, 0, -1",
    "apology, apology, 0, -1",
    "connection, connection, 0, -1",
  })
  void shouldBeWhatTheJournalDraws(String picture, String journal, long fromMs, long toMs)
      throws IOException {
    Journal recorded = JournalReader.read(FOLDER.resolve(journal + ".journal"));
    Timeline timeline = Timeline.of(recorded);
    assertThat(TimelineSvg.of(timeline, fromMs, toMs < 0 ? timeline.endMs() : toMs))
        .isEqualTo(Files.readString(FOLDER.resolve(picture + ".svg")));
  }

  @Test
  void shouldAllBeShown() throws IOException {
    String page = Files.readString(FOLDER.resolveSibling("how-a-turn-works.md"));
    for (Path picture : files(".svg")) {
      assertThat(page).contains("(pictures/" + picture.getFileName() + ")");
    }
  }
}
