package coda.voice.audio.resample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import coda.voice.audio.SampleRates;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TapsTest {
  /** Every phase of every filter. */
  static Stream<Taps> every() {
    return Stream.concat(SampleRates.ALL.stream(), SampleRates.RECORDED.stream())
        .flatMap(from -> SampleRates.ALL.stream().map(to -> new int[] {from, to}))
        .filter(pair -> pair[0] != pair[1])
        .map(pair -> PolyphaseFilter.between(pair[0], pair[1]))
        .flatMap(filter -> IntStream.range(0, filter.up()).mapToObj(filter::phase));
  }

  static Stream<int[]> worstWindows() {
    return Stream.of(new int[] {Short.MAX_VALUE, Short.MIN_VALUE}, new int[] {Short.MIN_VALUE, 0})
        .flatMap(levels -> Stream.of(levels, new int[] {levels[1], levels[0]}));
  }

  /** The loudest that can be: every sample pulls the same way. */
  @ParameterizedTest
  @MethodSource("worstWindows")
  void shouldNeverOverflow(int[] levels) {
    every()
        .forEach(
            taps -> {
              for (int[] part : new int[][] {taps.coarse(), taps.fine()}) {
                int[] window =
                    IntStream.of(part).map(tap -> tap > 0 ? levels[0] : levels[1]).toArray();
                assertThat(sum(part, window))
                    .isBetween((long) Integer.MIN_VALUE, (long) Integer.MAX_VALUE);
                assertThat(taps.apply(window, 0)).isEqualTo(exactly(taps, window));
              }
            });
  }

  @Test
  void shouldRoundToTheNearestSample() {
    Random random = new Random(1);
    every()
        .forEach(
            taps -> {
              int[] window =
                  random.ints(taps.coarse().length, Short.MIN_VALUE, Short.MAX_VALUE + 1).toArray();
              assertThat(taps.apply(window, 0)).isEqualTo(exactly(taps, window));
            });
  }

  @Test
  void shouldPassWhatDoesNotChange() {
    every()
        .forEach(
            taps -> {
              for (int level : new int[] {Short.MIN_VALUE, -1, 0, 1, 12_345, Short.MAX_VALUE}) {
                int[] window = new int[taps.coarse().length];
                Arrays.fill(window, level);
                assertThat((int) taps.apply(window, 0)).isCloseTo(level, within(1));
              }
            });
  }

  private static short exactly(Taps taps, int[] window) {
    double sum = sum(taps.coarse(), window) / 16_384.0 + sum(taps.fine(), window) / 2_097_152.0;
    return (short) Math.clamp(Math.round(sum), Short.MIN_VALUE, Short.MAX_VALUE);
  }

  private static long sum(int[] part, int[] window) {
    return IntStream.range(0, part.length).mapToLong(i -> (long) part[i] * window[i]).sum();
  }
}
