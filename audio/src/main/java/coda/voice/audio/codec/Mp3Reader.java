package coda.voice.audio.codec;

import static coda.voice.audio.AudioError.AUDIO_MP3_INVALID;

import coda.voice.audio.AudioException;
import coda.voice.audio.SampleConsumer;
import coda.voice.audio.resample.MonoResampler;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javazoom.jl.decoder.Bitstream;
import javazoom.jl.decoder.Decoder;
import javazoom.jl.decoder.Header;
import javazoom.jl.decoder.JavaLayerException;
import javazoom.jl.decoder.SampleBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Reads MP3, and its predecessors MP1 and MP2 (ISO 11172-3, ISO 13818-3), with JLayer. Tags are
 * passed over.
 *
 * <p>Belongs to one file and one thread.
 */
public final class Mp3Reader {
  private static final byte[] TAG = "ID3".getBytes(StandardCharsets.US_ASCII);
  private static final int TAG_HEADER = 10;
  private static final int FOOTER_FLAG = 0x10;

  private final Bitstream stream;
  private final Decoder decoder = new Decoder();
  private final int sampleRate;
  private final SampleConsumer consumer;

  private @Nullable MonoResampler sound;

  private Mp3Reader(byte[] file, int sampleRate, SampleConsumer consumer) {
    int start = afterTags(file);
    this.stream = new Bitstream(new ByteArrayInputStream(file, start, file.length - start));
    this.sampleRate = sampleRate;
    this.consumer = consumer;
  }

  /**
   * Whether bytes begin as MP3 does: with a tag, or a frame.
   *
   * @param file its bytes
   */
  public static boolean is(byte[] file) {
    return tagged(file, 0) || frame(file);
  }

  /**
   * Reads a file to its end.
   *
   * @param file its bytes; not changed
   * @param sampleRate of what it gives, one of {@link coda.voice.audio.SampleRates#ALL}
   * @param consumer receives mono sound on the calling thread; what it throws ends the reading
   * @throws AudioException {@code AUDIO_MP3_INVALID}, {@code AUDIO_RATE_UNSUPPORTED}
   */
  public static void read(byte[] file, int sampleRate, SampleConsumer consumer) {
    new Mp3Reader(file, sampleRate, consumer).read();
  }

  private void read() {
    SampleBuffer decoded;
    while ((decoded = next()) != null) {
      if (sound == null) {
        sound =
            new MonoResampler(
                decoded.getChannelCount(), decoded.getSampleFrequency(), sampleRate, consumer);
      }
      sound.accept(decoded.getBuffer(), 0, decoded.getBufferLength());
    }
    if (sound == null) {
      throw invalid("there is no sound in it", null);
    }
    sound.finish();
  }

  /** The sound of the next frame that is like the first one; JLayer passes over all else. */
  private @Nullable SampleBuffer next() {
    try {
      Header header = stream.readFrame();
      if (header == null) {
        return null;
      }
      SampleBuffer decoded = (SampleBuffer) decoder.decodeFrame(header, stream);
      stream.closeFrame();
      return decoded;
    } catch (JavaLayerException | RuntimeException e) {
      // JLayer checks little: what a damaged frame claims ends in whatever exception.
      throw invalid("a frame is damaged", e);
    }
  }

  /** Tags say how long they are; JLayer would believe them and take that much memory. */
  private static int afterTags(byte[] file) {
    int at = 0;
    while (tagged(file, at)) {
      boolean footer = (file[at + 5] & FOOTER_FLAG) != 0;
      int size = file[at + 6] << 21 | file[at + 7] << 14 | file[at + 8] << 7 | file[at + 9];
      at = Math.min(file.length, at + TAG_HEADER + size + (footer ? TAG_HEADER : 0));
    }
    return at;
  }

  /** A tag whose length is written as it must be, in four bytes below 128. */
  private static boolean tagged(byte[] file, int at) {
    return file.length - at >= TAG_HEADER
        && Arrays.equals(file, at, at + TAG.length, TAG, 0, TAG.length)
        && (file[at + 6] | file[at + 7] | file[at + 8] | file[at + 9]) >= 0;
  }

  /** Eleven bits that are set, then a layer (AAC has none), a bit rate and a sample rate. */
  private static boolean frame(byte[] file) {
    return file.length > 3
        && file[0] == (byte) 0xFF
        && (file[1] & 0xE0) == 0xE0
        && (file[1] & 0x06) != 0
        && (file[2] & 0xF0) != 0xF0
        && (file[2] & 0x0C) != 0x0C;
  }

  private static AudioException invalid(String why, @Nullable Exception cause) {
    return new AudioException(AUDIO_MP3_INVALID, "The file is no MP3: " + why, cause);
  }
}
