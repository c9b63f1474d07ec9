package coda.voice.audio.wav;

import static coda.voice.audio.AudioError.AUDIO_FORMAT_INVALID;

import coda.voice.audio.AudioException;
import coda.voice.audio.Channels;
import java.util.Objects;

/** A recording in memory: 16-bit samples of one or more channels. */
public final class WavAudio {
  private final int sampleRate;
  private final int channels;
  private final short[] samples;

  /**
   * A recording.
   *
   * @param sampleRate samples per second and channel
   * @param channels how many, at least 1
   * @param samples interleaved, a multiple of the channels; not copied
   * @throws AudioException {@code AUDIO_FORMAT_INVALID}
   */
  public WavAudio(int sampleRate, int channels, short[] samples) {
    if (sampleRate < 1 || channels < 1 || samples.length % channels != 0) {
      throw new AudioException(
          AUDIO_FORMAT_INVALID,
          "%d samples are no recording of %d channels at %d Hz"
              .formatted(samples.length, channels, sampleRate));
    }
    this.sampleRate = sampleRate;
    this.channels = channels;
    this.samples = samples;
  }

  /** Samples per second and channel. */
  public int sampleRate() {
    return sampleRate;
  }

  /** How many channels there are. */
  public int channels() {
    return channels;
  }

  /** The samples, interleaved; not a copy. */
  public short[] samples() {
    return samples;
  }

  /** Samples per channel. */
  public int length() {
    return samples.length / channels;
  }

  /** How long it lasts, in milliseconds, rounded down. */
  public long durationMs() {
    return length() * 1000L / sampleRate;
  }

  /**
   * One channel.
   *
   * @param index from 0; 0 is left, 1 is right
   * @return a copy
   */
  public short[] channel(int index) {
    Objects.checkIndex(index, channels);
    short[] channel = new short[length()];
    for (int i = 0; i < channel.length; i++) {
      channel[i] = samples[i * channels + index];
    }
    return channel;
  }

  /** All channels mixed to one: their mean. A copy. */
  public short[] mono() {
    short[] mono = new short[length()];
    Channels.mix(samples, 0, channels, mono, mono.length);
    return mono;
  }
}
