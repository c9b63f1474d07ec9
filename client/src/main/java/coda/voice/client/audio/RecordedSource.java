package coda.voice.client.audio;

import coda.voice.audio.resample.Resampler;
import coda.voice.audio.wav.WavAudio;
import coda.voice.audio.wav.WavFile;
import java.nio.file.Path;

/** A recording in memory. */
public final class RecordedSource implements AudioSource {
  /** A stretch this much quieter than the loudest one is not speech: 40 dB. */
  private static final double QUIET = 0.01;

  private static final int STRETCH_MS = 20;

  private final short[] samples;
  private final int sampleRate;
  private int position;

  /**
   * A recording.
   *
   * @param samples mono; not copied
   * @param sampleRate in Hz
   */
  public RecordedSource(short[] samples, int sampleRate) {
    this.samples = samples;
    this.sampleRate = sampleRate;
  }

  /**
   * Reads a WAV file, mixes it to mono and resamples it.
   *
   * @param file of one of the rates Coda Voice works with
   * @param sampleRate wanted, in Hz
   * @throws coda.voice.audio.AudioException when it cannot be read or is no WAV file
   */
  public static RecordedSource ofWav(Path file, int sampleRate) {
    WavAudio wav = WavFile.read(file);
    return new RecordedSource(
        Resampler.convert(wav.mono(), wav.sampleRate(), sampleRate), sampleRate);
  }

  @Override
  public int sampleRate() {
    return sampleRate;
  }

  @Override
  public boolean isLive() {
    return false;
  }

  /** How long it lasts, in milliseconds. */
  public long durationMs() {
    return samples.length * 1000L / sampleRate;
  }

  /**
   * Where its last sound ends, in samples: the end of the last 20 ms whose level is within 40 dB of
   * the loudest 20 ms.
   */
  public int lastSound() {
    int stretch = sampleRate * STRETCH_MS / 1000;
    double loudest = 0;
    for (int at = 0; at < samples.length; at += stretch) {
      loudest = Math.max(loudest, level(at, stretch));
    }
    int end = 0;
    for (int at = 0; at < samples.length; at += stretch) {
      if (loudest > 0 && level(at, stretch) >= loudest * QUIET) {
        end = Math.min(samples.length, at + stretch);
      }
    }
    return end;
  }

  private double level(int from, int count) {
    double sum = 0;
    int to = Math.min(samples.length, from + count);
    for (int at = from; at < to; at++) {
      sum += (double) samples[at] * samples[at];
    }
    return Math.sqrt(sum / count);
  }

  @Override
  public int read(short[] target) {
    int count = Math.min(target.length, samples.length - position);
    System.arraycopy(samples, position, target, 0, count);
    position += count;
    return count;
  }

  @Override
  public void close() {}
}
