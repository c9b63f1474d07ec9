package coda.voice.conversation.duplex;

import static org.assertj.core.api.Assertions.assertThat;

import coda.voice.audio.AudioFrame;
import coda.voice.audio.FramePool;
import coda.voice.conversation.TestLoop;
import coda.voice.engine.Capacity;
import coda.voice.engine.DuplexModel;
import coda.voice.engine.EngineChange;
import coda.voice.engine.EngineException;
import coda.voice.engine.LightEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DuplexLineTest {
  private static final int RATE = 24_000;

  private final TestLoop loop = new TestLoop();
  private final FramePool pool = new FramePool(8);
  private final Model model = new Model();
  private final Watcher watcher = new Watcher();
  private final DuplexLine line = new DuplexLine(model, loop, pool, 16_000, "test", watcher);

  private Model.Opened open() {
    line.open("en", "");
    Model.Opened opened = model.opened.getLast();
    opened.listener.onReady();
    loop.pass(0);
    return opened;
  }

  private void sound(Model.Opened from, int ms, int amplitude) {
    for (int done = 0; done < ms; done += 80) {
      short[] samples = new short[RATE / 1000 * 80];
      for (int i = 0; i < samples.length; i++) {
        samples[i] = (short) (i % 8 < 4 ? amplitude : -amplitude);
      }
      loop.pass(80);
      from.listener.onAudio(samples);
      loop.pass(0);
    }
  }

  private void text(Model.Opened from, String delta) {
    from.listener.onText(delta);
    loop.pass(0);
  }

  private void hear(int rate, int frames) {
    for (int i = 0; i < frames; i++) {
      AudioFrame frame = pool.lease(rate).length(FramePool.samplesPerFrame(rate));
      line.hear(frame);
      frame.release();
    }
  }

  @Test
  void aModelThatAnswersTheDoorIsLive() {
    line.open("en", "");
    assertThat(line.live()).isFalse();
    assertThat(line.promising()).isTrue();
    model.opened.getLast().listener.onReady();
    loop.pass(0);
    assertThat(line.live()).isTrue();
    assertThat(watcher.told).containsExactly("live");
  }

  @Test
  void anOpenLineIsNotOpenedAgain() {
    open();
    line.open("en", "");
    assertThat(model.opened).hasSize(1);
  }

  @Test
  void audioIsHeldBackUntilTheModelIsThere() {
    line.open("en", "");
    hear(RATE, 3);
    assertThat(model.opened.getLast().frames).isZero();
    model.opened.getLast().listener.onReady();
    loop.pass(0);
    hear(RATE, 3);
    assertThat(model.opened.getLast().frames).isEqualTo(3);
  }

  @Test
  void theMicrophoneIsResampledToTheModelsRate() {
    Model.Opened opened = open();
    hear(16_000, 50);
    assertThat(opened.frames).as("but for the filter's delay").isBetween(48, 50);
    hear(48_000, 50);
    assertThat(opened.frames).isBetween(96, 100);
    line.close();
    assertThat(pool.leased()).isZero();
  }

  @Test
  void whatTheModelBeginsToSayIsTold() {
    Model.Opened opened = open();
    sound(opened, 240, 0);
    assertThat(watcher.spoken).isEmpty();
    sound(opened, 80, 4_000);
    assertThat(watcher.spoken).hasSize(1);
    sound(opened, 1_000, 4_000);
    assertThat(watcher.spoken).as("one utterance").hasSize(1);
  }

  @Test
  void anUtteranceEndsInTheQuietAndAnotherBegins() {
    Model.Opened opened = open();
    text(opened, " hello");
    sound(opened, 400, 4_000);
    sound(opened, 800, 0);
    text(opened, " and");
    sound(opened, 80, 4_000);
    assertThat(watcher.spoken).hasSize(2);
    assertThat(watcher.spoken.getFirst().track().allText()).isEqualTo("hello");
    assertThat(watcher.spoken.getLast().track().allText()).isEqualTo("and");
  }

  @Test
  void whatIsSaidIsResampledForTheSession() {
    Model.Opened opened = open();
    sound(opened, 800, 4_000);
    assertThat(watcher.spoken.getLast().track().written()).isBetween(12_600L, 12_800L);
  }

  @Test
  void aModelThatAnswersTheUserSoonHasBegunAnew() {
    Model.Opened opened = open();
    sound(opened, 400, 4_000);
    watcher.spoken.getLast().discard();
    sound(opened, 320, 0);
    sound(opened, 80, 4_000);
    assertThat(watcher.spoken).as("the rest of what nobody wants").hasSize(1);
    line.userSpeaks();
    sound(opened, 160, 0);
    sound(opened, 80, 4_000);
    assertThat(watcher.spoken).as("hardly a pause").hasSize(1);
    sound(opened, 240, 0);
    text(opened, " all");
    sound(opened, 80, 4_000);
    assertThat(watcher.spoken).hasSize(2);
    assertThat(watcher.spoken.getLast().track().allText()).isEqualTo("all");
  }

  @Test
  void aModelThatIsHeardAndPausesHasNotBegunAnew() {
    Model.Opened opened = open();
    sound(opened, 400, 4_000);
    line.userSpeaks();
    sound(opened, 400, 0);
    sound(opened, 80, 4_000);
    assertThat(watcher.spoken).hasSize(1);
  }

  @Test
  void blankWordsBeginNothing() {
    Model.Opened opened = open();
    text(opened, " ");
    assertThat(watcher.spoken).isEmpty();
  }

  @Test
  void whoWaitsIsToldInsteadOfTheWatcher() {
    Model.Opened opened = open();
    Hearer hearer = new Hearer();
    new DuplexAnswer(line, loop.nowMillis(), hearer).begin();
    text(opened, " hello");
    sound(opened, 80, 4_000);
    assertThat(watcher.spoken).isEmpty();
    assertThat(hearer.told).containsExactly("text", "audio");
  }

  @Test
  void whoWaitsNoLongerIsToldNothing() {
    Model.Opened opened = open();
    Hearer hearer = new Hearer();
    DuplexAnswer answer = new DuplexAnswer(line, loop.nowMillis(), hearer);
    answer.begin();
    answer.cancel();
    sound(opened, 80, 4_000);
    assertThat(hearer.told).isEmpty();
    assertThat(watcher.spoken).hasSize(1);
  }

  @Test
  void whoAsksLateHearsWhatHasBegunAlready() {
    Model.Opened opened = open();
    long since = loop.nowMillis();
    sound(opened, 400, 4_000);
    Hearer hearer = new Hearer();
    DuplexAnswer answer = new DuplexAnswer(line, since, hearer);
    answer.begin();
    assertThat(hearer.told).containsExactly("audio");
    assertThat(answer.track().waitingMs()).isGreaterThan(380);
  }

  @Test
  void whoAsksVeryLateHearsWhatIsOverAlready() {
    Model.Opened opened = open();
    long since = loop.nowMillis();
    sound(opened, 400, 4_000);
    sound(opened, 1_600, 0);
    Hearer hearer = new Hearer();
    new DuplexAnswer(line, since, hearer).begin();
    assertThat(hearer.told).containsExactly("audio", "made");
  }

  @Test
  void whatWasSaidBeforeIsNoAnswer() {
    Model.Opened opened = open();
    sound(opened, 400, 4_000);
    assertThat(line.saidSince(loop.nowMillis())).isEmpty();
    sound(opened, 1_600, 0);
    assertThat(line.saidSince(loop.nowMillis())).isEmpty();
  }

  @Test
  void whatOneHearsIsNotOfferedToAnother() {
    Model.Opened opened = open();
    long since = loop.nowMillis();
    sound(opened, 400, 4_000);
    new DuplexAnswer(line, since, new Hearer()).begin();
    assertThat(line.saidSince(since)).isEmpty();
  }

  @Test
  void aLostModelBreaksOffAndItsSuccessorGoesOn() {
    Model.Opened opened = open();
    Hearer hearer = new Hearer();
    new DuplexAnswer(line, loop.nowMillis(), hearer).begin();
    text(opened, " hello");
    sound(opened, 400, 4_000);
    opened.listener.onLost("six minutes");
    loop.pass(0);
    assertThat(hearer.told).endsWith("failed ENGINE_LOST");
    assertThat(line.live()).isFalse();
    assertThat(line.promising()).isTrue();
    assertThat(watcher.told).containsExactly("live", "lost");
    opened.listener.onReady();
    loop.pass(0);
    assertThat(line.live()).isTrue();
    text(opened, " again");
    sound(opened, 80, 4_000);
    assertThat(watcher.spoken.getLast().track().allText()).isEqualTo("again");
    assertThat(model.opened).as("the engine replaces it itself").hasSize(1);
  }

  @Test
  void whoWaitsForAModelThatIsGoneIsTold() {
    Model.Opened opened = open();
    Hearer hearer = new Hearer();
    new DuplexAnswer(line, loop.nowMillis(), hearer).begin();
    opened.fails();
    loop.pass(0);
    assertThat(hearer.told).containsExactly("failed ENGINE_FAILED");
    Hearer next = new Hearer();
    new DuplexAnswer(line, loop.nowMillis(), next).begin();
    assertThat(next.told).containsExactly("failed ENGINE_UNAVAILABLE");
  }

  @Test
  void whoHearsOfTheConsequencesKnowsTheCause() {
    Model.Opened opened = open();
    new DuplexAnswer(
            line,
            loop.nowMillis(),
            new Hearer() {
              @Override
              public void onFailed(EngineException failure) {
                assertThat(watcher.told).contains("gone ENGINE_FAILED");
                super.onFailed(failure);
              }
            })
        .begin();
    opened.fails();
    loop.pass(0);
  }

  @Test
  void aLineThatFailedIsTriedAgainLaterAndLater() {
    open().fails();
    model.unreachable = true;
    loop.pass(0);
    assertThat(watcher.told).containsExactly("live", "gone ENGINE_FAILED");
    assertThat(line.promising()).isFalse();
    int before = model.tries;
    long[] waits = {1_000, 2_000, 5_000, 10_000, 30_000, 30_000};
    for (long wait : waits) {
      loop.pass(wait - 1);
      assertThat(model.tries).isEqualTo(before);
      loop.pass(1);
      assertThat(model.tries).isEqualTo(++before);
    }
    assertThat(watcher.told).as("told once").containsExactly("live", "gone ENGINE_FAILED");
    model.unreachable = false;
    loop.pass(30_000);
    assertThat(line.promising()).as("until it is there it may fail again").isFalse();
    model.opened.getLast().listener.onReady();
    loop.pass(0);
    assertThat(line.live()).isTrue();
    model.opened.getLast().fails();
    loop.pass(0);
    assertThat(watcher.told)
        .containsExactly("live", "gone ENGINE_FAILED", "live", "gone ENGINE_FAILED");
    loop.pass(1_000);
    assertThat(model.opened).as("from the beginning").hasSize(3);
  }

  @Test
  void aModelThatIsBusyIsTriedAgain() {
    model.unreachable = true;
    line.open("en", "");
    assertThat(watcher.told).containsExactly("gone ENGINE_UNAVAILABLE");
    model.unreachable = false;
    loop.pass(1_000);
    assertThat(model.opened).hasSize(1);
  }

  @Test
  void nothingOfAnOldConnectionCounts() {
    Model.Opened old = open();
    old.fails();
    loop.pass(1_000);
    Model.Opened present = model.opened.getLast();
    assertThat(present).isNotSameAs(old);
    old.listener.onReady();
    old.listener.onText(" stale");
    old.listener.onAudio(new short[1_920]);
    old.listener.onLost("stale");
    old.fails();
    loop.pass(0);
    assertThat(line.live()).isFalse();
    assertThat(watcher.spoken).isEmpty();
    assertThat(watcher.told).containsExactly("live", "gone ENGINE_FAILED");
    present.listener.onReady();
    loop.pass(0);
    assertThat(line.live()).isTrue();
  }

  @Test
  void whatWasUnderWayWhenTheLineWasClosedDoesNotCount() {
    Model.Opened opened = open();
    opened.listener.onText(" stale");
    line.close();
    loop.pass(0);
    assertThat(watcher.spoken).isEmpty();
    assertThat(opened.closed).isTrue();
  }

  @Test
  void aClosedLineIsGivenBackAndMayBeOpenedAgain() {
    open();
    line.close();
    line.close();
    assertThat(model.capacity().inUse()).isZero();
    assertThat(line.live()).isFalse();
    assertThat(line.promising()).isFalse();
    assertThat(loop.waiting()).isZero();
    open();
    assertThat(line.live()).isTrue();
    assertThat(model.opened).hasSize(2);
  }

  @Test
  void aLineThatIsClosedWhileItWaitsTriesNoMore() {
    open().fails();
    loop.pass(0);
    line.close();
    assertThat(loop.waiting()).isZero();
    loop.pass(60_000);
    assertThat(model.opened).hasSize(1);
  }

  @Test
  void whoHearsAModelWhoseLineIsClosedIsTold() {
    Model.Opened opened = open();
    Hearer hearer = new Hearer();
    new DuplexAnswer(line, loop.nowMillis(), hearer).begin();
    sound(opened, 80, 4_000);
    line.close();
    assertThat(hearer.told).endsWith("failed ENGINE_UNAVAILABLE");
  }

  @Test
  void anotherEngineIsTold() {
    open().listener.onEngineChange(new EngineChange("duplex_model", "one", "other", "X", false));
    loop.pass(0);
    assertThat(watcher.told).contains("change");
  }

  /** What becomes of a line. */
  private static final class Watcher implements DuplexWatcher {
    final List<String> told = new ArrayList<>();
    final List<Utterance> spoken = new ArrayList<>();

    @Override
    public void onLive() {
      told.add("live");
    }

    @Override
    public void onLost() {
      told.add("lost");
    }

    @Override
    public void onGone(EngineException failure) {
      told.add("gone " + failure.code());
    }

    @Override
    public void onSpoke(Utterance utterance) {
      spoken.add(utterance);
    }

    @Override
    public void onEngineChange(EngineChange change) {
      told.add("change");
    }
  }

  /** A model in the test's hands. */
  private static final class Model extends LightEngine implements DuplexModel {
    final List<Opened> opened = new ArrayList<>();
    boolean unreachable;
    int tries;

    Model() {
      super("model", new Capacity("model", 10));
    }

    @Override
    public int sampleRate() {
      return RATE;
    }

    @Override
    public Set<String> languages() {
      return Set.of("en");
    }

    @Override
    public DuplexStream open(DuplexRequest request, DuplexListener listener) {
      tries++;
      if (unreachable) {
        throw EngineException.unavailable("model", "test");
      }
      Opened stream = new Opened(listener, capacity().acquire());
      opened.add(stream);
      return stream;
    }

    static final class Opened implements DuplexStream {
      final DuplexListener listener;
      private final Capacity.Permit permit;
      int frames;
      boolean closed;

      Opened(DuplexListener listener, Capacity.Permit permit) {
        this.listener = listener;
        this.permit = permit;
      }

      @Override
      public void hear(AudioFrame frame) {
        assertThat(frame.sampleRate()).isEqualTo(RATE);
        frames++;
      }

      void fails() {
        permit.close();
        listener.onFailure(EngineException.failed("model", new IllegalStateException("test")));
      }

      @Override
      public void close() {
        closed = true;
        permit.close();
      }
    }
  }
}
