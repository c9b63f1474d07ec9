package coda.voice.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class TokenBucketTest {
  @Test
  void shouldPassWhatFitsAndSayWhenTheNextDoes() {
    TokenBucket bucket = new TokenBucket(2, 0.001, 0);

    assertThat(bucket.take(1, 0)).isZero();
    assertThat(bucket.take(1, 0)).isZero();
    assertThat(bucket.take(1, 0)).isEqualTo(1_000);
    assertThat(bucket.take(1, 999)).isEqualTo(1);
    assertThat(bucket.take(1, 1_000)).isZero();
  }

  @Test
  void shouldPassALargePieceAndMakeTheNextWaitLonger() {
    TokenBucket bucket = new TokenBucket(10, 1, 0);

    assertThat(bucket.take(100, 0)).isZero();
    assertThat(bucket.take(5, 0)).isEqualTo(91);
  }

  @Property
  void shouldHoldTheRateOnAverage(
      @ForAll @Size(min = 50, max = 200) List<@IntRange(min = 0, max = 20) Integer> gaps) {
    TokenBucket bucket = new TokenBucket(10, 0.1, 0);
    long now = 0;
    int passed = 0;
    for (int gap : gaps) {
      now += gap;
      passed += bucket.take(1, now) == 0 ? 1 : 0;
    }

    assertThat(passed).isLessThanOrEqualTo(10 + (int) (now * 0.1));
  }
}
