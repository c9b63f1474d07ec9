package coda.voice.audio.resample;

import coda.voice.audio.Channels;
import coda.voice.audio.SampleConsumer;

/**
 * Takes sound of one or more channels, as recordings have it, to mono at the rate that somebody
 * wants: channels are mixed in equal parts.
 *
 * <p>Belongs to one stream and one thread at a time.
 */
public final class MonoResampler {
  private static final int CHUNK_FRAMES = 1_024;

  private final int channels;
  private final Resampler resampler;
  private final SampleConsumer consumer;
  private final short[] mono = new short[CHUNK_FRAMES];
  private final short[] converted;

  /**
   * A stream that begins.
   *
   * @param channels of the sound that comes, at least 1
   * @param from its rate, see {@link Resampler#Resampler}
   * @param to the rate wanted, likewise
   * @param consumer receives what comes of it, on the thread that calls
   * @throws coda.voice.audio.AudioException {@code AUDIO_RATE_UNSUPPORTED}
   */
  public MonoResampler(int channels, int from, int to, SampleConsumer consumer) {
    this.channels = channels;
    this.resampler = new Resampler(from, to);
    this.consumer = consumer;
    this.converted = new short[resampler.maxOutput(CHUNK_FRAMES)];
  }

  /**
   * The next sound.
   *
   * @param interleaved one sample of each channel, again and again
   * @param offset the first sample
   * @param count how many samples, a multiple of the channels
   */
  public void accept(short[] interleaved, int offset, int count) {
    int frames = count / channels;
    for (int at = 0; at < frames; at += CHUNK_FRAMES) {
      int first = offset + at * channels;
      int length = Math.min(CHUNK_FRAMES, frames - at);
      if (channels == 1) {
        hand(resampler.process(interleaved, first, length, converted, 0));
      } else {
        Channels.mix(interleaved, first, channels, mono, length);
        hand(resampler.process(mono, 0, length, converted, 0));
      }
    }
  }

  /** The last few samples that were held are given. */
  public void finish() {
    hand(resampler.flush(converted, 0));
  }

  private void hand(int count) {
    if (count > 0) {
      consumer.accept(converted, 0, count);
    }
  }
}
