package coda.voice.conversation.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coda.voice.conversation.SessionNotice;
import coda.voice.conversation.TurnSettings;
import coda.voice.conversation.journal.Journal.Line;
import coda.voice.conversation.journal.Journal.Step;
import coda.voice.conversation.turn.TurnEffect;
import coda.voice.conversation.turn.TurnEvent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordTextTest {
  /** Every kind of event, effect and notice; audio alone is never written. */
  @Provide
  Arbitrary<Class<?>> kinds() {
    return Arbitraries.of(
        Stream.of(TurnEvent.class, TurnEffect.class, SessionNotice.class, Line.class)
            .flatMap(type -> Shape.records(type).stream())
            .filter(type -> type != SessionNotice.ReplyAudio.class)
            .filter(type -> type != Journal.Told.class)
            .toList());
  }

  @Property(tries = 5000)
  void whatIsWrittenIsRead(@ForAll("kinds") Class<?> kind, @ForAll Random random) {
    Record value = new AnyRecord(random).of(kind);

    String line = RecordWriter.line(value);

    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    assertThat(line).doesNotContain("\n", "\r");
    assertThat(RecordReader.read(new String(bytes, StandardCharsets.UTF_8), 1, kind))
        .isEqualTo(value);
  }

  @Property(tries = 2000)
  void aBrokenLineIsRefusedInWordsOrReadAsSomething(
      @ForAll("kinds") Class<?> kind, @ForAll Random random) {
    String line = RecordWriter.line(new AnyRecord(random).of(kind));
    int at = random.nextInt(line.length());
    String broken =
        switch (random.nextInt(3)) {
          case 0 -> line.substring(0, at);
          case 1 -> line.substring(0, at) + line.substring(at + 1);
          default -> line.substring(0, at) + "{}[]=,\"@x7-".charAt(at % 11) + line.substring(at);
        };
    try {
      assertThat(RecordReader.read(broken, 7, kind)).isInstanceOf(kind);
    } catch (JournalException e) {
      assertThat(e.code()).isEqualTo("JOURNAL_INVALID");
      assertThat(e).hasMessageStartingWith("Line 7: ");
    }
  }

  @Test
  void shouldWriteAnIgnoredEventOnce() {
    TurnEvent event = new TurnEvent.Typed(12, "a long text");
    Step step = new Step(event, List.of(new TurnEffect.Ignored(event, "no")));

    String line = RecordWriter.line(step);

    assertThat(line)
        .isEqualTo(
            "Step{event=Typed{at=12,text=\"a long text\"},"
                + "effects=[Ignored{event=@,why=\"no\"}]}");
    assertThat(RecordReader.read(line, 1, Line.class)).isEqualTo(step);
  }

  @Test
  void shouldReadSettingsOfAVersionThatKnewFewer() {
    TurnSettings settings = TurnSettings.DEFAULTS.withSuspensionMs(1);
    String line = RecordWriter.line(settings);

    String older = line.replaceAll("toolMs=\\d+,|,manners=TurnManners\\{[^}]*\\}", "");

    assertThat(older).hasSizeLessThan(line.length());
    assertThat(RecordReader.read(older, 1, TurnSettings.class)).isEqualTo(settings);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Sneezed{at=1} | 'Sneezed' is no kind of TurnEvent that this version knows",
        "Committed{} | Committed has '' where this version has at",
        "SpeechStarted{at=1} | SpeechStarted has no since",
        "SpeechStarted{at=1,until=2} | SpeechStarted has 'until' where this version has since",
        "Committed{at=1,since=2} | Committed has more than this version knows",
        "Committed{at=soon} | that is no long",
        "Committed{at=1}} | there is more than one record",
        "TimerFired{at=1,timer=TEA} | 'TEA' is no TurnTimer that this version knows",
        "@ | '' is no kind of TurnEvent",
      })
  void shouldSayWhatIsWrong(String line, String message) {
    assertThatThrownBy(() -> RecordReader.read(line, 42, TurnEvent.class))
        .isInstanceOf(JournalException.class)
        .hasMessageStartingWith("Line 42: " + message)
        .hasMessageContaining("character");
  }

  @Test
  void shouldRefuseWhatTheRecordItselfRefuses() {
    String line =
        "SpeechStopped{at=1,since=1,spokenMs=1,outlook=TurnOutlook{finished=7.0,why=\"\"}";
    assertThatThrownBy(() -> RecordReader.read(line + "}", 3, TurnEvent.class))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("finished must be 0 to 1");
  }
}
