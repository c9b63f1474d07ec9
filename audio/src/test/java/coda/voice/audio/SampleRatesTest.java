package coda.voice.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SampleRatesTest {
  @Test
  void shouldAcceptEveryRateItLists() {
    assertThat(SampleRates.ALL).allMatch(SampleRates::supported);
    assertThat(SampleRates.check(22_050)).isEqualTo(22_050);
  }

  @ParameterizedTest
  @ValueSource(ints = {11_025, 0, -16_000, 16_001, 96_000, Integer.MAX_VALUE})
  void shouldSayWhichRatesAreAllowed(int rate) {
    assertThat(SampleRates.supported(rate)).isFalse();
    assertThatExceptionOfType(AudioException.class)
        .isThrownBy(() -> SampleRates.check(rate))
        .withMessageContaining("8000, 16000, 22050, 24000, 44100, 48000")
        .returns("AUDIO_RATE_UNSUPPORTED", AudioException::code);
  }

  @Test
  void shouldAcceptMoreRatesOfRecordings() {
    assertThat(SampleRates.checkRecorded(11_025)).isEqualTo(11_025);
    assertThat(SampleRates.checkRecorded(48_000)).isEqualTo(48_000);
    assertThatExceptionOfType(AudioException.class)
        .isThrownBy(() -> SampleRates.checkRecorded(96_000))
        .returns("AUDIO_RATE_UNSUPPORTED", AudioException::code);
  }
}
