package coda.voice.audio.codec;

import coda.voice.audio.SampleConsumer;
import coda.voice.audio.resample.MonoResampler;

/**
 * The packets of an Opus stream as mono sound at the rate that somebody wants. Belongs to one
 * stream and one thread at a time.
 */
public final class OpusSound implements PacketSound {
  private final FullRateDecoder decoder = new FullRateDecoder();
  private final MonoResampler sound;

  /** Samples of 48 kHz that are decoded but not heard, at the start. */
  private int skip;

  /**
   * A stream that begins.
   *
   * @param sampleRate of what it gives, one of {@link coda.voice.audio.SampleRates#ALL}
   * @param consumer receives the sound on the thread that calls
   * @throws coda.voice.audio.AudioException {@code AUDIO_RATE_UNSUPPORTED}
   */
  public OpusSound(int sampleRate, SampleConsumer consumer) {
    this.sound = new MonoResampler(1, FullRateDecoder.RATE, sampleRate, consumer);
  }

  /**
   * A stream begins, perhaps behind another one.
   *
   * @param preSkip samples of 48 kHz that are decoded but not heard
   */
  public void begin(int preSkip) {
    decoder.reset();
    skip = preSkip;
  }

  /**
   * Decodes the next packet; nothing is heard of it yet.
   *
   * @return samples of 48 kHz
   * @throws coda.voice.audio.AudioException {@code AUDIO_OPUS_INVALID}
   */
  public int decode(byte[] packet, int offset, int length) {
    return decoder.decode(packet, offset, length);
  }

  @Override
  public void hear(byte[] packet, int offset, int length) {
    hear(decode(packet, offset, length));
  }

  /**
   * The beginning of what was decoded is heard.
   *
   * @param count samples of 48 kHz
   */
  public void hear(int count) {
    int start = Math.min(skip, count);
    skip -= start;
    sound.accept(decoder.samples(), start, count - start);
  }

  @Override
  public void finish() {
    sound.finish();
  }
}
