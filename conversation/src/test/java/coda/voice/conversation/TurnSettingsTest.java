package coda.voice.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TurnSettingsTest {
  private static final TurnSettings DEFAULTS = TurnSettings.DEFAULTS;

  @ParameterizedTest
  @CsvSource({"0, 2500", "0.25, 1750", "0.5, 1000", "0.75, 600", "0.94, 296", "1, 200"})
  void aPauseMayLastTheLongerTheMoreIsLikelyToCome(double finished, int ms) {
    assertThat(DEFAULTS.silenceMs(finished)).isEqualTo(ms);
  }

  @Property
  void aLikelierEndNeverWaitsLonger(
      @ForAll @DoubleRange(min = 0, max = 1) double one,
      @ForAll @DoubleRange(min = 0, max = 1) double other) {
    int likelier = DEFAULTS.silenceMs(Math.max(one, other));
    assertThat(likelier).isBetween(200, DEFAULTS.silenceMs(Math.min(one, other)));
  }
}
