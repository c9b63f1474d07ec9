package coda.voice.gateway.realtime;

import coda.voice.audio.AudioFrame;
import coda.voice.audio.FramePool;
import coda.voice.audio.Pcm16;
import coda.voice.audio.codec.G711;
import coda.voice.audio.resample.Resampler;
import coda.voice.protocol.realtime.AudioFormat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The audio of one answer as bytes: the first frame goes out at once, the others in pieces of a
 * tenth of a second, which cost a fifth as much. Used on the client's loop.
 */
final class ReplySound {
  private static final int FRAMES = 5;

  private final AudioFormat format;
  private final Piece piece;
  private final Optional<Resampler> resampler;
  private final short[] resampled;
  private final int keptBytes;
  private final List<byte[]> kept = new ArrayList<>();
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

  /**
   * Nothing was said yet.
   *
   * @param format that the client wants
   * @param rate of the session's frames, in Hz
   * @param keptBytes how much of it is kept for those who ask for it
   * @param piece takes what is ready
   */
  ReplySound(AudioFormat format, int rate, int keptBytes, Piece piece) {
    this.format = format;
    this.keptBytes = keptBytes;
    this.piece = piece;
    this.resampler =
        rate == format.rate() ? Optional.empty() : Optional.of(new Resampler(rate, format.rate()));
    this.resampled = new short[resampler.map(r -> r.maxOutput(FramePool.FRAME_CAPACITY)).orElse(0)];
  }

  void add(AudioFrame frame) {
    if (resampler.isPresent()) {
      int count = resampler.get().process(frame.samples(), 0, frame.length(), resampled, 0);
      add(resampled, count);
    } else {
      add(frame.samples(), frame.length());
    }
  }

  private void add(short[] samples, int count) {
    int bytes = count * format.bytesPerSample();
    if (waiting.length < length + bytes) {
      waiting = Arrays.copyOf(waiting, Math.max(length + bytes, FRAMES * bytes));
    }
    encode(samples, count);
    length += bytes;
    frames++;
    if (frames >= FRAMES || sentBytes == 0) {
      flush();
    }
  }

  private void encode(short[] samples, int count) {
    switch (format) {
      case PCM -> Pcm16.encode(samples, 0, count, waiting, length);
      case PCMU -> G711.MU_LAW.encode(samples, 0, count, waiting, length);
      case PCMA -> G711.A_LAW.encode(samples, 0, count, waiting, length);
    }
  }

  /** What waits goes out. */
  void flush() {
    if (length > 0) {
      piece.out(waiting, length);
      if (sentBytes < keptBytes) {
        kept.add(length == waiting.length ? waiting : Arrays.copyOf(waiting, length));
        waiting = new byte[0];
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

  /** The beginning of what was sent, or all of it. */
  Sound kept() {
    return Sound.of(kept);
  }
}
