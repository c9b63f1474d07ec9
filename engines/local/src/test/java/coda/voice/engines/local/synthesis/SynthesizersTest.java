package coda.voice.engines.local.synthesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import coda.voice.audio.resample.Resampler;
import coda.voice.engine.EngineBusyException;
import coda.voice.engine.EngineException;
import coda.voice.engine.Synthesizer;
import coda.voice.engine.Synthesizer.SpeechRequest;
import coda.voice.engine.Synthesizer.Synthesis;
import coda.voice.engines.local.recognition.SharedRecognizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SynthesizersTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final ExecutorService INFERENCE = Executors.newFixedThreadPool(2);
  private static final ExecutorService BLOCKING = Executors.newVirtualThreadPerTaskExecutor();
  private static final MaryTtsSynthesizer MARY = new MaryTtsSynthesizer(INFERENCE, BLOCKING, 4);
  private static final FreeTtsSynthesizer FREE = new FreeTtsSynthesizer(INFERENCE, 4);

  @BeforeAll
  static void warmUp() {
    MARY.warmUp();
    FREE.warmUp();
  }

  @AfterAll
  static void close() {
    MARY.close();
    FREE.close();
    INFERENCE.shutdownNow();
    BLOCKING.shutdownNow();
  }

  static Stream<Synthesizer> voices() {
    return Stream.of(MARY, FREE);
  }

  @AfterEach
  void everyPermitIsBack() {
    voices()
        .forEach(
            voice ->
                await()
                    .atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(voice.capacity().inUse()).isEqualTo(0)));
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("voices")
  void shouldBeUnderstoodByTheRecogniser(Synthesizer voice) {
    short[] samples = Spoken.of(voice, "Set a timer for ten minutes.", 1).samples();
    short[] heard = Resampler.convert(samples, voice.sampleRate(), 16_000);
    short[] padded = new short[heard.length + 9_600];
    System.arraycopy(heard, 0, padded, 4_800, heard.length);

    assertThat(SharedRecognizer.recognize(padded)).matches("set (a|the) timer for ten minutes");
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("voices")
  void shouldSpeakAtTheCommonLevelWithoutSilenceAround(Synthesizer voice) {
    Spoken spoken = Spoken.of(voice, "The quick brown fox jumps over the lazy dog.", 1);

    assertThat(spoken.level()).isBetween(-23.0, -17.0);
    assertThat(spoken.loudest()).isLessThan(32_000);
    assertThat(spoken.firstSound()).isLessThan(voice.sampleRate() * 60 / 1000);
    assertThat(spoken.silenceAtEnd()).isLessThan(voice.sampleRate() * 180 / 1000);
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("voices")
  void shouldDeliverSoundInPieces(Synthesizer voice) {
    Spoken spoken =
        Spoken.of(voice, "This is a rather long sentence, made to be delivered in pieces.", 1);

    assertThat(spoken.pieces).hasSizeGreaterThan(3);
    assertThat(spoken.pieces).allSatisfy(piece -> assertThat(piece).isNotEmpty());
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("voices")
  void shouldSpeakFasterAndSlower(Synthesizer voice) {
    int normal = Spoken.of(voice, "What else can I do for you today?", 1).samples().length;
    int slow = Spoken.of(voice, "What else can I do for you today?", 0.5).samples().length;
    int fast = Spoken.of(voice, "What else can I do for you today?", 2).samples().length;

    assertThat((double) slow / normal).isBetween(1.6, 2.2);
    assertThat((double) fast / normal).isBetween(0.4, 0.7);
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("voices")
  void shouldMarkWhereWordsBegin(Synthesizer voice) {
    String text = "Your timer for 10 minutes is done.";
    Spoken spoken = Spoken.of(voice, text, 1);

    assertThat(spoken.words).contains(0, text.indexOf("timer"), text.indexOf("10"));
    assertThat(spoken.words).isSorted();
    assertThat(spoken.wordSamples).isSorted();
    assertThat(spoken.wordSamples.getFirst()).isLessThan(voice.sampleRate() / 10);
    assertThat(spoken.wordSamples.getLast())
        .isBetween(spoken.samples().length / 2L, (long) spoken.samples().length);
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("voices")
  void shouldStopWhenCancelledInTheMiddle(Synthesizer voice) {
    Spoken spoken = new Spoken();
    AtomicReference<Synthesis> synthesis = new AtomicReference<>();
    spoken.afterFirstPiece(
        () -> {
          await().atMost(PATIENCE).until(() -> synthesis.get() != null);
          synthesis.get().cancel();
        });
    synthesis.set(
        voice.speak(
            new SpeechRequest(
                "This sentence is so long that nobody wants to hear it to its very end.",
                "en",
                "",
                1),
            spoken));

    await().atMost(PATIENCE).untilAsserted(() -> assertThat(voice.capacity().inUse()).isEqualTo(0));
    Spoken next = Spoken.of(voice, "Hello.", 1);
    assertThat(next.pieces).isNotEmpty();
    assertThat(spoken.pieces).hasSize(1);
    assertThat(spoken.end).isNotDone();
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("voices")
  void shouldRefuseWhenAllPermitsAreTaken(Synthesizer voice) {
    List<Synthesis> open = new ArrayList<>();
    SpeechRequest request = new SpeechRequest("A sentence that takes a while to say.", "en", "", 1);
    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 500; i++) {
                open.add(voice.speak(request, new Spoken()));
              }
            })
        .isInstanceOf(EngineBusyException.class);
    open.forEach(Synthesis::cancel);
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("voices")
  void shouldNotChokeOnOddText(Synthesizer voice) {
    for (String text :
        List.of(
            "…",
            "?!",
            "😀",
            "a<b & c>d",
            "“Quotes” — dashes…",
            "naïve café",
            "\u0007bell\n\t",
            "http://example.org/a?b=c&d",
            "$3.50 at 5:30 p.m.",
            "C++ *bold* `code`")) {
      Spoken spoken = Spoken.of(voice, text, 1);
      assertThat(spoken.end).as(text).isCompletedWithValue(true);
    }
  }

  @Test
  void shouldRefuseAVoiceThereIsNot() {
    assertThatThrownBy(
            () -> MARY.speak(new SpeechRequest("Hello.", "en", "nobody", 1), new Spoken()))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("nobody");
  }

  @Test
  void shouldLeaveNoFilesInTheWorkingFolder() throws IOException {
    List<Path> before = workingFolder();
    Spoken.of(MARY, "Nothing is written.", 1);

    assertThat(workingFolder()).isEqualTo(before).doesNotContain(Path.of("log"));
  }

  private static List<Path> workingFolder() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(""))) {
      return files.sorted().toList();
    }
  }
}
