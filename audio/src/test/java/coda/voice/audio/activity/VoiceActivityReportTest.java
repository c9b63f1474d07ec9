package coda.voice.audio.activity;

import static org.assertj.core.api.Assertions.assertThat;

import coda.voice.audio.activity.VoiceActivityReport.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Writes the table of {@code docs/voice-activity.md} to {@code target/voice-activity.md} and holds
 * the detectors to it. The property {@code voices} names folders of other voices, WAV files, joined
 * by commas; those are measured without bounds.
 */
class VoiceActivityReportTest {
  @Test
  void shouldStayWithinTheBoundsOfTheDocumentation() throws IOException {
    String folders = System.getProperty("voices", "");
    Map<String, List<short[]>> voices = new LinkedHashMap<>();
    if (folders.isEmpty()) {
      voices.put("mary", VoiceActivityReport.sentences("mary"));
      voices.put("espeak", VoiceActivityReport.sentences("espeak"));
    } else {
      for (String folder : folders.split(",", -1)) {
        Path path = Path.of(folder);
        voices.put(path.getFileName().toString(), VoiceActivityReport.read(path));
      }
    }

    List<Row> rows = VoiceActivityReport.measure(voices);

    Files.writeString(Path.of("target", "voice-activity.md"), VoiceActivityReport.table(rows));
    if (folders.isEmpty()) {
      assertThat(rows).hasSizeGreaterThanOrEqualTo(14).allSatisfy(this::check);
    }
  }

  private void check(Row row) {
    assertThat(row.result().sentencesMissed()).as(row.markdown()).isZero();
    if (row.condition().noise().equals("babble")) {
      return; // talking in the background is speech: measured, not judged
    }
    assertThat(row.result().falseAlarms()).as(row.markdown()).isLessThan(0.005);
    assertThat(row.result().falseStarts()).as(row.markdown()).isZero();
    boolean pureJava = row.detector().equals("pure Java");
    double most =
        switch (row.condition().clean() ? 40 : row.condition().snrDb()) {
          case 40 -> pureJava ? 0.15 : 0.35;
          case 20 -> pureJava ? 0.25 : 0.45;
          default -> pureJava ? 0.35 : 0.65;
        };
    assertThat(row.result().missed()).as(row.markdown()).isLessThan(most);
  }
}
