package coda.voice.engines.local.synthesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import coda.voice.engine.EngineBusyException;
import coda.voice.engine.EngineContext;
import coda.voice.engine.EngineException;
import coda.voice.engine.EngineRegistry;
import coda.voice.engine.Health;
import coda.voice.engine.Synthesizer;
import coda.voice.engine.Synthesizer.SpeechRequest;
import coda.voice.engine.Synthesizer.Synthesis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every synthesiser here owes its callers. One engine, two threads, a queue of four. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class SynthesizerContract {
  private static final String SENTENCE = "The timer is set for ten minutes, starting now.";
  private static final int PERMITS = 5;

  private final String name;
  private final ThreadPoolExecutor inference =
      new ThreadPoolExecutor(2, 2, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(4));
  private final ExecutorService blocking = Executors.newVirtualThreadPerTaskExecutor();
  private Synthesizer engine;
  private List<Thread> leftFromTheStart = List.of();

  SynthesizerContract(String name) {
    this.name = name;
  }

  @BeforeAll
  void open() {
    engine = open(Map.of("permits", String.valueOf(PERMITS)));
    assertThat(engine.health()).isEqualTo(Health.STARTING);
    assertThatThrownBy(() -> engine.speak(request("too early", 1), new Recorder()))
        .isInstanceOfSatisfying(
            EngineException.class, e -> assertThat(e.code()).isEqualTo("ENGINE_UNAVAILABLE"));
    engine.warmUp();
    // MaryTTS tests itself when it starts, and never reads what that test says.
    await().until(() -> threadsAtWork().size() <= 1);
    leftFromTheStart = threadsAtWork();
  }

  @AfterAll
  void close() {
    engine.close();
    inference.shutdownNow();
    blocking.shutdownNow();
  }

  @AfterEach
  void shouldHaveGivenEverythingBack() {
    await().until(() -> engine.capacity().inUse() == 0 && inference.getActiveCount() == 0);
    await().until(() -> leftFromTheStart.containsAll(threadsAtWork()));
  }

  /** The engine's own threads. */
  abstract List<Thread> threadsAtWork();

  private Synthesizer open(Map<String, String> settings) {
    return EngineRegistry.discover()
        .provider(Synthesizer.class, name)
        .open(new EngineContext(settings, inference, blocking));
  }

  private static SpeechRequest request(String text, double rate) {
    return new SpeechRequest(text, "en-US", "", rate);
  }

  private Recorder say(String text) {
    return say(text, 1);
  }

  private Recorder say(String text, double rate) {
    Recorder recorder = new Recorder();
    engine.speak(request(text, rate), recorder);
    assertThat(recorder.end()).isEqualTo("done");
    return recorder;
  }

  private Sound sound(Recorder recorder) {
    return new Sound(recorder.audio(), engine.sampleRate());
  }

  @Test
  void shouldSpeakAtACommonLevelWithLittleSilenceAround() {
    Sound sound = sound(say(SENTENCE));
    assertThat(sound.seconds()).isBetween(1.5, 5.0);
    assertThat(sound.dbfs()).isBetween(-23.0, -17.0);
    assertThat(sound.clipped()).isZero();
    assertThat(sound.leadingSilenceMs()).isLessThanOrEqualTo(50);
    assertThat(sound.trailingSilenceMs()).isBetween(140.0, 160.0);
  }

  @Test
  void shouldDeliverWhileItWorks() {
    assertThat(say(SENTENCE).pieces()).isGreaterThan(3);
  }

  @Test
  void shouldFollowTheRate() {
    double normal = sound(say(SENTENCE, 1)).seconds();
    assertThat(sound(say(SENTENCE, 2)).seconds()).isCloseTo(normal / 2, within(normal * 0.1));
    assertThat(sound(say(SENTENCE, 0.5)).seconds()).isCloseTo(normal * 2, within(normal * 0.25));
    assertThat(sound(say(SENTENCE, 1)).seconds()).isCloseTo(normal, within(normal * 0.01));
  }

  @Test
  void shouldMarkEveryWordWhereItBegins() {
    String text = "It's 3:45, dear “Anna” — wait: that costs $5.50!";
    Recorder recorder = say(text);
    List<String> marked =
        recorder.words().stream().map(w -> text.substring(w.textOffset()).split(" ")[0]).toList();
    assertThat(marked)
        .containsExactly("It's", "3:45,", "dear", "“Anna”", "wait:", "that", "costs", "$5.50!");
    assertThat(recorder.words().stream().map(Recorder.Word::sample).toList()).isSorted();
    assertThat(recorder.words().getFirst().sample()).isLessThan(engine.sampleRate() / 10);
    assertThat(recorder.words().getLast().sample()).isLessThan(recorder.audio().length);
  }

  @Test
  void shouldMarkWordsWhereTheyAreHeard() {
    for (double rate : new double[] {0.7, 1, 1.6}) {
      Recorder recorder = say("Stop. All of us are here.", rate);
      long second = recorder.words().get(1).sample();
      Sound sound = sound(recorder);
      long window = engine.sampleRate() / 20;
      // Silence between the sentences ends where the second one's first word is said to begin.
      assertThat(sound.dbfs(second - 2 * window, second - window)).isLessThan(-45);
      assertThat(sound.dbfs(second, second + 4 * window)).isGreaterThan(-35);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"...", "🎉🎉", "—", "( ) [ ] < > * _ #", "你好", "\u0000\u0007", "?!"})
  void shouldEndWithoutAudioWhenNothingCanBeSaid(String text) {
    Recorder recorder = say(text);
    assertThat(recorder.audio()).isEmpty();
    assertThat(recorder.calls()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "7",
        "x!",
        "Été, naïve, Ünïcödé, façade.",
        "100% of 10°C & 5 < 6 > 3 = [odd] {text} \\ | ^ ~ `code` @home #1 e-mail_me",
        "<speak>No <b>markup</b></speak> &amp; no entities &lt; ]]>",
        "12345678901234567890 1,250,000.75 0.001 -5 1/2 12/11/2020 3:45 pm 1st 22nd XIV",
        "Dr. Smith's U.S. friends, e.g. Mr. O'Neil, said: “Well…” (really) — and left!!!",
        "AAAAAAAA bbbbbb qqqq zzzz xkcd",
        "Hello. Hello? Hello! Hello, hello; hello: hello",
        "tab\tline\nfeed\r\nand \u00a0 blanks",
        "It’s 25 ½ €5 £7 ²³ ×÷− √9 ≈3",
        "na-na na--na - na- -na -- 3-4 3 - 4",
        "$ $5 $5.5 $5.50 $1,000,000 %5 5%",
        "' '' ''' 'tis rock 'n' roll",
        ". a . b . c .",
      })
  void shouldSayAnyText(String text) {
    Recorder recorder = say(text);
    assertThat(recorder.ends()).isEqualTo(1);
    assertThat(sound(recorder).seconds()).isGreaterThan(0.1);
    assertThat(sound(recorder).clipped()).isZero();
  }

  @Test
  void shouldSayALongestText() {
    String text = "a b c, ".repeat(200).substring(0, 1_000);
    Recorder recorder = new Recorder();
    Synthesis synthesis = engine.speak(request(text, 2), recorder);
    await().atMost(Duration.ofMinutes(1)).until(() -> recorder.pieces() > 0);
    synthesis.cancel();
  }

  @Test
  void shouldSayTwentySentencesInARow() {
    for (int n = 1; n <= 20; n++) {
      assertThat(sound(say("Number " + n + ".")).seconds()).isBetween(0.5, 3.0);
    }
  }

  @Test
  void shouldSayTwoAtOnceAsWellAsOneAfterTheOther() {
    short[] first = say("Here is one sentence.").audio();
    short[] second = say("And there is another one.", 1.3).audio();
    List<Recorder> recorders = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      Recorder one = new Recorder();
      Recorder other = new Recorder();
      engine.speak(request("Here is one sentence.", 1), one);
      engine.speak(request("And there is another one.", 1.3), other);
      recorders.addAll(List.of(one, other));
    }
    recorders.forEach(recorder -> assertThat(recorder.end()).isEqualTo("done"));
    assertThat(recorders.get(0).audio()).isEqualTo(first);
    assertThat(recorders.get(1).audio()).isEqualTo(second);
    assertThat(recorders.get(2).audio()).isEqualTo(first);
    assertThat(recorders.get(3).audio()).isEqualTo(second);
  }

  @Test
  void shouldSayNothingMoreOnceCancelled() {
    AtomicReference<Synthesis> synthesis = new AtomicReference<>();
    CountDownLatch started = new CountDownLatch(1);
    Recorder recorder =
        new Recorder() {
          @Override
          public synchronized void onAudio(short[] samples) {
            super.onAudio(samples);
            try {
              started.await();
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            }
            synthesis.get().cancel();
            synthesis.get().cancel();
          }
        };
    synthesis.set(engine.speak(request(SENTENCE, 1), recorder));
    started.countDown();
    await().until(() -> engine.capacity().inUse() == 0 && inference.getActiveCount() == 0);
    assertThat(recorder.pieces()).isEqualTo(1);
    assertThat(recorder.ends()).isZero();
  }

  @Test
  void shouldNotBeginWhatIsCancelledWhileItWaits() throws InterruptedException {
    CountDownLatch release = new CountDownLatch(1);
    occupyThreads(release);
    Recorder recorder = new Recorder();
    engine.speak(request(SENTENCE, 1), recorder).cancel();
    assertThat(engine.capacity().inUse()).isZero();
    release.countDown();
    await().until(() -> inference.getActiveCount() == 0 && inference.getQueue().isEmpty());
    assertThat(recorder.calls()).isZero();
  }

  @Test
  void shouldBeBusyWhenItsPermitsOrTheThreadsAreTaken() throws InterruptedException {
    CountDownLatch release = new CountDownLatch(1);
    occupyThreads(release);
    List<Synthesis> waiting = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      waiting.add(engine.speak(request(SENTENCE, 1), new Recorder()));
    }
    // The queue of threads is full, one permit is left.
    assertThatThrownBy(() -> engine.speak(request(SENTENCE, 1), new Recorder()))
        .isInstanceOf(EngineBusyException.class);
    assertThat(engine.capacity().inUse()).isEqualTo(4);
    inference.getQueue().poll();
    waiting.add(engine.speak(request(SENTENCE, 1), new Recorder()));
    long refused = engine.capacity().refused();
    assertThatThrownBy(() -> engine.speak(request(SENTENCE, 1), new Recorder()))
        .isInstanceOf(EngineBusyException.class);
    assertThat(engine.capacity().refused()).isEqualTo(refused + 1);
    waiting.forEach(Synthesis::cancel);
    release.countDown();
  }

  private void occupyThreads(CountDownLatch release) throws InterruptedException {
    CountDownLatch taken = new CountDownLatch(2);
    for (int i = 0; i < 2; i++) {
      inference.execute(
          () -> {
            taken.countDown();
            try {
              release.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          });
    }
    taken.await();
  }

  @Test
  void shouldFailOnceWhenItsListenerFails() {
    Recorder recorder =
        new Recorder() {
          @Override
          public synchronized void onAudio(short[] samples) {
            super.onAudio(samples);
            throw new IllegalStateException("a listener's defect");
          }
        };
    engine.speak(request(SENTENCE, 1), recorder);
    assertThat(recorder.end()).isEqualTo("ENGINE_FAILED");
    assertThat(recorder.pieces()).isEqualTo(1);
    assertThat(recorder.ends()).isEqualTo(1);
    assertThat(say(SENTENCE).audio()).isNotEmpty();
  }

  @Test
  void shouldKnowItsVoices() {
    assertThat(engine.voices()).isNotEmpty();
    assertThatThrownBy(
            () -> engine.speak(new SpeechRequest("Hello", "en", "nobody", 1), new Recorder()))
        .isInstanceOfSatisfying(
            EngineException.class, e -> assertThat(e.code()).isEqualTo("ENGINE_VOICE_UNKNOWN"));
    Recorder recorder = new Recorder();
    engine.speak(new SpeechRequest("Hello", "en", engine.voices().getFirst(), 1), recorder);
    assertThat(recorder.end()).isEqualTo("done");
  }

  @Test
  void shouldFailWhatRunsWhenItIsClosed() throws InterruptedException {
    Synthesizer other = open(Map.of());
    other.warmUp();
    CountDownLatch release = new CountDownLatch(1);
    occupyThreads(release);
    Recorder recorder = new Recorder();
    other.speak(request(SENTENCE, 1), recorder);
    other.close();
    other.close();
    release.countDown();
    assertThat(recorder.end()).isEqualTo("ENGINE_UNAVAILABLE");
    assertThat(recorder.calls()).isEqualTo(1);
    assertThat(other.health().usable()).isFalse();
    assertThat(other.capacity().inUse()).isZero();
    assertThatThrownBy(() -> other.speak(request(SENTENCE, 1), new Recorder()))
        .isInstanceOf(EngineException.class);
    assertThat(say(SENTENCE).audio()).isNotEmpty();
  }

  @Test
  void shouldRefuseWrongSettings() {
    assertThatThrownBy(() -> open(Map.of("permits", "none")))
        .isInstanceOfSatisfying(
            EngineException.class, e -> assertThat(e.code()).isEqualTo("ENGINE_SETTING_INVALID"));
  }
}
