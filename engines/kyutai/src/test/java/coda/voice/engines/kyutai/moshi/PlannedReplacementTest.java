package coda.voice.engines.kyutai.moshi;

import static org.assertj.core.api.Assertions.assertThat;

import coda.voice.engines.kyutai.moshi.PlannedReplacement.Verdict;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PlannedReplacementTest {
  private static final int LIMIT = 340_000;

  private final PlannedReplacement plan = new PlannedReplacement();
  private final short[] quiet = new short[480];
  private final short[] loud = new short[480];

  PlannedReplacementTest() {
    Arrays.fill(loud, (short) 5_000);
    plan.begin(LIMIT);
  }

  private void pass(int ms, short[] heard, short[] said) {
    for (int i = 0; i < ms / 20; i++) {
      plan.heard(heard, 0, 480);
      plan.said(said, 0, 480);
    }
  }

  @Test
  void shouldDoNothingBeforeTheTime() {
    pass(1_000, quiet, quiet);
    assertThat(plan.at(LIMIT - 1)).isEqualTo(Verdict.NOTHING);
    assertThat(plan.at(LIMIT)).isEqualTo(Verdict.OPEN_SECOND);
  }

  @Test
  void shouldWaitUntilBothAreQuiet() {
    pass(1_000, loud, quiet);
    assertThat(plan.at(LIMIT)).isEqualTo(Verdict.NOTHING);
    pass(1_000, quiet, loud);
    assertThat(plan.at(LIMIT + 1_000)).isEqualTo(Verdict.NOTHING);
    pass(380, quiet, quiet);
    assertThat(plan.at(LIMIT + 1_380)).isEqualTo(Verdict.NOTHING);
    pass(20, quiet, quiet);
    assertThat(plan.at(LIMIT + 1_400)).isEqualTo(Verdict.OPEN_SECOND);
  }

  @Test
  void shouldNotWaitLongerThanTheServerLives() {
    pass(1_000, loud, loud);
    assertThat(plan.at(LIMIT + 15_000)).isEqualTo(Verdict.HARD_LIMIT);
  }

  @Test
  void shouldTryAgainAfterAWhile() {
    pass(1_000, quiet, quiet);
    plan.postpone(LIMIT);
    assertThat(plan.at(LIMIT + 4_999)).isEqualTo(Verdict.NOTHING);
    assertThat(plan.at(LIMIT + 5_000)).isEqualTo(Verdict.OPEN_SECOND);
  }

  @Test
  void shouldNeverReplaceWhatHasNoLimit() {
    plan.begin(0);
    pass(1_000, quiet, quiet);
    assertThat(plan.at(Long.MAX_VALUE)).isEqualTo(Verdict.NOTHING);
  }
}
