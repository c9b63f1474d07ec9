package coda.voice.gateway.coda;

import coda.voice.audio.Pcm16;
import coda.voice.audio.codec.G711;
import coda.voice.protocol.coda.AudioFormat;
import coda.voice.protocol.coda.StreamFormat;

/**
 * Turns the bytes of one stream into 16-bit samples, channels interleaved. Bytes that do not fill a
 * sample of every channel wait for the next piece. One thread at a time.
 */
interface SampleReader {

  /**
   * Reads a piece.
   *
   * @param bytes any number of them
   * @return samples, a multiple of the channels
   */
  short[] read(byte[] bytes);

  /**
   * Ends a stretch of sound.
   *
   * @return how many bytes were left over, which nobody will hear
   */
  int end();

  /**
   * A reader for a format.
   *
   * @param format as agreed; WAV is read as raw 16-bit samples here
   */
  static SampleReader of(StreamFormat format) {
    return switch (format.format()) {
      case WAV, PCM16 -> new Pcm(format.channels());
      case MULAW -> new Companded(G711.MU_LAW, format.channels());
      case ALAW -> new Companded(G711.A_LAW, format.channels());
      case OPUS -> new OpusReader(format.sampleRate());
    };
  }

  /** Whether the format's channels are interleaved in what a reader gives. */
  static int channels(StreamFormat format) {
    return format.format() == AudioFormat.OPUS ? 1 : format.channels();
  }

  /** Raw samples, little-endian. */
  final class Pcm implements SampleReader {
    private final Carry carry;

    Pcm(int channels) {
      this.carry = new Carry(2 * channels);
    }

    @Override
    public short[] read(byte[] piece) {
      byte[] bytes = carry.whole(piece);
      short[] samples = new short[bytes.length / 2];
      Pcm16.decode(bytes, 0, samples.length, samples, 0);
      return samples;
    }

    @Override
    public int end() {
      return carry.clear();
    }
  }

  /** G.711, one byte per sample. */
  final class Companded implements SampleReader {
    private final G711 law;
    private final Carry carry;

    Companded(G711 law, int channels) {
      this.law = law;
      this.carry = new Carry(channels);
    }

    @Override
    public short[] read(byte[] piece) {
      byte[] bytes = carry.whole(piece);
      short[] samples = new short[bytes.length];
      law.decode(bytes, 0, bytes.length, samples, 0);
      return samples;
    }

    @Override
    public int end() {
      return carry.clear();
    }
  }
}
