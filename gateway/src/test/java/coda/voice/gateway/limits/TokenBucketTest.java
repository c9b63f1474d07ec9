package coda.voice.gateway.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class TokenBucketTest {
  private final ManualClock clock = new ManualClock();

  @Test
  void shouldPassWhatFitsAndSayWhenTheNextDoes() {
    TokenBucket bucket = new TokenBucket(new Allowance(2, 1, 1_000), clock);

    assertThat(bucket.take(1)).isZero();
    assertThat(bucket.take(1)).isZero();
    assertThat(bucket.take(1)).isEqualTo(1_000);
    clock.pass(999);
    assertThat(bucket.take(1)).isEqualTo(1);
    clock.pass(1);
    assertThat(bucket.take(1)).isZero();
  }

  @Test
  void shouldPassALargePieceAndMakeTheNextWaitLonger() {
    TokenBucket bucket = new TokenBucket(new Allowance(10, 1, 1), clock);

    assertThat(bucket.take(100)).isZero();
    assertThat(bucket.take(5)).isEqualTo(91);
  }

  @Test
  void shouldKeepTheShareOfItsTokensWhenItIsFilledInAnotherWay() {
    TokenBucket bucket = new TokenBucket(new Allowance(10, 10, 60_000), clock);
    bucket.charge(5);

    bucket.fill(new Allowance(100, 100, 60_000));

    bucket.charge(49);
    assertThat(bucket.take(1)).isZero();
    assertThat(bucket.take(1)).isPositive();
  }

  @Property
  void shouldHoldTheRateOnAverage(
      @ForAll @Size(min = 50, max = 200) List<@IntRange(min = 0, max = 20) Integer> gaps) {
    TokenBucket bucket = new TokenBucket(new Allowance(10, 1, 10), clock);
    long now = 0;
    int passed = 0;
    for (int gap : gaps) {
      now += gap;
      clock.pass(gap);
      passed += bucket.take(1) == 0 ? 1 : 0;
    }

    assertThat(passed).isLessThanOrEqualTo(10 + (int) (now / 10));
  }
}
