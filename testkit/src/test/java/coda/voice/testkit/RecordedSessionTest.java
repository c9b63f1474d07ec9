package coda.voice.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import coda.voice.audio.wav.WavFile;
import coda.voice.conversation.ConversationMode;
import coda.voice.conversation.SessionNotice;
import coda.voice.conversation.SessionWitness;
import coda.voice.conversation.TurnSettings;
import coda.voice.conversation.journal.Journal;
import coda.voice.conversation.journal.Journal.Entry;
import coda.voice.conversation.journal.Journal.Opening;
import coda.voice.conversation.journal.Journal.Step;
import coda.voice.conversation.journal.JournalMemory;
import coda.voice.conversation.journal.JournalReader;
import coda.voice.conversation.journal.JournalWriter;
import coda.voice.conversation.journal.Replay;
import coda.voice.conversation.timeline.Timeline;
import coda.voice.conversation.timeline.Timeline.Moment.Mark;
import coda.voice.conversation.timeline.Timeline.Stretch;
import coda.voice.conversation.timeline.TimelineSvg;
import coda.voice.conversation.timeline.TimelineText;
import coda.voice.conversation.turn.TurnEffect;
import java.io.StringReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;

class RecordedSessionTest {
  private static final Opening OPENING =
      new Opening("test", VirtualLoop.START, ConversationMode.FULL_DUPLEX, TurnSettings.DEFAULTS);

  @TempDir Path folder;

  /** A false interruption, a real one, a typed turn, and the end. */
  private static VirtualSession talk(SessionWitness witness) {
    VirtualSession s =
        new VirtualSession(ConversationMode.FULL_DUPLEX, TurnSettings.DEFAULTS, witness);
    s.recognizer.understands("count <to> \"ten\"");
    s.model.answers("one two three four five six seven eight nine ten ".repeat(3).strip());
    s.userSpeaks(600).userIsSilent(1800);
    s.recognizer.understands("");
    s.userSpeaks(200).userIsSilent(2000);
    s.recognizer.understands("stop it");
    s.userSpeaks(700).userIsSilent(3000);
    s.session.type("and now?");
    s.userIsSilent(5000);
    s.session.close("client");
    s.loop.settle();
    return s;
  }

  private static Journal remembered() {
    JournalMemory memory = new JournalMemory(OPENING);
    talk(memory);
    return memory.journal();
  }

  @Test
  void aSessionIsReplayedToTheSameEffects() {
    Journal journal = remembered();
    assertThat(journal.missing()).isEmpty();
    assertThat(journal.entries()).hasSizeGreaterThan(50);
    assertThat(Replay.differences(journal)).isEmpty();
  }

  @Test
  void theFileHoldsWhatTheMemoryHolds() throws Exception {
    JournalWriter writer = new JournalWriter(OPENING, folder, "j", false);
    talk(writer);
    assertThat(writer.awaitFinished(Duration.ofSeconds(20))).isTrue();

    Journal journal = JournalReader.read(folder.resolve("j.journal"));
    assertThat(withoutReferences(journal)).isEqualTo(withoutReferences(remembered()));
    assertThat(Replay.differences(journal)).isEmpty();
  }

  private static List<Entry> withoutReferences(Journal journal) {
    return journal.entries().stream()
        .filter(
            e ->
                !(e instanceof Journal.Told told && told.notice() instanceof SessionNotice.Problem))
        .toList();
  }

  @Test
  void theSoundIsKeptWhenAsked() throws Exception {
    JournalWriter writer = new JournalWriter(OPENING, folder, "j", true);
    VirtualSession s = talk(writer);
    assertThat(writer.awaitFinished(Duration.ofSeconds(20))).isTrue();

    int heardMs = 600 + 1800 + 200 + 2000 + 700 + 3000 + 5000;
    assertThat(WavFile.read(folder.resolve("j-microphone.wav")).samples()).hasSize(heardMs * 16);
    assertThat(WavFile.read(folder.resolve("j-reply.wav")).samples()).isNotEmpty();
    assertThat(s.everythingGivenBack()).isTrue();
  }

  @Test
  void aDifferenceIsNamedWithItsLineAndBothSides() {
    Journal journal = remembered();
    List<Entry> entries = new ArrayList<>(journal.entries());
    int index = 0;
    while (!(entries.get(index) instanceof Step step
        && step.effects().stream().anyMatch(TurnEffect.HoldPlayback.class::isInstance))) {
      index++;
    }
    Step held = (Step) entries.get(index);
    entries.set(index, new Step(held.event(), List.of(new TurnEffect.ResumePlayback("reply_1"))));

    List<Replay.Difference> differences =
        Replay.differences(new Journal(journal.opening(), entries, journal.missing()));

    assertThat(differences)
        .containsExactly(
            new Replay.Difference(
                Journal.line(index),
                held.event(),
                List.of(new TurnEffect.ResumePlayback("reply_1")),
                held.effects()));
    assertThat(differences.getFirst().toString())
        .contains("Line " + (index + 3), "recorded: ResumePlayback", "now: ", "HoldPlayback");
  }

  @Test
  void anEventThatIsMissingMakesADifference() {
    Journal journal = remembered();
    List<Entry> entries = new ArrayList<>(journal.entries());
    entries.removeIf(
        e ->
            e instanceof Step step
                && step.effects().stream().anyMatch(TurnEffect.StartReply.class::isInstance));
    assertThat(Replay.differences(new Journal(journal.opening(), entries, journal.missing())))
        .isNotEmpty();
  }

  @Test
  void theTimelineTellsWhoSpokeAndWhatWasHeldCutAndResumed() {
    Timeline timeline = Timeline.of(remembered());

    assertThat(timeline.stretches())
        .filteredOn(s -> s.kind() == Stretch.Kind.SPEECH)
        .extracting(Stretch::words)
        .contains("count <to> \"ten\"", "stop it");
    assertThat(timeline.stretches())
        .extracting(Stretch::kind)
        .contains(
            Stretch.Kind.PAUSE,
            Stretch.Kind.THINKING,
            Stretch.Kind.SPEAKING,
            Stretch.Kind.HELD,
            Stretch.Kind.SENT);
    assertThat(timeline.moments())
        .extracting(Timeline.Moment::mark)
        .contains(Mark.HELD, Mark.RESUMED, Mark.CUT, Mark.TYPED);
    assertThat(TimelineText.of(timeline))
        .contains("Conversation test, 2026-01-05T09:30:00Z")
        .containsPattern(" s  user       said +\"count <to> \"ten\"\"\n")
        .containsPattern(" s  assistant  held +reply_1\n")
        .containsPattern(" s  assistant  resumed +reply_1\n")
        .containsPattern(" s  assistant  cut +speech\n")
        .containsPattern(" s  assistant  was heard +\"one two .*\" to \\d\\.\\d\\d s\n")
        .containsPattern(" s  session    ends +client\n");
  }

  @Test
  void thePictureIsXmlAndShowsTheSame() throws Exception {
    String svg = TimelineSvg.of(Timeline.of(remembered()));
    var document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(svg)));
    assertThat(document.getDocumentElement().getTextContent())
        .contains("“count <to> \"ten\"”", "“stop it”", "held", "resumed", "cut: speech", "types");
    java.nio.file.Files.writeString(
        Path.of("target/session.txt"), TimelineText.of(Timeline.of(remembered())));
  }
}
