package coda.voice.gateway.limits;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KeyedBucketsTest {
  private static final Allowance TWO = new Allowance(2, 2, 60_000);

  private final ManualClock clock = new ManualClock();
  private final KeyedBuckets buckets = new KeyedBuckets(3, TWO, clock);

  @Test
  void shouldCountEachByItself() {
    assertThat(buckets.take("a", TWO, 2)).isZero();
    assertThat(buckets.take("a", TWO, 1)).isPositive();
    assertThat(buckets.take("b", TWO, 1)).isZero();
    assertThat(buckets.waitMs("a", TWO)).isEqualTo(30_000);
  }

  @Test
  void shouldNotForgiveAnybodyHoweverManyComeNew() {
    buckets.charge("a", TWO, 2);

    for (int i = 0; i < 1_000; i++) {
      buckets.take("new " + i, TWO, 2);
    }

    assertThat(buckets.waitMs("a", TWO)).isPositive();
    assertThat(buckets.count()).isEqualTo(3);
  }

  @Test
  void shouldLetThoseShareOneBucketForWhomThereIsNoPlace() {
    for (String key : new String[] {"a", "b", "c", "stranger"}) {
      assertThat(buckets.take(key, TWO, 2)).isZero();
    }

    assertThat(buckets.take("another stranger", TWO, 1)).isPositive();
  }

  @Test
  void shouldForgetThoseWhoseBucketIsFullAgain() {
    for (String key : new String[] {"a", "b", "c"}) {
      buckets.take(key, TWO, 2);
    }
    clock.pass(60_000);

    assertThat(buckets.take("d", TWO, 2)).isZero();

    assertThat(buckets.count()).isEqualTo(1);
  }
}
