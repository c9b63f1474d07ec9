package coda.voice.protocol.coda;

import static coda.voice.protocol.ProtocolError.PROTOCOL_FIELD_INVALID;

import coda.voice.audio.SampleRates;
import coda.voice.protocol.ProtocolException;
import java.util.List;

/**
 * Audio in one direction.
 *
 * @param sampleRate samples per second and channel, one of {@link #SAMPLE_RATES}; {@link
 *     AudioFormat#OPUS} one of {@link #OPUS_RATES}
 * @param channels 1 or 2
 * @param format what the bytes are
 * @param encoding how they travel
 */
public record StreamFormat(
    int sampleRate, int channels, AudioFormat format, AudioEncoding encoding) {

  /** The rates Coda Voice converts between, in Hz. */
  public static final List<Integer> SAMPLE_RATES = SampleRates.ALL;

  /** The rates of {@link #SAMPLE_RATES} that Opus decodes to, in Hz. */
  public static final List<Integer> OPUS_RATES = List.of(8_000, 16_000, 24_000, 48_000);

  /** Checks the ranges; {@code PROTOCOL_FIELD_INVALID} outside them. */
  public StreamFormat {
    require(rates(format).contains(sampleRate), "sample_rate", sampleRate, rates(format));
    require(channels == 1 || channels == 2, "channels", channels, "1, 2");
  }

  /**
   * The rates a format can have.
   *
   * @param format what the bytes are
   */
  public static List<Integer> rates(AudioFormat format) {
    return format == AudioFormat.OPUS ? OPUS_RATES : SAMPLE_RATES;
  }

  /**
   * The rate a format has when nothing was said: that of the telephone for G.711, 16 kHz else.
   *
   * @param format what the bytes are
   */
  public static int usualRate(AudioFormat format) {
    return switch (format) {
      case MULAW, ALAW -> 8_000;
      case WAV, PCM16, OPUS -> 16_000;
    };
  }

  private static void require(boolean holds, String field, int value, Object allowed) {
    if (!holds) {
      throw new ProtocolException(
          PROTOCOL_FIELD_INVALID, field + " is " + value + "; allowed: " + allowed);
    }
  }
}
