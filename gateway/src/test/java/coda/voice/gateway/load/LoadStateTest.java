package coda.voice.gateway.load;

import static org.assertj.core.api.Assertions.assertThat;

import coda.voice.gateway.load.LoadState.Level;
import java.util.List;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class LoadStateTest {
  private static final LoadRules RULES = new LoadRules(1, 0.5, 1_000, 2_000);

  @Test
  void shouldBeOverloadedOnlyWhenItWasTooMuchForLongEnough() {
    LoadState state = LoadState.normal(0);

    state = state.next(RULES, 1, 100);
    state = state.next(RULES, 3, 1_099);
    assertThat(state.level()).isEqualTo(Level.NORMAL);
    state = state.next(RULES, 1, 1_100);

    assertThat(state.level()).isEqualTo(Level.OVERLOADED);
    assertThat(state.sinceMs()).isEqualTo(1_100);
  }

  @Test
  void shouldBeginToCountAnewAfterEveryBreak() {
    LoadState state = LoadState.normal(0);

    state = state.next(RULES, 1, 100).next(RULES, 0.99, 900).next(RULES, 1, 950);

    assertThat(state.next(RULES, 1, 1_949).level()).isEqualTo(Level.NORMAL);
    assertThat(state.next(RULES, 1, 1_950).level()).isEqualTo(Level.OVERLOADED);
  }

  @Test
  void shouldRecoverOnlyBelowTheLowerThreshold() {
    LoadState state = new LoadState(Level.OVERLOADED, 0, java.util.OptionalLong.empty());

    assertThat(state.next(RULES, 0.7, 10_000).next(RULES, 0.7, 90_000).level())
        .isEqualTo(Level.OVERLOADED);
    state = state.next(RULES, 0.49, 10_000);
    assertThat(state.next(RULES, 0.49, 11_999).level()).isEqualTo(Level.OVERLOADED);
    assertThat(state.next(RULES, 0.49, 12_000).level()).isEqualTo(Level.NORMAL);
  }

  /** What it is to be: the level changes exactly when a whole stretch of looks was beyond. */
  @Property
  void shouldChangeExactlyWhenAllLooksOfTheTimeWereBeyondTheThreshold(
      @ForAll @Size(min = 1, max = 60) List<@DoubleRange(min = 0, max = 2) Double> stresses,
      @ForAll @IntRange(min = 50, max = 700) int gap) {
    LoadState state = LoadState.normal(0);
    Level expected = Level.NORMAL;
    long beyondSince = -1;
    long now = 0;
    for (double stress : stresses) {
      now += gap;
      boolean beyond = expected == Level.NORMAL ? stress >= 1 : stress < 0.5;
      int needed = expected == Level.NORMAL ? 1_000 : 2_000;
      beyondSince = beyond ? (beyondSince < 0 ? now : beyondSince) : -1;
      if (beyond && now - beyondSince >= needed) {
        expected = expected == Level.NORMAL ? Level.OVERLOADED : Level.NORMAL;
        beyondSince = -1;
      }

      state = state.next(RULES, stress, now);

      assertThat(state.level()).isEqualTo(expected);
    }
  }

  @Property
  void shouldNotFlutterWhileTheStressStaysBetweenTheThresholds(
      @ForAll @Size(min = 1, max = 60) List<@DoubleRange(min = 0.5, max = 0.99) Double> stresses) {
    Assume.that(!stresses.isEmpty());
    for (Level level : Level.values()) {
      LoadState state = new LoadState(level, 0, java.util.OptionalLong.empty());
      long now = 0;
      for (double stress : stresses) {
        now += 5_000;
        state = state.next(RULES, stress, now);
      }

      assertThat(state).isEqualTo(new LoadState(level, 0, java.util.OptionalLong.empty()));
    }
  }
}
