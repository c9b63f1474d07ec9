package coda.voice.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;

class AudioFrameTest {
  private final FramePool pool = new FramePool(4);

  @Test
  void shouldReturnToThePoolWithItsLastLease() {
    AudioFrame frame = pool.lease(16_000).retain();

    frame.release();
    assertThat(pool.leased()).isEqualTo(1);

    frame.release();
    assertThat(pool.leased()).isZero();
    assertThat(pool.lease(8_000)).isSameAs(frame);
  }

  @Test
  void shouldNotBeReleasedTwice() {
    AudioFrame frame = pool.lease(16_000);
    frame.release();

    assertThatExceptionOfType(AudioException.class)
        .isThrownBy(frame::release)
        .returns("AUDIO_FRAME_RELEASED", AudioException::code);
    assertThat(pool.leased()).isZero();
  }

  @Test
  void shouldNotBeRetainedAfterItsLastRelease() {
    AudioFrame frame = pool.lease(16_000);
    frame.release();

    assertThatExceptionOfType(AudioException.class)
        .isThrownBy(frame::retain)
        .returns("AUDIO_FRAME_RELEASED", AudioException::code);
  }

  @Test
  void shouldNotBeOfferedToOthersTwiceAfterADoubleRelease() {
    AudioFrame frame = pool.lease(16_000);
    frame.release();
    assertThatExceptionOfType(AudioException.class).isThrownBy(frame::release);

    assertThat(pool.lease(16_000)).isNotSameAs(pool.lease(16_000));
  }

  @Test
  void shouldComeBackEmptyAtTheRateAskedFor() {
    AudioFrame frame = pool.lease(48_000).fill(new short[960], 0, 960);
    frame.release();

    AudioFrame again = pool.lease(8_000);

    assertThat(again.length()).isZero();
    assertThat(again.sampleRate()).isEqualTo(8_000);
  }

  @Test
  void shouldKnowHowLongItLasts() {
    assertThat(pool.lease(22_050).length(441).durationMicros()).isEqualTo(20_000);
    assertThat(pool.lease(16_000).length(1).durationMicros()).isEqualTo(62);
  }

  @Test
  void shouldNotClaimMoreSamplesThanItHolds() {
    AudioFrame frame = pool.lease(16_000);

    for (int length : new int[] {-1, frame.capacity() + 1}) {
      assertThatExceptionOfType(AudioException.class)
          .isThrownBy(() -> frame.length(length))
          .returns("AUDIO_FRAME_LENGTH", AudioException::code);
    }
  }
}
