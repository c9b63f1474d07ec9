package coda.voice.testkit.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import coda.voice.engine.DuplexModel;
import coda.voice.engine.DuplexModel.DuplexRequest;
import coda.voice.engine.DuplexModel.DuplexStream;
import coda.voice.engine.EngineBusyException;
import coda.voice.engine.EngineException;
import coda.voice.engine.Health;
import coda.voice.testkit.conformance.DuplexRecorder.Call;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every duplex model owes its callers. Live streams take real time, so these tests do too. */
@TestInstance(Lifecycle.PER_CLASS)
public abstract class DuplexModelConformance {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final long CANCEL_NANOS = 50_000_000;
  private static final int ABRUPT = 15;

  /** For subclasses. */
  protected DuplexModelConformance() {}

  /** The engine under test, warm. */
  protected abstract DuplexModel engine();

  /** Another one for the same server, not warmed up; the suite closes it. */
  protected abstract DuplexModel another();

  /**
   * Puts the server in good order: to every stream it says {@link #words}, as sound and as text, in
   * its first two seconds.
   */
  protected abstract void inOrder();

  /** What the server says. */
  protected abstract String words();

  /** Something to say to it, at the engine's rate. */
  protected abstract short[] utterance();

  /**
   * Makes the server fail from the next connection on.
   *
   * @param fault how
   */
  protected abstract void fails(DuplexFault fault);

  /** Makes the server break the next connection in mid-stream, and serve those that follow. */
  protected abstract void diesOnce();

  /** Makes the server compute slowly, but fast enough, from the next connection on. */
  protected abstract void isSlow();

  /** Makes the server damage some of what it says, from the next connection on. */
  protected abstract void damages();

  /** How many conversations the server has now. */
  protected abstract long conversations();

  private DuplexStream open(DuplexModel model, DuplexRecorder recorder) {
    return model.open(new DuplexRequest("test", "en", ""), recorder);
  }

  @BeforeEach
  void putInOrder() {
    inOrder();
  }

  @AfterEach
  void everythingIsBack() {
    await().atMost(PATIENCE).until(() -> engine().capacity().inUse() == 0);
    await().atMost(PATIENCE).until(() -> conversations() == 0);
  }

  /** Waits until everything was said, and checks that it was said in order. */
  private void awaitWords(DuplexRecorder recorder) {
    await()
        .atMost(PATIENCE)
        .until(() -> recorder.text().endsWith(words()) || recorder.failure().isPresent());
    assertThat(recorder.failure()).isEmpty();
    assertThat(recorder.calls().getFirst()).isEqualTo(Call.READY);
    assertThat(recorder.calls().indexOf(Call.AUDIO))
        .isLessThan(recorder.calls().indexOf(Call.TEXT));
    assertThat(recorder.overlaps()).isZero();
  }

  @Test
  void shouldConverse() {
    DuplexRecorder recorder = new DuplexRecorder();
    try (DuplexStream stream = open(engine(), recorder);
        LiveMicrophone microphone =
            new LiveMicrophone(stream, utterance(), engine().sampleRate())) {
      awaitWords(recorder);

      assertThat(recorder.text()).isEqualTo(words());
      assertThat(recorder.loudSamples()).isPositive();
      assertThat(recorder.count(Call.READY)).isEqualTo(1);
      assertThat(recorder.count(Call.LOST)).isZero();
      assertThat(engine().capacity().inUse()).isEqualTo(1);
      assertThat(engine().health().usable()).isTrue();
      stream.close();
      microphone.close();
      await().atMost(PATIENCE).until(() -> microphone.leased() == 0);
    }
  }

  @Test
  void shouldGoOnWhenTheMicrophoneStaysAway() {
    DuplexRecorder recorder = new DuplexRecorder();
    try (DuplexStream stream = open(engine(), recorder)) {
      awaitWords(recorder);
    }
  }

  @Test
  void shouldBePatientWithASlowServer() {
    isSlow();
    DuplexRecorder recorder = new DuplexRecorder();
    try (DuplexStream stream = open(engine(), recorder);
        LiveMicrophone microphone =
            new LiveMicrophone(stream, utterance(), engine().sampleRate())) {
      awaitWords(recorder);
      assertThat(recorder.count(Call.LOST)).isZero();
    }
  }

  @Test
  void shouldSurviveDamage() {
    damages();
    DuplexRecorder recorder = new DuplexRecorder();
    try (DuplexStream stream = open(engine(), recorder)) {
      awaitWords(recorder);
      assertThat(recorder.count(Call.LOST)).isZero();
      assertThat(recorder.loudSamples()).isPositive();
    }
  }

