package coda.voice.audio.codec;

import static coda.voice.audio.AudioError.AUDIO_OPUS_FAILED;
import static coda.voice.audio.AudioError.AUDIO_OPUS_INVALID;

import coda.voice.audio.AudioException;
import io.github.jaredmdobson.concentus.OpusDecoder;
import io.github.jaredmdobson.concentus.OpusException;
import io.github.jaredmdobson.concentus.OpusPacketInfo;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Decodes Opus packets to 48 kHz mono.
 *
 * <p>Always 48 kHz: at lower rates Concentus gives silence or garbage for hybrid packets, without
 * saying so. Packets come from strangers, and Concentus reads past its arrays when they lie; that
 * is reported as what it is, a bad packet.
 */
final class FullRateDecoder {
  static final int RATE = 48_000;

  /** 120 ms, the longest packet that RFC 6716 allows. */
  static final int MAX_SAMPLES = RATE * 120 / 1000;

  private final OpusDecoder decoder;
  private final short[] samples = new short[MAX_SAMPLES];
  private int lastLength = RATE / 50;

  FullRateDecoder() {
    try {
      decoder = new OpusDecoder(RATE, 1);
    } catch (OpusException e) {
      throw new AudioException(AUDIO_OPUS_FAILED, "The Opus decoder does not start", e);
    }
  }

  /** What was decoded last. */
  short[] samples() {
    return samples;
  }

  /** Decodes a packet into {@link #samples()} and returns how many there are. */
  int decode(byte[] packet, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, packet.length);
    if (length == 0) {
      throw invalid(null);
    }
    try {
      int announced = OpusPacketInfo.getNumSamples(packet, offset, length, RATE);
      if (announced <= 0 || announced > MAX_SAMPLES) {
        throw invalid(null);
      }
      lastLength = decoder.decode(packet, offset, length, samples, 0, MAX_SAMPLES, false);
      return lastLength;
    } catch (OpusException | RuntimeException | AssertionError e) {
      if (e instanceof AudioException known) {
        throw known;
      }
      decoder.resetState(); // nobody knows what the broken packet left behind
      throw invalid(e);
    }
  }

  /** Invents what a lost packet, as long as the last one, may have held. */
  int conceal() {
    try {
      return decoder.decode((byte[]) null, 0, 0, samples, 0, lastLength, false);
    } catch (OpusException e) {
      throw new AudioException(AUDIO_OPUS_FAILED, "The lost packet cannot be concealed", e);
    }
  }

  void reset() {
    decoder.resetState();
  }

  private static AudioException invalid(@Nullable Throwable cause) {
    return new AudioException(AUDIO_OPUS_INVALID, "This is not an Opus packet", cause);
  }
}
