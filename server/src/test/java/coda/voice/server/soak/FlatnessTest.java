package coda.voice.server.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FlatnessTest {
  private static final Measurement USUAL = new Measurement(50_000_000, 40, 30, 0, 0, 0, 0);

  @Test
  void shouldTakeSmallChangesForFlat() {
    assertThat(
            Flatness.problems(
                List.of(USUAL, with(53_000_000, 41, 31), USUAL, with(52_000_000, 42, 30))))
        .isEmpty();
  }

  @Test
  void shouldFindAHeapThatGrows() {
    assertThat(Flatness.problems(rounds(i -> with(50_000_000L + i * 2_000_000L, 40, 30))))
        .singleElement()
        .asString()
        .contains("heap");
  }

  @Test
  void shouldFindThreadsAndFilesThatGrow() {
    assertThat(Flatness.problems(rounds(i -> with(50_000_000, 40 + i, 30 + i))))
        .anyMatch(problem -> problem.contains("threads"))
        .anyMatch(problem -> problem.contains("file descriptors"));
  }

  @Test
  void shouldPassOverOneRoundThatStandsOut() {
    assertThat(Flatness.problems(rounds(i -> i == 9 ? with(90_000_000, 90, 90) : USUAL))).isEmpty();
  }

  @Test
  void shouldFindEverythingThatStaysBehind() {
    for (Measurement left :
        List.of(
            new Measurement(50_000_000, 40, 30, 1, 0, 0, 0),
            new Measurement(50_000_000, 40, 30, 0, 1, 0, 0),
            new Measurement(50_000_000, 40, 30, 0, 0, 1, 0),
            new Measurement(50_000_000, 40, 30, 0, 0, 0, 1))) {
      assertThat(Flatness.problems(List.of(USUAL, left)))
          .singleElement()
          .asString()
          .contains("still held");
    }
  }

  @Test
  void shouldComplainWhenOneInAThousandIsNotServed() {
    assertThat(result(1, 1_001).problems()).isEmpty();
    assertThat(result(1, 1_000).problems()).singleElement().asString().contains("0.1 %");
    assertThat(result(1, 10).problems()).isNotEmpty();
    assertThat(result(0, 10).problems()).isEmpty();
  }

  @Test
  void shouldReadBackWhatItWrites() {
    Measurement odd = new Measurement(1, 2, 3, 4, 5, 6, 7);

    assertThat(Measurement.parse(odd.line())).isEqualTo(odd);
  }

  @Test
  void shouldWantEnoughRoundsToCompare() {
    assertThatThrownBy(() -> new SoakPlan(Duration.ofSeconds(30), Duration.ofSeconds(10), 1, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(new SoakPlan(Duration.ofSeconds(40), Duration.ofSeconds(10), 1, 1).rounds())
        .isEqualTo(4);
  }

  private static SoakResult result(long failed, long good) {
    return new SoakResult(
        Map.of(Habit.TYPE.name(), good, Habit.VANISH.name(), 5_000L),
        failed == 0 ? Map.of() : Map.of("TYPE: CLIENT_TIMEOUT", failed),
        List.of(USUAL, USUAL, USUAL, USUAL));
  }

  private static List<Measurement> rounds(java.util.function.IntFunction<Measurement> round) {
    return IntStream.range(0, 10).mapToObj(round).toList();
  }

  private static Measurement with(long heap, long threads, long files) {
    return new Measurement(heap, threads, files, 0, 0, 0, 0);
  }
}