  @Test
  void shouldSayNothingAfterItWasClosed() {
    DuplexRecorder recorder = new DuplexRecorder();
    DuplexStream stream = open(engine(), recorder);
    await().atMost(PATIENCE).until(() -> recorder.samples() > 0);
    stream.close();
    long closed = System.nanoTime();
    stream.close();

    assertThat(engine().capacity().inUse()).isZero();
    LockSupport.parkNanos(4 * CANCEL_NANOS);
    assertThat(recorder.lastNanos() - closed).isLessThan(CANCEL_NANOS);
    assertThat(recorder.failure()).isEmpty();
  }

  @Test
  void shouldRefuseWhenAllPermitsAreTakenAndRecover() {
    List<DuplexStream> open = new ArrayList<>();
    for (int i = 0; i < engine().capacity().limit(); i++) {
      open.add(open(engine(), new DuplexRecorder()));
    }
    assertThatThrownBy(() -> open(engine(), new DuplexRecorder()))
        .isInstanceOf(EngineBusyException.class);
    open.forEach(DuplexStream::close);

    DuplexRecorder recorder = new DuplexRecorder();
    try (DuplexStream stream = open(engine(), recorder)) {
      awaitWords(recorder);
    }
  }

  @Test
  void shouldSurviveStreamsClosedAtAnyPoint() {
    Random random = new Random(42);
    List<DuplexRecorder> all = new ArrayList<>();
    for (int i = 0; i < ABRUPT; i++) {
      DuplexRecorder recorder = new DuplexRecorder();
      all.add(recorder);
      DuplexStream stream = open(engine(), recorder);
      LockSupport.parkNanos(random.nextInt(i % 3 == 0 ? 200_000_000 : 5_000_000));
      stream.close();
    }
    assertThat(engine().capacity().inUse()).isZero();

    DuplexRecorder recorder = new DuplexRecorder();
    try (DuplexStream stream = open(engine(), recorder)) {
      awaitWords(recorder);
    }
    assertThat(all).allSatisfy(each -> assertThat(each.failure()).isEmpty());
  }

  @Test
  void shouldReplaceAConnectionThatDies() {
    diesOnce();
    DuplexRecorder recorder = new DuplexRecorder();
    try (DuplexStream stream = open(engine(), recorder);
        LiveMicrophone microphone =
            new LiveMicrophone(stream, utterance(), engine().sampleRate())) {
      await().atMost(PATIENCE).until(() -> recorder.count(Call.READY) == 2);
      awaitWords(recorder);

      assertThat(recorder.count(Call.LOST)).isEqualTo(1);
      assertThat(recorder.calls().stream().filter(c -> c == Call.READY || c == Call.LOST))
          .containsExactly(Call.READY, Call.LOST, Call.READY);
      List<Call> calls = recorder.calls();
      assertThat(calls.get(calls.indexOf(Call.LOST) + 1)).isEqualTo(Call.READY);
    }
  }

  @ParameterizedTest
  @EnumSource(DuplexFault.class)
  void shouldSayHowItsServerFailed(DuplexFault fault) {
    fails(fault);
    DuplexRecorder recorder = new DuplexRecorder();
    DuplexStream stream = open(engine(), recorder);
    await().atMost(PATIENCE).until(() -> recorder.failure().isPresent());

    assertThat(recorder.failure().orElseThrow().code()).isEqualTo(fault.code());
    assertThat(recorder.failure().orElseThrow().safeMessage()).doesNotContain("://", "Exception");
    assertThat(engine().capacity().inUse()).isZero();
    stream.close();
    inOrder();
    DuplexRecorder next = new DuplexRecorder();
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              // The engine may rest before it tries the server again.
              DuplexRecorder trying = new DuplexRecorder();
              try (DuplexStream again = open(engine(), trying)) {
                await().atMost(PATIENCE).until(() -> !trying.calls().isEmpty());
                assertThat(trying.calls()).doesNotContain(Call.FAILURE);
              }
            });
    try (DuplexStream again = open(engine(), next)) {
      awaitWords(next);
    }
    assertThat(recorder.count(Call.FAILURE)).isEqualTo(1);
    assertThat(recorder.calls().getLast()).isEqualTo(Call.FAILURE);
  }

  @Test
  void shouldEndWhatRunsWhenClosed() {
    DuplexModel model = another();
    assertThat(model.health().state()).isEqualTo(Health.State.STARTING);
    model.warmUp();
    assertThat(model.health().usable()).isTrue();
    DuplexRecorder recorder = new DuplexRecorder();
    open(model, recorder);
    await().atMost(PATIENCE).until(() -> recorder.samples() > 0);

    model.close();
    model.close();

    await().atMost(PATIENCE).until(() -> recorder.failure().isPresent());
    assertThat(model.capacity().inUse()).isZero();
    assertThat(model.health().usable()).isFalse();
    assertThatThrownBy(() -> open(model, new DuplexRecorder())).isInstanceOf(EngineException.class);
  }
}
