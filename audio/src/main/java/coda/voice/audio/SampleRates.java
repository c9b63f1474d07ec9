package coda.voice.audio;

import static coda.voice.audio.AudioError.AUDIO_RATE_UNSUPPORTED;

import java.util.List;

/**
 * The sample rates Coda Voice works with, in Hz.
 *
 * <p>At each of them a 20 ms frame is a whole number of samples, which 11,025 Hz, for example,
 * cannot offer.
 */
public final class SampleRates {
  /** Every rate, lowest first. */
  public static final List<Integer> ALL = List.of(8_000, 16_000, 22_050, 24_000, 44_100, 48_000);

  /** Rates that recordings have besides: they are read, and taken to one of the others at once. */
  public static final List<Integer> RECORDED = List.of(11_025, 12_000, 32_000);

  private SampleRates() {}

  /** Whether Coda Voice works with a rate. */
  public static boolean supported(int rate) {
    return switch (rate) {
      case 8_000, 16_000, 22_050, 24_000, 44_100, 48_000 -> true;
      default -> false;
    };
  }

  /**
   * Insists on a rate that Coda Voice works with.
   *
   * @param rate samples per second
   * @return the same rate
   * @throws AudioException {@code AUDIO_RATE_UNSUPPORTED}, naming the rates that are
   */
  public static int check(int rate) {
    if (!supported(rate)) {
      throw new AudioException(
          AUDIO_RATE_UNSUPPORTED, rate + " Hz is not supported; use one of " + ALL + " Hz");
    }
    return rate;
  }

  /**
   * Insists on a rate that recordings may have.
   *
   * @param rate samples per second
   * @return the same rate
   * @throws AudioException {@code AUDIO_RATE_UNSUPPORTED}, naming those of {@link #ALL}
   */
  public static int checkRecorded(int rate) {
    return RECORDED.contains(rate) ? rate : check(rate);
  }
}
