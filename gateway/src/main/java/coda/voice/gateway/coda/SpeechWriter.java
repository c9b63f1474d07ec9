package coda.voice.gateway.coda;

import coda.voice.audio.Pcm16;
import coda.voice.audio.codec.G711;
import coda.voice.audio.codec.OpusEncoder;
import coda.voice.audio.wav.WavFile;
import coda.voice.protocol.coda.AudioFormat;
import coda.voice.protocol.coda.StreamFormat;
import java.util.Arrays;

/** Turns the samples of replies into the bytes that a client wants. One thread at a time. */
interface SpeechWriter {
  /**
   * The bytes of a piece.
   *
   * @param samples 16-bit mono
   * @param count how many are valid
   */
  byte[] write(short[] samples, int count);

  /** A new reply begins. */
  default void begin() {}

  /**
   * A writer for a format.
   *
   * @param format as agreed
   */
  static SpeechWriter of(StreamFormat format) {
    return switch (format.format()) {
      case WAV ->
          (samples, count) -> WavFile.bytes(Arrays.copyOf(samples, count), format.sampleRate());
      case PCM16 -> SpeechWriter::pcm;
      case MULAW -> (samples, count) -> companded(G711.MU_LAW, samples, count);
      case ALAW -> (samples, count) -> companded(G711.A_LAW, samples, count);
      case OPUS -> new Opus(format.sampleRate());
    };
  }

  /** Whether pieces may be longer than a frame. */
  static boolean batches(StreamFormat format) {
    return format.format() != AudioFormat.OPUS;
  }

  private static byte[] pcm(short[] samples, int count) {
    byte[] bytes = new byte[2 * count];
    Pcm16.encode(samples, 0, count, bytes, 0);
    return bytes;
  }

  private static byte[] companded(G711 law, short[] samples, int count) {
    byte[] bytes = new byte[count];
    law.encode(samples, 0, count, bytes, 0);
    return bytes;
  }

  /** One packet per frame; a short last frame is filled up with silence. */
  final class Opus implements SpeechWriter {
    private final OpusEncoder encoder;
    private final short[] frame;
    private final byte[] packet = new byte[OpusEncoder.MAX_PACKET_BYTES];

    Opus(int sampleRate) {
      this.encoder = new OpusEncoder(sampleRate);
      this.frame = new short[encoder.frameLength()];
    }

    @Override
    public void begin() {
      encoder.reset();
    }

    @Override
    public byte[] write(short[] samples, int count) {
      System.arraycopy(samples, 0, frame, 0, count);
      Arrays.fill(frame, count, frame.length, (short) 0);
      return Arrays.copyOf(packet, encoder.encode(frame, 0, packet, 0));
    }
  }
}
