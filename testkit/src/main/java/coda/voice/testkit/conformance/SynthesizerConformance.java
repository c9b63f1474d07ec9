package coda.voice.testkit.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every synthesiser owes its callers. The engine under test has four permits; the inference
 * pool has two threads and a queue of eight.
 */
@TestInstance(Lifecycle.PER_CLASS)
public abstract class SynthesizerConformance {
  /** An ordinary sentence. */
  protected static final String SENTENCE = "The timer is set for ten minutes, starting now.";

  /** How many sentences the engine under test speaks at once. */
  protected static final int PERMITS = 4;

  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final long CANCEL_NANOS = 50_000_000;

  private final String name;
  private final String permitsKey;
  private final ThreadPoolExecutor inference =
      new ThreadPoolExecutor(2, 2, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(8));
  private final ExecutorService blocking = Executors.newVirtualThreadPerTaskExecutor();
  private @Nullable Synthesizer engine;

  /**
   * Tests the engine that a provider on the class path opens.
   *
   * @param name the engine's
   * @param permitsKey the setting that says how many sentences at once
   */
  protected SynthesizerConformance(String name, String permitsKey) {
    this.name = name;
    this.permitsKey = permitsKey;
  }

  /** Settings the engine needs to work here, besides its permits. */
  protected Map<String, String> settings() {
    return Map.of();
  }

  /** Whether a server does the work, which may fail in ways of its own. */
  protected boolean remote() {
    return false;
  }

  /**
   * Makes the server fail every sentence until {@link #letGo}. Only for engines that are {@link
   * #remote}.
   *
   * @param fault how
   */
  protected void fail(UpstreamFault fault) {
    throw new UnsupportedOperationException("not remote");
  }

  /** Makes the server slow until {@link #letGo}. Only for engines that are {@link #remote}. */
  protected void slowDown() {
    throw new UnsupportedOperationException("not remote");
  }

  /**
   * Makes the next sentences wait, so that they neither end nor fail until {@link #letGo}.
   *
   * @param sentences how many
   */
  protected abstract void holdUp(int sentences);

  /** All is well again. */
  protected abstract void letGo();

  /** Waits until nothing is left of what was cancelled. */
  protected void awaitIdle() {
    await()
        .atMost(PATIENCE)
        .until(() -> engine().capacity().inUse() == 0 && inference.getActiveCount() == 0);
  }

  /** The engine under test. */
  protected final Synthesizer engine() {
    if (engine == null) {
      throw new IllegalStateException("not open yet");
    }
    return engine;
  }

  /** The pool engines compute on. */
  protected final ThreadPoolExecutor inference() {
    return inference;
  }

  /** Opens another engine, not warmed up, with settings over the usual ones. */
  protected final Synthesizer open(Map<String, String> more) {
    Map<String, String> all = new HashMap<>(settings());
    all.putAll(more);
    return EngineRegistry.discover()
        .provider(Synthesizer.class, name)
        .open(new EngineContext(all, inference, blocking));
  }

  @BeforeAll
  void open() {
    engine = open(Map.of(permitsKey, String.valueOf(PERMITS)));
    assertThat(engine().health()).isEqualTo(Health.STARTING);
    assertThatThrownBy(() -> engine().speak(request("too early", 1), new SpeechRecorder()))
        .isInstanceOfSatisfying(
            EngineException.class, e -> assertThat(e.code()).isEqualTo("ENGINE_UNAVAILABLE"));
    assertThat(engine().capacity().inUse()).isZero();
    engine().warmUp();
    assertThat(engine().health()).isEqualTo(Health.READY);
  }

  @AfterAll
  void close() {
    engine().close();
    inference.shutdownNow();
    blocking.shutdownNow();
  }

  @AfterEach
  void shouldHaveGivenEverythingBack() {
    awaitIdle();
  }

  /** A request in American English with the default voice. */
  protected static SpeechRequest request(String text, double rate) {
    return new SpeechRequest(text, "en-US", "", rate);
  }

  /** Speaks a sentence to its end. */
  protected final SpeechRecorder say(String text) {
    return say(text, 1);
  }

  /** Speaks a sentence to its end. */
  protected final SpeechRecorder say(String text, double rate) {
    SpeechRecorder recorder = new SpeechRecorder();
    engine().speak(request(text, rate), recorder);
    assertThat(recorder.end()).isEqualTo("done");
    assertThat(recorder.piecesHaveAudio()).isTrue();
    return recorder;
  }

