package coda.voice.audio.codec;

import coda.voice.audio.AudioException;
import coda.voice.audio.resample.Resampler;

/**
 * Turns Opus packets (RFC 6716) into mono speech at any rate that Coda Voice works with. Stereo
 * packets are mixed to one channel.
 *
 * <p>Belongs to one stream and one thread at a time.
 */
public final class OpusDecoder {
  private final FullRateDecoder decoder = new FullRateDecoder();
  private final Resampler resampler;

  /**
   * A decoder for one stream.
   *
   * @param sampleRate of what it gives, one of {@link coda.voice.audio.SampleRates#ALL}
   * @throws AudioException {@code AUDIO_RATE_UNSUPPORTED}
   */
  public OpusDecoder(int sampleRate) {
    this.resampler = new Resampler(FullRateDecoder.RATE, sampleRate);
  }

  /** The most samples a packet can give. */
  public int maxOutput() {
    return resampler.maxOutput(FullRateDecoder.MAX_SAMPLES);
  }

  /**
   * Decodes a packet.
   *
   * @param packet where it is
   * @param offset its first byte
   * @param length its length
   * @param samples receives the sound; has room for {@link #maxOutput()}
   * @param at where the first sample goes
   * @return how many samples were written; it varies a little as the resampler catches up
   * @throws AudioException {@code AUDIO_OPUS_INVALID}; the next packet may be decoded all the same
   */
  public int decode(byte[] packet, int offset, int length, short[] samples, int at) {
    int decoded = decoder.decode(packet, offset, length);
    return resampler.process(decoder.samples(), 0, decoded, samples, at);
  }

  /**
   * Fills in for a packet that was lost, as long as the one before it.
   *
   * @param samples receives the sound; has room for {@link #maxOutput()}
   * @param at where the first sample goes
   * @return how many samples were written
   */
  public int conceal(short[] samples, int at) {
    int decoded = decoder.conceal();
    return resampler.process(decoder.samples(), 0, decoded, samples, at);
  }

  /**
   * Ends the stream: writes the last few samples that the resampler held.
   *
   * @param samples receives the sound; has room for {@link #maxOutput()}
   * @param at where the first sample goes
   * @return how many samples were written
   */
  public int flush(short[] samples, int at) {
    return resampler.flush(samples, at);
  }

  /** Forgets the stream so far. */
  public void reset() {
    decoder.reset();
    resampler.reset();
  }
}
