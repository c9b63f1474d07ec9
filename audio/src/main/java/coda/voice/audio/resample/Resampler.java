package coda.voice.audio.resample;

import coda.voice.audio.AudioFrame;
import coda.voice.audio.SampleRates;
import java.util.Objects;

/**
 * Takes one stream of 16-bit mono samples from one rate to another, with a polyphase filter.
 *
 * <p>Rejects images and aliases by at least 70 dB and is flat up to 90 % of half the lower rate.
 * The output is in time with the input, sample 0 on sample 0, and does not depend on how the input
 * is cut into chunks. Because a sample is made of its neighbours on both sides, the output lags by
 * {@link #latencySamples()} until {@link #flush} brings the rest: after it, {@code n} samples have
 * become exactly {@code ceil(n * to / from)}. Equal rates copy.
 *
 * <p>Allocates nothing after construction. Belongs to one stream and one thread at a time.
 */
public final class Resampler {
  private final int from;
  private final int to;
  private final int latency;
  private final Conversion conversion;

  /**
   * A resampler for one stream.
   *
   * @param from rate of the input, one of {@link SampleRates#ALL} or {@link SampleRates#RECORDED}
   * @param to rate of the output, one of {@link SampleRates#ALL}
   * @throws coda.voice.audio.AudioException {@code AUDIO_RATE_UNSUPPORTED}
   */
  public Resampler(int from, int to) {
    this.from = SampleRates.checkRecorded(from);
    this.to = SampleRates.check(to);
    if (from == to) {
      latency = 0;
      conversion = new Conversion.Copy();
    } else {
      PolyphaseFilter filter = PolyphaseFilter.between(from, to);
      latency = filter.reach();
      conversion = new Polyphase(filter);
    }
  }

  /**
   * Converts a whole recording.
   *
   * @param samples mono
   * @param from their rate
   * @param to the rate wanted
   * @return a new array of {@code ceil(samples.length * to / from)} samples
   */
  public static short[] convert(short[] samples, int from, int to) {
    Resampler resampler = new Resampler(from, to);
    long length = ((long) samples.length * to + from - 1) / from;
    short[] converted = new short[Math.toIntExact(length)];
    int written = resampler.process(samples, 0, samples.length, converted, 0);
    resampler.flush(converted, written);
    return converted;
  }

  /** How many input samples the output lags behind before it is flushed. */
  public int latencySamples() {
    return latency;
  }

  /**
   * The most samples that a call to {@link #process} can give.
   *
   * @param count input samples of that call; 0 bounds {@link #flush}
   */
  public int maxOutput(int count) {
    return Math.toIntExact(((long) count + latency) * to / from + 1);
  }

  /**
   * Converts the next samples.
   *
   * @param input mono samples
   * @param offset the first one
   * @param count how many
   * @param output has room for {@link #maxOutput} of {@code count}
   * @param at where the first output sample goes
   * @return how many samples were written
   */
  public int process(short[] input, int offset, int count, short[] output, int at) {
    Objects.checkFromIndexSize(offset, count, input.length);
    Objects.checkIndex(at, output.length + 1);
    return conversion.process(input, offset, count, output, at);
  }

  /**
   * Converts the next frame. When the stream consists of full frames, every output frame but the
   * first is full as well.
   *
   * @param input at most 20 ms at the input rate; borrowed
   * @param output leased at the output rate; its samples and length are replaced
   */
  public void process(AudioFrame input, AudioFrame output) {
    output.length(process(input.samples(), 0, input.length(), output.samples(), 0));
  }

  /**
   * Ends the stream: writes the samples that were waiting for their right-hand neighbours, as if
   * silence followed. The resampler is then ready for another stream.
   *
   * @param output has room for {@link #maxOutput} of 0
   * @param at where the first output sample goes
   * @return how many samples were written
   */
  public int flush(short[] output, int at) {
    Objects.checkIndex(at, output.length + 1);
    int written = conversion.flush(output, at);
    conversion.reset();
    return written;
  }

  /** Forgets the stream so far. */
  public void reset() {
    conversion.reset();
  }
}
