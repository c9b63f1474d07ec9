package coda.voice.conversation.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coda.voice.audio.AudioFrame;
import coda.voice.audio.FramePool;
import coda.voice.audio.wav.WavAudio;
import coda.voice.audio.wav.WavFile;
import coda.voice.conversation.ConversationMode;
import coda.voice.conversation.SessionNotice;
import coda.voice.conversation.TurnSettings;
import coda.voice.conversation.journal.Journal.Opening;
import coda.voice.conversation.journal.Journal.Sent;
import coda.voice.conversation.journal.Journal.Sound;
import coda.voice.conversation.journal.Journal.Step;
import coda.voice.conversation.journal.Journal.Told;
import coda.voice.conversation.turn.TurnEvent;
import coda.voice.conversation.turn.TurnMachine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalFileTest {
  private static final Opening OPENING =
      new Opening(
          "c:1",
          Instant.parse("2026-01-05T09:30:00Z"),
          ConversationMode.FULL_DUPLEX,
          TurnSettings.DEFAULTS);
  private static final SessionNotice ENDED =
      (SessionNotice) new AnyRecord(new Random(1)).of(SessionNotice.Ended.class);

  @TempDir Path folder;

  private final FramePool pool = new FramePool(16);

  private static void typed(JournalWriter journal, int count) {
    for (int i = 0; i < count; i++) {
      journal.onStep(
          new TurnEvent.Typed(i, "words " + i),
          new TurnMachine.Step(OPENING.initialState(), List.of()));
    }
  }

  private static List<TurnEvent> events(Journal journal) {
    return journal.entries().stream()
        .filter(Step.class::isInstance)
        .map(entry -> ((Step) entry).event())
        .toList();
  }

  private static void finish(JournalWriter journal) throws InterruptedException {
    journal.onNotice(9, ENDED);
    assertThat(journal.awaitFinished(Duration.ofSeconds(20))).isTrue();
  }

  private Journal onlyJournal() throws IOException {
    try (var files = Files.list(folder)) {
      List<Path> journals = files.filter(f -> f.toString().endsWith(".journal")).toList();
      assertThat(journals).hasSize(1);
      return JournalReader.read(journals.getFirst());
    }
  }

  /** Runs the writer when the test says so. */
  private static final class Later implements Executor {
    private final List<Runnable> tasks = new ArrayList<>();

    @Override
    public void execute(Runnable task) {
      tasks.add(task);
    }

    void run() {
      tasks.forEach(Runnable::run);
    }
  }

  @Test
  void shouldKeepEverythingInOrder() throws Exception {
    JournalWriter journal = new JournalWriter(OPENING, folder, "j", false);
    typed(journal, 10_000 / 20);
    journal.onNotice(7, new SessionNotice.ReplyText("reply_1", "one\ntwo"));
    finish(journal);

    Journal read = JournalReader.read(folder.resolve("j.journal"));
    assertThat(read.opening()).isEqualTo(OPENING);
    assertThat(read.missing()).isEmpty();
    assertThat(events(read))
        .containsExactlyElementsOf(
            IntStream.range(0, 500)
                .mapToObj(i -> (TurnEvent) new TurnEvent.Typed(i, "words " + i))
                .toList());
    assertThat(read.entries().subList(500, 502))
        .containsExactly(
            new Told(7, new SessionNotice.ReplyText("reply_1", "one\ntwo")), new Told(9, ENDED));
  }

  @Test
  void shouldWriteNothingBeforeTheSessionBegins() throws Exception {
    JournalWriter journal = new JournalWriter(OPENING, folder, "j", true);
    assertThat(journal.awaitFinished(Duration.ZERO)).isTrue();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void shouldNotReplaceAJournalOfTheSameName() throws Exception {
    Files.writeString(folder.resolve("j.journal"), "precious");
    JournalWriter journal = new JournalWriter(OPENING, folder, "j", false);
    typed(journal, 1);
    finish(journal);

    assertThat(folder.resolve("j.journal")).hasContent("precious");
    assertThat(events(JournalReader.read(folder.resolve("j-2.journal")))).hasSize(1);
  }

  @Test
  void shouldReadUpToTheLastWholeLineWhereverTheFileIsCutOff() throws Exception {
    JournalWriter journal = new JournalWriter(OPENING, folder, "j", false);
    typed(journal, 40);
    finish(journal);
    byte[] bytes = Files.readAllBytes(folder.resolve("j.journal"));
    Path cut = folder.resolve("cut.journal");

    List<TurnEvent> all = events(JournalReader.read(folder.resolve("j.journal")));

    int most = 0;
    int whole = 0;
    for (int length = 0; length < bytes.length; length++) {
      Files.write(cut, Arrays.copyOf(bytes, length));
      try {
        Journal read = JournalReader.read(cut);
        List<TurnEvent> events = events(read);
        assertThat(events.size()).isGreaterThanOrEqualTo(most);
        assertThat(events).isEqualTo(all.subList(0, events.size()));
        if (read.missing().isEmpty()) {
          whole++;
        } else {
          assertThat(read.missing().get()).contains("cut off");
        }
        most = events.size();
      } catch (JournalException e) {
        assertThat(e.code()).isEqualTo("JOURNAL_UNREADABLE");
        assertThat(most).isZero();
      }
    }
    assertThat(most).isEqualTo(40);
    // Only the last, empty block and the check sum may be missing from a whole journal.
    assertThat(whole).isLessThanOrEqualTo(20);
  }

  @Test
  void shouldReadWhatWasFlushedBeforeTheServerWasKilled() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JournalFile file = new JournalFile(bytes, OPENING, folder, "j")) {
      file.write(new Step(new TurnEvent.Committed(5), List.of()));
      file.flush();
      byte[] sofar = bytes.toByteArray();
      Journal read = JournalReader.read(new java.io.ByteArrayInputStream(sofar), "j");
      assertThat(events(read)).containsExactly(new TurnEvent.Committed(5));
      assertThat(read.missing()).isPresent();
    }
  }

  @Test
  void shouldReadAnUncompressedFile() throws IOException {
    Path file =
        write(
            "coda journal 1",
            RecordWriter.line(OPENING),
            "Step{event=Committed{at=5},effects=[]}",
            "End{}");
    Journal read = JournalReader.read(file);
    assertThat(events(read)).containsExactly(new TurnEvent.Committed(5));
    assertThat(read.missing()).isEmpty();
  }

  @Test
  void shouldNameTheLineThatIsWrong() throws IOException {
    Path file =
        write(
            "coda journal 1",
            RecordWriter.line(OPENING),
            "Step{event=Committed{at=5},effects=[]}",
            "Step{event=Sneezed{at=6},effects=[]}");
    assertThatThrownBy(() -> JournalReader.read(file))
        .isInstanceOf(JournalException.class)
        .hasMessageStartingWith("Line 4: 'Sneezed'");
  }

  @Test
  void shouldRefuseAnotherVersionAndWhatIsNoJournal() throws IOException {
    assertThatThrownBy(() -> JournalReader.read(write("coda journal 99", "x")))
        .hasMessageContaining("of version 99")
        .extracting(e -> ((JournalException) e).code())
        .isEqualTo("JOURNAL_VERSION");
    assertThatThrownBy(() -> JournalReader.read(write("hello", "x")))
        .hasMessageContaining("is no journal");
    assertThatThrownBy(() -> JournalReader.read(folder.resolve("absent")))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("absent");
  }

  private Path write(String... lines) throws IOException {
    return Files.write(folder.resolve("text.journal"), List.of(lines), StandardCharsets.UTF_8);
  }

  @Test
  void shouldStopWhenItCannotKeepUpAndSaySo() throws Exception {
    Later writer = new Later();
    JournalWriter journal =
        new JournalWriter(
            OPENING, false, () -> JournalFile.create(folder, "j", OPENING), writer, 8);
    typed(journal, 20);
    writer.run();
    typed(journal, 20);
    journal.onNotice(9, ENDED);

    Journal read = onlyJournal();
    assertThat(events(read)).hasSize(8);
    assertThat(read.missing()).contains("more happened than could be written");
  }

  @Test
  void shouldGiveFramesBackWhenItCannotKeepUp() throws Exception {
    Later writer = new Later();
    JournalWriter journal =
        new JournalWriter(OPENING, true, () -> JournalFile.create(folder, "j", OPENING), writer, 8);
    for (int i = 0; i < 20; i++) {
      hear(journal, i * 20, 16_000);
    }
    writer.run();
    assertThat(pool.leased()).isZero();
  }

  @Test
  void shouldStopWhenTheDiskIsFullAndLetTheSessionGoOn() throws Exception {
    Later writer = new Later();
    JournalWriter journal =
        new JournalWriter(
            OPENING,
            true,
            () -> new JournalFile(new SmallDisk(), OPENING, folder, "j"),
            writer,
            4096);
    typed(journal, 3000);
    hear(journal, 1, 16_000);
    journal.onNotice(9, ENDED);
    writer.run();
    typed(journal, 10);
    hear(journal, 2, 16_000);

    assertThat(journal.awaitFinished(Duration.ZERO)).isTrue();
    assertThat(pool.leased()).isZero();
  }

  @Test
  void shouldStopWhenTheFolderIsGone() throws Exception {
    JournalWriter journal = new JournalWriter(OPENING, folder.resolve("gone"), "j", false);
    typed(journal, 3);
    finish(journal);
    assertThat(folder).isEmptyDirectory();
  }

  /** Takes 300 bytes. */
  private static final class SmallDisk extends OutputStream {
    private int left = 300;

    @Override
    public void write(int b) throws IOException {
      if (left-- <= 0) {
        throw new IOException("No space left on device");
      }
    }
  }

  @Test
  void shouldKeepSoundWhereItWasInTimeAndBeginAFileWhenTheRateChanges() throws Exception {
    JournalWriter journal = new JournalWriter(OPENING, folder, "j", true);
    hear(journal, 100, 16_000);
    hear(journal, 120, 16_000);
    hear(journal, 1_100, 16_000);
    hear(journal, 2_000, 8_000);
    AudioFrame frame = frame(24_000);
    journal.onNotice(500, new SessionNotice.ReplyAudio("reply_1", frame));
    journal.onNotice(500, new SessionNotice.ReplyAudio("reply_1", frame));
    frame.release();
    finish(journal);

    Journal read = JournalReader.read(folder.resolve("j.journal"));
    assertThat(read.entries())
        .contains(
            new Sound("j-microphone.wav", 100),
            new Sound("j-microphone-2.wav", 2_000),
            new Sound("j-reply.wav", 500),
            new Sent("reply_1", 500, 500, 40));
    WavAudio first = WavFile.read(folder.resolve("j-microphone.wav"));
    assertThat(first.samples()).hasSize(16_000 + 320);
    assertThat(first.samples()[640]).isZero();
    assertThat(first.samples()[15_999]).isZero();
    assertThat(first.samples()[16_000]).isEqualTo((short) 1000);
    assertThat(WavFile.read(folder.resolve("j-microphone-2.wav")).sampleRate()).isEqualTo(8_000);
    assertThat(WavFile.read(folder.resolve("j-reply.wav")).samples()).hasSize(960);
    assertThat(pool.leased()).isZero();
  }

  private void hear(JournalWriter journal, long atMs, int rate) {
    AudioFrame frame = frame(rate);
    journal.onMicrophone(atMs, frame);
    frame.release();
  }

  private AudioFrame frame(int rate) {
    AudioFrame frame = pool.lease(rate).length(FramePool.samplesPerFrame(rate));
    Arrays.fill(frame.samples(), (short) 1000);
    return frame;
  }

  @Test
  void shouldKeepNoSoundUnlessAsked() throws Exception {
    JournalWriter journal = new JournalWriter(OPENING, folder, "j", false);
    hear(journal, 100, 16_000);
    typed(journal, 1);
    finish(journal);
    assertThat(folder.toFile().list()).containsExactly("j.journal");
  }

  @Test
  void shouldNameFilesByTimeAndConversationAndNothingElse() throws Exception {
    Path made = folder.resolve("a/b");
    try (Journals journals = Journals.in(made, false, InstantSource.fixed(OPENING.startedAt()))) {
      JournalWriter journal = (JournalWriter) journals.open("../x:1/é", TurnSettings.DEFAULTS);
      typed(journal, 1);
      finish(journal);
    }
    assertThat(made.toFile().list()).containsExactly("20260105-093000-.._x_1__.journal");
    assertThat(
            Optional.of(JournalReader.read(made.resolve(made.toFile().list()[0])))
                .map(j -> j.opening().conversationId()))
        .contains("../x:1/é");
  }

  @Test
  void shouldSayThatAFolderCannotBeMade() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "x");
    assertThatThrownBy(() -> Journals.in(file.resolve("sub"), false, InstantSource.system()))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining(file.toString())
        .extracting(e -> ((JournalException) e).code())
        .isEqualTo("JOURNAL_FOLDER");
  }
}
