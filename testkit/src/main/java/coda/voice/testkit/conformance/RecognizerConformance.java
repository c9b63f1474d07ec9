package coda.voice.testkit.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import coda.voice.audio.AudioFrame;
import coda.voice.audio.FramePool;
import coda.voice.engine.EngineBusyException;
import coda.voice.engine.EngineException;
import coda.voice.engine.Recognizer;
import coda.voice.engine.Recognizer.Recognition;
import coda.voice.engine.Recognizer.RecognitionRequest;
import coda.voice.engine.Transcript;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every recogniser owes its callers. */
@TestInstance(Lifecycle.PER_CLASS)
public abstract class RecognizerConformance {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final long CANCEL_NANOS = 50_000_000;
  private static final int ABRUPT = 60;

  private final FramePool frames = new FramePool(4);

  /** For subclasses. */
  protected RecognizerConformance() {}

  /** The engine under test, warm. */
  protected abstract Recognizer engine();

  /** Another one, not warmed up; the suite closes it. */
  protected abstract Recognizer another();

  /** An utterance of at least four words at the engine's rate, with silence around. */
  protected abstract short[] utterance();

  /** What is said in {@link #utterance}. */
  protected abstract String words();

  /** Makes the next utterance wait: nothing of it is understood. */
  protected abstract void holdUp();

  /** All is well again. */
  protected abstract void letGo();

  /** Whether a server does the work, which may fail in ways of its own. */
  protected boolean remote() {
    return false;
  }

  /**
   * Makes the server fail every utterance until {@link #letGo}. Only for engines that are {@link
   * #remote}.
   *
   * @param fault how
   */
  protected void fail(UpstreamFault fault) {
    throw new UnsupportedOperationException("not remote");
  }

  /** Waits until the server, too, has noticed that nobody uses it. */
  protected void awaitUpstreamIdle() {}

  /** Makes the server slow until {@link #letGo}. Only for engines that are {@link #remote}. */
  protected void slowDown() {
    throw new UnsupportedOperationException("not remote");
  }

  /** Opens an utterance. */
  protected final Recognition open(RecognitionRecorder recorder) {
    return engine().open(new RecognitionRequest("test", "en"), recorder);
  }

  /** Says something, in frames of 20 ms and as fast as it can. */
  protected final void feed(Recognition recognition, short[] samples) {
    int size = FramePool.samplesPerFrame(engine().sampleRate());
    for (int at = 0; at < samples.length; at += size) {
      AudioFrame frame = frames.lease(engine().sampleRate());
      frame.fill(samples, at, Math.min(size, samples.length - at));
      recognition.hear(frame);
      frame.release();
    }
  }

  /** Recognises a whole utterance. */
  protected final String recognize(short[] samples) {
    RecognitionRecorder recorder = new RecognitionRecorder();
    Recognition recognition = open(recorder);
    feed(recognition, samples);
    recognition.finish();
    String text = recorder.text();
    // The permit comes back after the listener was told the end, and the next utterance wants it.
    awaitPermits();
    return text;
  }

  private void awaitPermits() {
    await().atMost(PATIENCE).until(() -> engine().capacity().inUse() == 0);
  }

  @AfterEach
  void everythingIsBack() {
    awaitPermits();
    assertThat(frames.leased()).isZero();
  }

  @Test
  void shouldGuessWhileTheUtteranceIsSpoken() {
    RecognitionRecorder recorder = new RecognitionRecorder();
    Recognition recognition = open(recorder);
    feed(recognition, utterance());

    await().atMost(PATIENCE).until(() -> recorder.partials().size() > 2);
    assertThat(recorder.ended()).isFalse();
    assertThat(recorder.partials()).noneMatch(Transcript::isEmpty);

    recognition.finish();
    assertThat(recorder.text()).isEqualTo(words());
    assertThat(recorder.ends()).isEqualTo(1);
    assertThat(recorder.callsAfterEnd()).isZero();
  }

  @Test
  void shouldTellWhenEachWordWasSpoken() {
    RecognitionRecorder recorder = new RecognitionRecorder();
    short[] speech = utterance();
    Recognition recognition = open(recorder);
    feed(recognition, speech);
    recognition.finish();

    List<Transcript.Word> words = recorder.transcript().words();
    assertThat(words.stream().map(Transcript.Word::text).toList())
        .containsExactly(words().split(" "));
    assertThat(words.stream().map(Transcript.Word::startMs).toList()).isSorted();
    assertThat(words.getLast().endMs())
        .isLessThanOrEqualTo(speech.length * 1000L / engine().sampleRate());
    assertThat(words).allSatisfy(word -> assertThat(word.endMs()).isGreaterThan(word.startMs()));
  }

  @Test
  void shouldHearNothingWhereNothingIs() {
    assertThat(recognize(new short[engine().sampleRate() * 3 / 2])).isEmpty();
    assertThat(recognize(new short[100])).isEmpty();
    assertThat(recognize(new short[0])).isEmpty();
  }

