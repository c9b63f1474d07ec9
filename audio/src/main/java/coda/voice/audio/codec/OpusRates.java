package coda.voice.audio.codec;

import static coda.voice.audio.AudioError.AUDIO_RATE_UNSUPPORTED;

import coda.voice.audio.AudioException;
import java.util.List;

/** The rates at which Opus takes sound; among those that Coda Voice works with. */
final class OpusRates {
  private static final List<Integer> ALL = List.of(8_000, 16_000, 24_000, 48_000);

  private OpusRates() {}

  static int check(int rate) {
    if (!ALL.contains(rate)) {
      throw new AudioException(
          AUDIO_RATE_UNSUPPORTED, "Opus takes " + ALL + " Hz, not " + rate + " Hz");
    }
    return rate;
  }
}
