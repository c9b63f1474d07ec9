package coda.voice.engines.local.synthesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import coda.voice.engine.EngineBusyException;
import coda.voice.testkit.conformance.SpeechRecorder;
import coda.voice.testkit.conformance.SynthesizerConformance;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the voices here owe their callers besides what every synthesiser does. */
abstract class SynthesizerContract extends SynthesizerConformance {
  private List<Thread> leftFromTheStart = List.of();
  private CountDownLatch release = new CountDownLatch(0);

  SynthesizerContract(String name) {
    super(name, "permits");
  }

  @BeforeAll
  void waitForTheSelfTest() {
    // MaryTTS tests itself when it starts, and never reads what that test says.
    await().until(() -> threadsAtWork().size() <= 1);
    leftFromTheStart = threadsAtWork();
  }

  @Override
  protected void awaitIdle() {
    super.awaitIdle();
    await().until(() -> leftFromTheStart.containsAll(threadsAtWork()));
  }

  /** The engine's own threads. */
  abstract List<Thread> threadsAtWork();

  @Override
  protected void holdUp(int sentences) {
    release = new CountDownLatch(1);
    CountDownLatch taken = new CountDownLatch(2);
    for (int i = 0; i < 2; i++) {
      inference().execute(() -> wait(taken, release));
    }
    join(taken);
  }

  @Override
  protected void letGo() {
    release.countDown();
  }

  private static void wait(CountDownLatch taken, CountDownLatch release) {
    taken.countDown();
    join(release);
  }

  private static void join(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Sound sound(SpeechRecorder recorder) {
    return new Sound(recorder.audio(), engine().sampleRate());
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
  void shouldFollowTheRate() {
    double normal = sound(say(SENTENCE, 1)).seconds();
    assertThat(sound(say(SENTENCE, 2)).seconds()).isCloseTo(normal / 2, within(normal * 0.1));
    assertThat(sound(say(SENTENCE, 0.5)).seconds()).isCloseTo(normal * 2, within(normal * 0.25));
    assertThat(sound(say(SENTENCE, 1)).seconds()).isCloseTo(normal, within(normal * 0.01));
  }

  @Test
  void shouldMarkWordsWhereTheyAreHeard() {
    for (double rate : new double[] {0.7, 1, 1.6}) {
      SpeechRecorder recorder = say("Stop. All of us are here.", rate);
      long second = recorder.words().get(1).sample();
      Sound sound = sound(recorder);
      long window = engine().sampleRate() / 20;
      // Silence between the sentences ends where the second one's first word is said to begin.
      assertThat(sound.dbfs(second - 2 * window, second - window)).isLessThan(-45);
      assertThat(sound.dbfs(second, second + 4 * window)).isGreaterThan(-35);
    }
  }

  @Test
  void shouldEndWithoutAudioInAScriptItCannotRead() {
    SpeechRecorder recorder = say("你好");
    assertThat(recorder.audio()).isEmpty();
    assertThat(recorder.calls()).isEqualTo(1);
  }

  @Test
  void shouldSayTwentySentencesInARow() {
    for (int n = 1; n <= 20; n++) {
      assertThat(sound(say("Number " + n + ".")).seconds()).isBetween(0.5, 3.0);
    }
  }

  @Test
  void shouldBeBusyWhenTheThreadsAreTaken() {
    holdUp(1);
    while (inference().getQueue().remainingCapacity() > 0) {
      inference().execute(() -> {});
    }
    assertThatThrownBy(() -> engine().speak(request(SENTENCE, 1), new SpeechRecorder()))
        .isInstanceOf(EngineBusyException.class);
    assertThat(engine().capacity().inUse()).isZero();
    letGo();
  }
}