  @Test
  void shouldNotChangeTheFinalTranscriptHoweverOftenItIsAskedBeforehand() {
    RecognitionRecorder recorder = new RecognitionRecorder();
    Recognition recognition = open(recorder);
    short[] speech = utterance();
    recognition.anticipate();
    int piece = 1_000; // no whole number of frames or blocks
    for (int at = 0; at < speech.length; at += piece) {
      feed(recognition, Arrays.copyOfRange(speech, at, Math.min(speech.length, at + piece)));
      recognition.anticipate();
    }
    recognition.finish();

    assertThat(recorder.text()).isEqualTo(words());
    assertThat(recorder.partials()).noneMatch(Transcript::isEmpty);
    assertThat(recorder.ends()).isEqualTo(1);
  }

  @Test
  void shouldRefuseWhenAllPermitsAreTakenAndRecover() {
    List<Recognition> open = new ArrayList<>();
    for (int i = 0; i < engine().capacity().limit(); i++) {
      open.add(open(new RecognitionRecorder()));
    }

    assertThatThrownBy(() -> open(new RecognitionRecorder()))
        .isInstanceOf(EngineBusyException.class);

    open.forEach(Recognition::cancel);
    assertThat(engine().capacity().inUse()).isZero();
    awaitUpstreamIdle();
    assertThat(recognize(utterance())).isEqualTo(words());
  }

  @Test
  void shouldSayNothingAfterACancel() {
    RecognitionRecorder recorder = new RecognitionRecorder();
    Recognition recognition = open(recorder);
    feed(recognition, utterance());
    await().atMost(PATIENCE).until(() -> !recorder.partials().isEmpty());
    recognition.cancel();
    long cancelled = System.nanoTime();
    recognition.cancel();
    recognition.finish();

    assertThat(engine().capacity().inUse()).isZero();
    assertThat(recognize(utterance())).isEqualTo(words());
    assertThat(recorder.ends()).isZero();
    assertThat(recorder.lastNanos() - cancelled).isLessThan(CANCEL_NANOS);
  }

  @Test
  void shouldFailWhenItFallsTooFarBehind() {
    holdUp();
    RecognitionRecorder recorder = new RecognitionRecorder();
    Recognition recognition = open(recorder);
    feed(recognition, new short[engine().sampleRate() * 60]);

    assertThat(recorder.failure().code()).isEqualTo("ENGINE_OVERRUN");
    letGo();
    assertThat(recorder.ends()).isEqualTo(1);
  }

  @Test
  void shouldSurviveUtterancesCancelledAtAnyPoint() {
    Random random = new Random(42);
    short[] speech = utterance();
    List<RecognitionRecorder> all = new ArrayList<>();
    for (int i = 0; i < ABRUPT; i++) {
      RecognitionRecorder recorder = new RecognitionRecorder();
      all.add(recorder);
      Recognition recognition = open(recorder);
      feed(recognition, Arrays.copyOf(speech, random.nextInt(speech.length / 4)));
      if (random.nextInt(4) == 0) {
        recognition.finish();
      }
      recognition.cancel();
    }

    awaitUpstreamIdle();
    assertThat(recognize(speech)).isEqualTo(words());
    assertThat(all).allSatisfy(recorder -> assertThat(recorder.ends()).isLessThanOrEqualTo(1));
    assertThat(all).allSatisfy(recorder -> assertThat(recorder.callsAfterEnd()).isZero());
  }

  @Test
  void shouldEndWhatRunsWhenClosed() {
    Recognizer recognizer = another();
    RecognitionRequest request = new RecognitionRequest("closing", "en");
    assertThatThrownBy(() -> recognizer.open(request, new RecognitionRecorder()))
        .isInstanceOf(EngineException.class);
    assertThat(recognizer.capacity().inUse()).isZero();
    recognizer.warmUp();
    RecognitionRecorder recorder = new RecognitionRecorder();
    recognizer.open(request, recorder);

    recognizer.close();
    recognizer.close();

    assertThat(recorder.failure()).isInstanceOf(EngineException.class);
    assertThat(recognizer.capacity().inUse()).isZero();
    assertThat(recognizer.health().usable()).isFalse();
    assertThatThrownBy(() -> recognizer.open(request, new RecognitionRecorder()))
        .isInstanceOf(EngineException.class);
  }

  @ParameterizedTest
  @EnumSource(UpstreamFault.class)
  @EnabledIf("remote")
  void shouldSayHowItsServerFailed(UpstreamFault fault) {
    fail(fault);
    RecognitionRecorder recorder = new RecognitionRecorder();
    Recognition recognition = open(recorder);
    feed(recognition, utterance());
    recognition.finish();

    assertThat(recorder.failure().code()).isEqualTo(fault.code());
    letGo();
    assertThat(engine().capacity().inUse()).isZero();
    awaitUpstreamIdle();
    assertThat(recognize(utterance())).isEqualTo(words());
    assertThat(recorder.ends()).isEqualTo(1);
    assertThat(recorder.callsAfterEnd()).isZero();
  }

  @Test
  @EnabledIf("remote")
  void shouldWaitForASlowServer() {
    slowDown();
    RecognitionRecorder recorder = new RecognitionRecorder();
    Recognition recognition = open(recorder);
    feed(recognition, utterance());
    await().atMost(PATIENCE).until(() -> recorder.lastPartial().equals(words()));
    recognition.finish();
    assertThat(recorder.text()).isEqualTo(words());
    letGo();
  }
}
