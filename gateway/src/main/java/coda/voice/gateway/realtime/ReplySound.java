package coda.voice.gateway.realtime;

import coda.voice.audio.AudioFrame;
import coda.voice.audio.codec.G711;
import coda.voice.protocol.realtime.AudioFormat;
import java.io.ByteArrayOutputStream;

/**
 * The audio of one answer as bytes: the first frame goes out at once, the others in pieces of a
 * tenth of a second, which cost a fifth as much. Used on the client's loop.
 */
final class ReplySound {
  private static final int FRAMES = 5;

  /** Of one answer, kept for who asks for it. */
  private static final int KEPT_BYTES = 512 * 1024;

  private final AudioFormat format;
  private final Piece piece;
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
  private byte[] waiting = new byte[0];
  private int length;
  private int frames;
  private long sentBytes;

  /** Takes pieces. */
  interface Piece {
    /**
     * A piece.
     *
     * @param audio valid for the call
     * @param length bytes of it
     */
    void out(byte[] audio, int length);
  }

  ReplySound(AudioFormat format, Piece piece) {
    this.format = format;
    this.piece = piece;
  }

  void add(AudioFrame frame) {
    int bytes = frame.length() * format.bytesPerSample();
    if (waiting.length < length + bytes) {
      waiting = java.util.Arrays.copyOf(waiting, Math.max(length + bytes, FRAMES * bytes));
    }
    encode(frame.samples(), frame.length());
    length += bytes;
    frames++;
    if (frames >= FRAMES || sentBytes == 0) {
      flush();
    }
  }

  private void encode(short[] samples, int count) {
    switch (format) {
      case PCM -> {
        for (int i = 0; i < count; i++) {
          waiting[length + 2 * i] = (byte) samples[i];
          waiting[length + 2 * i + 1] = (byte) (samples[i] >> 8);
        }
      }
      case PCMU -> G711.MU_LAW.encode(samples, 0, count, waiting, length);
      case PCMA -> G711.A_LAW.encode(samples, 0, count, waiting, length);
    }
  }

  /** What waits goes out. */
  void flush() {
    if (length > 0) {
      piece.out(waiting, length);
      if (kept.size() + length <= KEPT_BYTES) {
        kept.write(waiting, 0, length);
      }
      sentBytes += length;
      length = 0;
      frames = 0;
    }
  }

  /** What was sent, in ms. */
  long sentMs() {
    return format.millis(sentBytes);
  }

  byte[] kept() {
    return kept.toByteArray();
  }
}
