package coda.voice.audio.codec;

import static coda.voice.audio.AudioError.AUDIO_BITRATE_UNSUPPORTED;
import static coda.voice.audio.AudioError.AUDIO_OPUS_FAILED;

import coda.voice.audio.AudioException;
import coda.voice.audio.FramePool;
import io.github.jaredmdobson.concentus.OpusApplication;
import io.github.jaredmdobson.concentus.OpusException;
import io.github.jaredmdobson.concentus.OpusSignal;
import java.util.Objects;

/**
 * Turns mono speech into Opus packets (RFC 6716) of 20 ms.
 *
 * <p>Belongs to one stream and one thread at a time.
 */
public final class OpusEncoder {
  /** The largest packet that comes out, in bytes. */
  public static final int MAX_PACKET_BYTES = 1_275;

  /** What an encoder uses unless told otherwise, in bits per second: good for wide-band speech. */
  public static final int DEFAULT_BITRATE = 32_000;

  /** Half of Opus' effort: hardly audible at speech bit rates, and twice as fast. */
  private static final int COMPLEXITY = 5;

  private final int sampleRate;
  private final io.github.jaredmdobson.concentus.OpusEncoder encoder;

  /**
   * An encoder at {@link #DEFAULT_BITRATE}.
   *
   * @param sampleRate of what it will be given: 8,000, 16,000, 24,000 or 48,000 Hz
   * @throws AudioException {@code AUDIO_RATE_UNSUPPORTED}
   */
  public OpusEncoder(int sampleRate) {
    this(sampleRate, DEFAULT_BITRATE);
  }

  /**
   * An encoder.
   *
   * @param sampleRate of what it will be given: 8,000, 16,000, 24,000 or 48,000 Hz
   * @param bitrate bits per second, 6,000 to 510,000
   * @throws AudioException {@code AUDIO_RATE_UNSUPPORTED}, {@code AUDIO_BITRATE_UNSUPPORTED}
   */
  public OpusEncoder(int sampleRate, int bitrate) {
    this.sampleRate = OpusRates.check(sampleRate);
    if (bitrate < 6_000 || bitrate > 510_000) {
      throw new AudioException(
          AUDIO_BITRATE_UNSUPPORTED, "Opus takes 6000 to 510000 bits per second, not " + bitrate);
    }
    try {
      encoder =
          new io.github.jaredmdobson.concentus.OpusEncoder(
              sampleRate, 1, OpusApplication.OPUS_APPLICATION_VOIP);
    } catch (OpusException e) {
      throw new AudioException(AUDIO_OPUS_FAILED, "The Opus encoder does not start", e);
    }
    encoder.setBitrate(bitrate);
    encoder.setComplexity(COMPLEXITY);
    encoder.setSignalType(OpusSignal.OPUS_SIGNAL_VOICE);
  }

  /** Samples per packet: 20 ms. */
  public int frameLength() {
    return FramePool.samplesPerFrame(sampleRate);
  }

  /** By how many samples the decoded sound lags, which is what a decoder skips at the start. */
  public int lookahead() {
    return encoder.getLookahead();
  }

  /**
   * Encodes 20 ms.
   *
   * @param samples where they are
   * @param offset the first of {@link #frameLength()} samples
   * @param packet receives the packet
   * @param at where it begins; there is room for {@link #MAX_PACKET_BYTES} bytes
   * @return the packet's length in bytes
   */
  public int encode(short[] samples, int offset, byte[] packet, int at) {
    Objects.checkFromIndexSize(offset, frameLength(), samples.length);
    Objects.checkFromIndexSize(at, MAX_PACKET_BYTES, packet.length);
    try {
      return encoder.encode(samples, offset, frameLength(), packet, at, MAX_PACKET_BYTES);
    } catch (OpusException e) {
      throw new AudioException(AUDIO_OPUS_FAILED, "The sound cannot be encoded", e);
    }
  }

  /** Forgets the stream so far. */
  public void reset() {
    encoder.resetState();
  }
}
