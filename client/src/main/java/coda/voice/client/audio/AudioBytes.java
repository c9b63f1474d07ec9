package coda.voice.client.audio;

import static coda.voice.audio.AudioError.AUDIO_FORMAT_UNSUPPORTED;
import static coda.voice.audio.AudioError.AUDIO_TRUNCATED;

import coda.voice.audio.AudioException;
import coda.voice.audio.Pcm16;
import coda.voice.audio.codec.G711;
import coda.voice.audio.wav.WavFile;
import coda.voice.protocol.coda.AudioFormat;
import coda.voice.protocol.coda.StreamFormat;
import java.nio.ByteBuffer;

/** Samples as the bytes of an uncompressed format, and back. Opus has state; it is not here. */
public final class AudioBytes {
  private static final int RIFF = 0x52494646;

  private AudioBytes() {}

  /**
   * The bytes of mono samples.
   *
   * @param samples 16-bit
   * @param format {@link AudioFormat#WAV} means raw samples, as the protocol allows
   * @throws AudioException {@code AUDIO_FORMAT_UNSUPPORTED} for {@link AudioFormat#OPUS}
   */
  public static byte[] encode(short[] samples, AudioFormat format) {
    return switch (format) {
      case PCM16, WAV -> {
        byte[] bytes = new byte[samples.length * 2];
        Pcm16.encode(samples, 0, samples.length, bytes, 0);
        yield bytes;
      }
      case MULAW -> companded(G711.MU_LAW, samples);
      case ALAW -> companded(G711.A_LAW, samples);
      case OPUS -> throw opus();
    };
  }

  private static byte[] companded(G711 law, short[] samples) {
    byte[] codes = new byte[samples.length];
    law.encode(samples, 0, samples.length, codes, 0);
    return codes;
  }

  /**
   * The samples of a reply's bytes, mixed to mono.
   *
   * @param bytes as received; a WAV file where it begins like one
   * @param format as agreed
   * @throws AudioException when they are not that
   */
  public static short[] decode(byte[] bytes, StreamFormat format) {
    if (isWav(bytes)) {
      return WavFile.read(bytes).mono();
    }
    short[] samples =
        switch (format.format()) {
          case PCM16, WAV -> pcm(bytes);
          case MULAW -> expanded(G711.MU_LAW, bytes);
          case ALAW -> expanded(G711.A_LAW, bytes);
          case OPUS -> throw opus();
        };
    return format.channels() == 1 ? samples : mixed(samples);
  }

  private static boolean isWav(byte[] bytes) {
    return bytes.length >= 12 && ByteBuffer.wrap(bytes).getInt() == RIFF;
  }

  private static short[] pcm(byte[] bytes) {
    if (bytes.length % 2 != 0) {
      throw new AudioException(
          AUDIO_TRUNCATED, bytes.length + " bytes are not whole samples of 16 bits");
    }
    short[] samples = new short[bytes.length / 2];
    Pcm16.decode(bytes, 0, samples.length, samples, 0);
    return samples;
  }

  private static short[] expanded(G711 law, byte[] codes) {
    short[] samples = new short[codes.length];
    law.decode(codes, 0, codes.length, samples, 0);
    return samples;
  }

  private static short[] mixed(short[] stereo) {
    short[] mono = new short[stereo.length / 2];
    for (int at = 0; at < mono.length; at++) {
      mono[at] = (short) ((stereo[2 * at] + stereo[2 * at + 1]) / 2);
    }
    return mono;
  }

  private static AudioException opus() {
    return new AudioException(
        AUDIO_FORMAT_UNSUPPORTED,
        "Opus packets need a codec that keeps its state: coda.voice.audio.codec");
  }
}
