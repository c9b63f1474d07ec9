package coda.voice.audio.activity;

import java.util.Arrays;

/** What tells a frame of speech from other sound. */
final class SpeechFeatures {
  private static final int LOUD_BANDS = 6;

  private final FrameSpectrum spectrum = new FrameSpectrum();
  private final Periodicity periodicity = new Periodicity();
  private final NoiseFloor floor = new NoiseFloor(CriticalBands.COUNT);
  private final ToneGuard tones = new ToneGuard();
  private final double[] powers = new double[CriticalBands.COUNT];
  private final double[] aboveFloor = new double[CriticalBands.COUNT];

  private double rms;
  private double prominence;
  private double voicing;

  void advance(short[] frame) {
    spectrum.advance(frame);
    CriticalBands.powers(spectrum, powers);
    floor.advance(powers);
    tones.advance(spectrum, powers);
    double sum = 0;
    for (int band = 0; band < powers.length; band++) {
      sum += powers[band];
      aboveFloor[band] = 10 * Math.log10(powers[band] / floor.power(band));
    }
    rms = Math.sqrt(sum);
    Arrays.sort(aboveFloor);
    double loud = 0;
    for (int i = aboveFloor.length - LOUD_BANDS; i < aboveFloor.length; i++) {
      loud += aboveFloor[i];
    }
    prominence = loud / LOUD_BANDS;
    voicing = periodicity.of(spectrum.power());
  }

  /** Root mean square in the bands of speech, in steps of 16-bit samples. */
  double rms() {
    return rms;
  }

  /** How far the six bands that rise most rise above the background, in dB. */
  double prominence() {
    return prominence;
  }

  /** How clearly the frame has a pitch, see {@link Periodicity}. */
  double voicing() {
    return voicing;
  }

  /** Whether it is a tone or another sound that does not move. */
  boolean tone() {
    return tones.tone();
  }

  void reset() {
    spectrum.reset();
    floor.reset();
    tones.reset();
  }
}
