package coda.voice.engines.kyutai.recognition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PausePredictorTest {
  private final PausePredictor predictor = new PausePredictor();

  private void steps(int count, double prediction) {
    for (int i = 0; i < count; i++) {
      predictor.step(prediction);
    }
  }

  @Test
  void shouldIgnoreTheFirstTwelveSteps() {
    predictor.speak();
    for (int i = 0; i < 12; i++) {
      assertThat(predictor.step(1)).isEmpty();
    }
    assertThat(predictor.paused()).isFalse();
    assertThat(predictor.step(1)).isPresent();
    assertThat(predictor.paused()).isTrue();
  }

  @Test
  void shouldSayNothingBeforeTheFirstWord() {
    steps(50, 1);
    assertThat(predictor.step(1)).isEmpty();
    assertThat(predictor.paused()).isFalse();
  }

  @Test
  void shouldStartAfreshWithTheFirstWord() {
    steps(50, 1);
    predictor.speak();
    assertThat(predictor.paused()).isFalse();
  }

  @Test
  void shouldHardlySmooth() {
    predictor.speak();
    steps(12, 0);
    // One step is eight half-lives: 255 of 256 parts of the way.
    assertThat(predictor.step(1).getAsDouble()).isCloseTo(255 / 256.0, within(1e-9));
    assertThat(predictor.step(0).getAsDouble()).isCloseTo(255 / 65536.0, within(1e-9));
  }

  @Test
  void shouldBearPredictionsThatAreNone() {
    predictor.speak();
    steps(12, 0);
    assertThat(predictor.step(7).getAsDouble()).isLessThanOrEqualTo(1);
    assertThat(predictor.step(-7).getAsDouble()).isGreaterThanOrEqualTo(0);
  }
}