  @Test
  void shouldDeliverWhileItWorks() {
    assertThat(say(SENTENCE).pieces()).isGreaterThan(3);
  }

  @Test
  void shouldTellItsEndOnceAndNothingAfterIt() {
    List<SpeechRecorder> all = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      all.add(say("Number " + i + "."));
    }
    assertThat(all).allSatisfy(recorder -> assertThat(recorder.ends()).isEqualTo(1));
    assertThat(all).allSatisfy(recorder -> assertThat(recorder.callsAfterEnd()).isZero());
  }

  @Test
  void shouldMarkEveryWordWhereItBegins() {
    String text = "It's 3:45, dear “Anna” — wait: that costs $5.50!";
    SpeechRecorder recorder = say(text);
    List<String> marked =
        recorder.words().stream().map(w -> text.substring(w.textOffset()).split(" ")[0]).toList();
    assertThat(marked)
        .containsExactly("It's", "3:45,", "dear", "“Anna”", "wait:", "that", "costs", "$5.50!");
    assertThat(recorder.words().stream().map(SpeechRecorder.Word::sample).toList()).isSorted();
    assertThat(recorder.words().getFirst().sample()).isLessThan(engine().sampleRate() / 10);
    assertThat(recorder.words().getLast().sample()).isLessThan(recorder.audio().length);
  }

  @ParameterizedTest
  @ValueSource(strings = {"...", "🎉🎉", "—", "( ) [ ] < > * _ #", "\u0000\u0007", "?!"})
  void shouldEndWithoutAudioWhenNothingCanBeSaid(String text) {
    SpeechRecorder recorder = say(text);
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
    SpeechRecorder recorder = say(text);
    assertThat(recorder.ends()).isEqualTo(1);
    assertThat(recorder.audio().length).isGreaterThan(engine().sampleRate() / 10);
  }

  @Test
  void shouldSayALongestText() {
    String text = "a b c, ".repeat(200).substring(0, 1_000);
    SpeechRecorder recorder = new SpeechRecorder();
    Synthesis synthesis = engine().speak(request(text, 2), recorder);
    await().atMost(PATIENCE).until(() -> recorder.pieces() > 0);
    synthesis.cancel();
  }

  @Test
  void shouldSayTwoAtOnceAsWellAsOneAfterTheOther() {
    short[] first = say("Here is one sentence.").audio();
    short[] second = say("And there is another one.", 1.3).audio();
    List<SpeechRecorder> recorders = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      SpeechRecorder one = new SpeechRecorder();
      SpeechRecorder other = new SpeechRecorder();
      engine().speak(request("Here is one sentence.", 1), one);
      engine().speak(request("And there is another one.", 1.3), other);
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
    SpeechRecorder recorder =
        new SpeechRecorder() {
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
    synthesis.set(engine().speak(request(SENTENCE, 1), recorder));
    started.countDown();
    awaitIdle();
    assertThat(recorder.pieces()).isEqualTo(1);
    assertThat(recorder.ends()).isZero();
  }

  @Test
  void shouldFallSilentWithinFiftyMillisecondsOfACancel() {
    SpeechRecorder recorder = new SpeechRecorder();
    Synthesis synthesis =
        engine().speak(request("One, two, three, four, five, six, seven.", 1), recorder);
    await().atMost(PATIENCE).until(() -> recorder.pieces() > 0);
    synthesis.cancel();
    long cancelled = System.nanoTime();
    awaitIdle();
    assertThat(recorder.lastNanos() - cancelled).isLessThan(CANCEL_NANOS);
  }

  @Test
  void shouldNotBeginWhatIsCancelledWhileItWaits() {
    holdUp(1);
    SpeechRecorder recorder = new SpeechRecorder();
    engine().speak(request(SENTENCE, 1), recorder).cancel();
    assertThat(engine().capacity().inUse()).isZero();
    letGo();
    awaitIdle();
    assertThat(recorder.calls()).isZero();
  }

  @Test
  void shouldFailOnceWhenItsListenerFails() {
    SpeechRecorder recorder =
        new SpeechRecorder() {
          @Override
          public synchronized void onAudio(short[] samples) {
            super.onAudio(samples);
            throw new IllegalStateException("a listener's defect");
          }
        };
    engine().speak(request(SENTENCE, 1), recorder);
    assertThat(recorder.end()).isEqualTo("ENGINE_FAILED");
    assertThat(recorder.pieces()).isEqualTo(1);
    assertThat(recorder.ends()).isEqualTo(1);
    assertThat(say(SENTENCE).audio()).isNotEmpty();
  }

  @Test
  void shouldKnowItsVoices() {
    assertThat(engine().voices()).isNotEmpty();
    assertThatThrownBy(
            () ->
                engine().speak(new SpeechRequest("Hello", "en", "nobody", 1), new SpeechRecorder()))
        .isInstanceOfSatisfying(
            EngineException.class, e -> assertThat(e.code()).isEqualTo("ENGINE_VOICE_UNKNOWN"));
    SpeechRecorder recorder = new SpeechRecorder();
    engine().speak(new SpeechRequest("Hello", "en", engine().voices().getFirst(), 1), recorder);
    assertThat(recorder.end()).isEqualTo("done");
  }

  @Test
  void shouldRefuseWhenAllPermitsAreTaken() {
    holdUp(PERMITS);
    List<Synthesis> waiting = new ArrayList<>();
    for (int i = 0; i < PERMITS; i++) {
      waiting.add(engine().speak(request(SENTENCE, 1), new SpeechRecorder()));
    }
    long refused = engine().capacity().refused();
    assertThatThrownBy(() -> engine().speak(request(SENTENCE, 1), new SpeechRecorder()))
        .isInstanceOf(EngineBusyException.class);
    assertThat(engine().capacity().refused()).isEqualTo(refused + 1);
    waiting.forEach(Synthesis::cancel);
    letGo();
    awaitIdle();
    assertThat(say(SENTENCE).audio()).isNotEmpty();
  }

  @Test
  void shouldFailWhatRunsWhenItIsClosed() {
    Synthesizer other = open(Map.of());
    other.warmUp();
    holdUp(1);
    SpeechRecorder recorder = new SpeechRecorder();
    other.speak(request(SENTENCE, 1), recorder);
    other.close();
    other.close();
    letGo();
    assertThat(recorder.end()).isEqualTo("ENGINE_UNAVAILABLE");
    assertThat(recorder.calls()).isEqualTo(1);
    assertThat(other.health().usable()).isFalse();
    assertThat(other.capacity().inUse()).isZero();
    assertThatThrownBy(() -> other.speak(request(SENTENCE, 1), new SpeechRecorder()))
        .isInstanceOf(EngineException.class);
    assertThat(say(SENTENCE).audio()).isNotEmpty();
  }

  @Test
  void shouldRefuseWrongSettings() {
    assertThatThrownBy(() -> open(Map.of(permitsKey, "none")))
        .isInstanceOfSatisfying(
            EngineException.class, e -> assertThat(e.code()).isEqualTo("ENGINE_SETTING_INVALID"));
  }

  @ParameterizedTest
  @EnumSource(UpstreamFault.class)
  @EnabledIf("remote")
  void shouldSayHowItsServerFailed(UpstreamFault fault) {
    fail(fault);
    SpeechRecorder recorder = new SpeechRecorder();
    engine().speak(request(SENTENCE, 1), recorder);
    assertThat(recorder.end()).isEqualTo(fault.code());
    letGo();
    assertThat(engine().capacity().inUse()).isZero();
    assertThat(say(SENTENCE).audio()).isNotEmpty();
    assertThat(recorder.ends()).isEqualTo(1);
    assertThat(recorder.callsAfterEnd()).isZero();
  }

  @Test
  @EnabledIf("remote")
  void shouldHaveDeliveredWhatCameBeforeItsServerDied() {
    fail(UpstreamFault.DIES);
    SpeechRecorder recorder = new SpeechRecorder();
    engine().speak(request(SENTENCE, 1), recorder);
    assertThat(recorder.end()).isEqualTo(UpstreamFault.DIES.code());
    letGo();
    assertThat(recorder.audio()).isNotEmpty();
  }

  @Test
  @EnabledIf("remote")
  void shouldWaitForASlowServer() {
    short[] usual = say("Slowly.").audio();
    slowDown();
    short[] slow = say("Slowly.").audio();
    letGo();
    assertThat(slow).isEqualTo(usual);
  }
}
