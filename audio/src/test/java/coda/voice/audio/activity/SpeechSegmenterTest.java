package coda.voice.audio.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import coda.voice.audio.AudioException;
import coda.voice.audio.activity.SpeechChange.Started;
import coda.voice.audio.activity.SpeechChange.Stopped;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SpeechSegmenterTest {
  private static final SegmenterOptions OPTIONS = new SegmenterOptions(0.5, 0.3, 3, 4);

  private final SpeechSegmenter segmenter = new SpeechSegmenter(OPTIONS);
  private final List<SpeechChange> changes = new ArrayList<>();

  private void hear(double probability, int frames) {
    for (int i = 0; i < frames; i++) {
      segmenter.accept(probability).ifPresent(changes::add);
    }
  }

  @Test
  void shouldReportWhereSpeechBeganAndEnded() {
    hear(0, 10);
    hear(1, 20);
    hear(0, 10);

    assertThat(changes).containsExactly(new Started(200, 260), new Stopped(600, 680));
    assertThat(segmenter.speaking()).isFalse();
  }

  @Test
  void shouldNotStartForAClick() {
    hear(0, 5);
    hear(1, 2);
    hear(0, 5);

    assertThat(changes).isEmpty();
  }

  @Test
  void shouldNotStopForAShortGap() {
    hear(1, 5);
    hear(0, 3);
    hear(1, 5);
    hear(0, 3);

    assertThat(changes).hasSize(1);
  }

  @Test
  void shouldNotWaverBetweenTheThresholds() {
    hear(0.4, 50);
    assertThat(changes).isEmpty();
    hear(0.6, 3);
    hear(0.4, 50);

    assertThat(changes).containsExactly(new Started(1_000, 1_060));
  }

  @Test
  void shouldStartThoughTheOnsetWavers() {
    hear(0.6, 2);
    hear(0.4, 1);
    hear(0.6, 1);

    assertThat(changes).containsExactly(new Started(0, 80));
  }

  @Test
  void shouldStopAtTheEndOfTheStream() {
    hear(1, 5);
    hear(0, 2);

    assertThat(segmenter.finish()).contains(new Stopped(100, 140));
    assertThat(segmenter.finish()).isEmpty();
  }

  @Test
  void shouldTakeWhatIsNotANumberForSilence() {
    hear(1, 5);
    hear(Double.NaN, 10);

    assertThat(changes).containsExactly(new Started(0, 60), new Stopped(100, 180));
  }

  @Test
  void shouldStartOverAfterAReset() {
    hear(1, 5);
    segmenter.reset();
    changes.clear();
    hear(1, 3);

    assertThat(changes).containsExactly(new Started(0, 60));
  }

  @Property
  void shouldAlternateAndAdvance(
      @ForAll("probabilities") List<Double> probabilities,
      @ForAll @IntRange(min = 1, max = 5) int onset,
      @ForAll @IntRange(min = 1, max = 8) int hangover) {
    SpeechSegmenter any = new SpeechSegmenter(new SegmenterOptions(0.5, 0.3, onset, hangover));
    List<SpeechChange> all = new ArrayList<>();
    for (double probability : probabilities) {
      any.accept(probability).ifPresent(all::add);
    }
    any.finish().ifPresent(all::add);

    long last = 0;
    for (int i = 0; i < all.size(); i++) {
      SpeechChange change = all.get(i);
      assertThat(change instanceof Started).isEqualTo(i % 2 == 0);
      assertThat(change.atMs()).isGreaterThanOrEqualTo(last);
      assertThat(change.atMs()).isLessThanOrEqualTo(change.decidedAtMs());
      assertThat(change.decidedAtMs()).isLessThanOrEqualTo(probabilities.size() * 20L);
      if (change instanceof Stopped) {
        assertThat(change.atMs() - last).isGreaterThanOrEqualTo(onset * 20L);
      }
      last = change.atMs();
    }
    assertThat(all.size() % 2).isZero();
  }

  @Property
  void shouldStartOnlyWithEnoughLikelyFrames(@ForAll("probabilities") List<Double> probabilities) {
    long likely = probabilities.stream().filter(probability -> probability >= 0.5).count();
    SpeechSegmenter any = new SpeechSegmenter(OPTIONS);
    long starts =
        probabilities.stream()
            .flatMap(probability -> any.accept(probability).stream())
            .filter(Started.class::isInstance)
            .count();

    assertThat(starts * OPTIONS.onsetFrames()).isLessThanOrEqualTo(likely);
  }

  @Test
  void shouldRefuseSenselessOptions() {
    for (Runnable senseless :
        List.<Runnable>of(
            () -> new SegmenterOptions(0, 0, 1, 1),
            () -> new SegmenterOptions(1.1, 0.5, 1, 1),
            () -> new SegmenterOptions(0.4, 0.5, 1, 1),
            () -> new SegmenterOptions(Double.NaN, 0.5, 1, 1),
            () -> new SegmenterOptions(0.5, 0.3, 0, 1),
            () -> new SegmenterOptions(0.5, 0.3, 1, 0))) {
      assertThatExceptionOfType(AudioException.class)
          .isThrownBy(senseless::run)
          .returns("AUDIO_SEGMENTER_INVALID", AudioException::code);
    }
  }

  @Provide
  Arbitrary<List<Double>> probabilities() {
    return Arbitraries.of(0.0, 0.1, 0.3, 0.4, 0.5, 0.7, 1.0, Double.NaN).list().ofMaxSize(120);
  }
}
