package coda.voice.engines.local.recognition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import coda.voice.audio.FramePool;
import coda.voice.engine.EngineBusyException;
import coda.voice.engine.EngineException;
import coda.voice.engine.Recognizer.Recognition;
import coda.voice.engine.Recognizer.RecognitionRequest;
import coda.voice.engine.Transcript;
import coda.voice.engines.local.SpeechDomain;
import coda.voice.engines.local.recognition.SharedRecognizer.Heard;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Sphinx4RecognizerTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @AfterEach
  void everyPermitIsBack() {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(SharedRecognizer.get().capacity().inUse()).isEqualTo(0));
  }

  @ParameterizedTest
  @CsvSource({
    "mary/02.wav, tell me a joke",
    "mary/05.wav, set a timer for ten minutes",
    "espeak/03.wav, remember that my name is anna",
    "espeak/12.wav, stop talking now",
    "mary/17.wav, add milk and eggs to the shopping list"
  })
  void shouldUnderstandCommands(String file, String words) {
    assertThat(SharedRecognizer.recognize(SharedRecognizer.utterance(file))).isEqualTo(words);
  }

  @Test
  void shouldGuessWhileTheUtteranceIsSpoken() {
    Heard heard = new Heard();
    Recognition recognition = SharedRecognizer.open(heard);
    SharedRecognizer.feed(recognition, SharedRecognizer.utterance("mary/17.wav"), new FramePool(4));

    await().atMost(PATIENCE).untilAsserted(() -> assertThat(heard.partials).hasSizeGreaterThan(2));
    assertThat(heard.end).isNotDone();
    assertThat(heard.partials).noneMatch(Transcript::isEmpty);

    recognition.finish();
    assertThat(heard.text()).isEqualTo("add milk and eggs to the shopping list");
    assertThat(heard.ends).hasValue(1);
  }

  @Test
  void shouldTellWhenEachWordWasSpoken() throws Exception {
    Heard heard = new Heard();
    short[] speech = SharedRecognizer.utterance("mary/05.wav");
    Recognition recognition = SharedRecognizer.open(heard);
    SharedRecognizer.feed(recognition, speech, new FramePool(4));
    recognition.finish();
    heard.text();

    List<Transcript.Word> words = heard.end.get().words();
    assertThat(words).extracting(Transcript.Word::text).startsWith("set", "a", "timer");
    assertThat(words.getFirst().startMs()).isBetween(200L, 600L);
    assertThat(words.getLast().endMs()).isLessThanOrEqualTo(speech.length / 16);
    assertThat(words).allSatisfy(word -> assertThat(word.endMs()).isGreaterThan(word.startMs()));
  }

  @Test
  void shouldHearNothingInSilenceAndNoise() {
    Random random = new Random(1);
    short[] silence = new short[24_000];
    short[] noise = new short[24_000];
    for (int i = 0; i < noise.length; i++) {
      noise[i] = (short) (random.nextGaussian() * 100);
    }

    assertThat(SharedRecognizer.recognize(silence)).isEmpty();
    assertThat(SharedRecognizer.recognize(noise)).isEmpty();
    assertThat(SharedRecognizer.recognize(new short[0])).isEmpty();
    assertThat(SharedRecognizer.recognize(new short[100])).isEmpty();
  }

  @Test
  void shouldRefuseWhenAllDecodersAreTakenAndRecover() {
    List<Recognition> open = new ArrayList<>();
    for (int i = 0; i < SharedRecognizer.POOL; i++) {
      open.add(SharedRecognizer.open(new Heard()));
    }

    assertThatThrownBy(() -> SharedRecognizer.open(new Heard()))
        .isInstanceOf(EngineBusyException.class);

    open.forEach(Recognition::cancel);
    assertThat(SharedRecognizer.recognize(SharedRecognizer.utterance("mary/02.wav")))
        .isEqualTo("tell me a joke");
  }

  @Test
  void shouldSayNothingAfterACancel() {
    Heard heard = new Heard();
    Recognition recognition = SharedRecognizer.open(heard);
    short[] speech = SharedRecognizer.utterance("mary/17.wav");
    SharedRecognizer.feed(recognition, speech, new FramePool(4));
    recognition.cancel();
    recognition.cancel();
    recognition.finish();

    assertThat(SharedRecognizer.get().capacity().inUse()).isEqualTo(0);
    assertThat(SharedRecognizer.recognize(SharedRecognizer.utterance("mary/02.wav")))
        .isEqualTo("tell me a joke");
    assertThat(heard.ends).hasValue(0);
  }

  @Test
  void shouldFailWhenItFallsTooFarBehind() {
    Heard heard = new Heard();
    Recognition recognition = SharedRecognizer.open(heard);
    SharedRecognizer.feed(recognition, new short[16_000 * 60], new FramePool(4));

    await().atMost(PATIENCE).untilAsserted(() -> assertThat(heard.end).isDone());
    assertThat(heard.end.exceptionNow())
        .isInstanceOfSatisfying(
            EngineException.class, e -> assertThat(e.code()).isEqualTo("ENGINE_OVERRUN"));
    assertThat(heard.ends).hasValue(1);
  }

  @Test
  void shouldSurviveTwoHundredUtterancesCancelledAtAnyPoint() {
    Random random = new Random(42);
    short[] speech = SharedRecognizer.utterance("espeak/02.wav");
    FramePool frames = new FramePool(4);
    List<Heard> all = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      Heard heard = new Heard();
      all.add(heard);
      Recognition recognition =
          SharedRecognizer.get().open(new RecognitionRequest("abrupt", "en"), heard);
      int spoken = random.nextInt(speech.length / 4);
      SharedRecognizer.feed(recognition, java.util.Arrays.copyOf(speech, spoken), frames);
      if (random.nextInt(4) == 0) {
        recognition.finish();
      }
      recognition.cancel();
    }

    assertThat(SharedRecognizer.recognize(SharedRecognizer.utterance("mary/02.wav")))
        .isEqualTo("tell me a joke");
    assertThat(frames.leased()).isEqualTo(0);
    assertThat(SharedRecognizer.get().replaced()).isEqualTo(0);
    assertThat(all).allSatisfy(heard -> assertThat(heard.ends.get()).isLessThanOrEqualTo(1));
    long threads =
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread.getName().startsWith("sphinx4-"))
            .count();
    assertThat(threads).isEqualTo(SharedRecognizer.POOL);
  }

  @Test
  void shouldEndWhatRunsWhenClosed() {
    Sphinx4Recognizer recognizer = new Sphinx4Recognizer(new SmallDomain(), 1, 1_000);
    assertThatThrownBy(() -> recognizer.open(new RecognitionRequest("early", "en"), new Heard()))
        .isInstanceOf(EngineException.class);
    recognizer.warmUp();
    Heard heard = new Heard();
    recognizer.open(new RecognitionRequest("closing", "en"), heard);

    recognizer.close();
    recognizer.close();

    await().atMost(PATIENCE).untilAsserted(() -> assertThat(heard.end).isDone());
    assertThat(heard.end.exceptionNow()).isInstanceOf(EngineException.class);
    assertThat(recognizer.capacity().inUse()).isEqualTo(0);
    assertThat(recognizer.health().usable()).isFalse();
    assertThatThrownBy(() -> recognizer.open(new RecognitionRequest("late", "en"), new Heard()))
        .isInstanceOf(EngineException.class);
  }

  private record SmallDomain() implements SpeechDomain {
    @Override
    public String jsgf() {
      return "public <command> = stop | go on;";
    }

    @Override
    public List<String> sentences() {
      return List.of("stop", "go on");
    }
  }
}
