package coda.voice.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class ReconnectPolicyTest {
  @Test
  void shouldDoubleUpToTheLongestWait() {
    ReconnectPolicy policy = new ReconnectPolicy(250, 10_000, 10, 0);
    Random random = new Random(1);
    assertThat(IntStream.of(1, 2, 3, 4, 5, 6, 7, 8, 1_000_000))
        .extracting(attempt -> policy.delayMs(attempt, random))
        .containsExactly(250L, 500L, 1_000L, 2_000L, 4_000L, 8_000L, 10_000L, 10_000L, 10_000L);
  }

  @Property(tries = 500)
  void shouldStayBetweenFullAndJitteredWait(
      @ForAll @LongRange(min = 1, max = 1_000) long initial,
      @ForAll @IntRange(min = 1) int attempt,
      @ForAll @DoubleRange(min = 0, max = 1) double jitter,
      @ForAll long seed) {
    long full = new ReconnectPolicy(initial, 10_000, 5, 0).delayMs(attempt, new Random(seed));
    long delay = new ReconnectPolicy(initial, 10_000, 5, jitter).delayMs(attempt, new Random(seed));
    assertThat(delay).isBetween((long) Math.floor(full * (1 - jitter)), full);
  }

  @Test
  void shouldRefuseNonsense() {
    assertThatIllegalArgumentException().isThrownBy(() -> new ReconnectPolicy(0, 1, 1, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new ReconnectPolicy(2, 1, 1, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new ReconnectPolicy(1, 1, -1, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new ReconnectPolicy(1, 1, 1, Double.NaN));
  }
}
