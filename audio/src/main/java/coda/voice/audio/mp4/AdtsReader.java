package coda.voice.audio.mp4;

import coda.voice.audio.AudioException;
import coda.voice.audio.SampleConsumer;

/**
 * Reads AAC without a container: packets with a header each (ADTS, ISO 14496-3, section 1.A.3.2).
 * What is cut off at the end is not heard.
 *
 * <p>Belongs to one file and one thread.
 */
public final class AdtsReader {
  private static final int HEADER = 7;
  private static final int HEADER_WITH_CHECK_SUM = 9;
  private static final int LOW_COMPLEXITY = 1;

  private AdtsReader() {}

  /**
   * Whether bytes begin as AAC does: twelve bits that are set, and no layer, as MP3 has one.
   *
   * @param file its bytes
   */
  public static boolean is(byte[] file) {
    return file.length >= HEADER && sync(file, 0);
  }

  /**
   * Reads a file to its end.
   *
   * @param file its bytes; not changed
   * @param sampleRate of what it gives, one of {@link coda.voice.audio.SampleRates#ALL}
   * @param consumer receives mono sound on the calling thread; what it throws ends the reading
   * @throws AudioException {@code AUDIO_AAC_INVALID}, {@code AUDIO_RATE_UNSUPPORTED}, {@code
   *     AUDIO_FORMAT_UNSUPPORTED}
   */
  public static void read(byte[] file, int sampleRate, SampleConsumer consumer) {
    AacConfig config = config(file, 0);
    AacSound sound = new AacSound(config, sampleRate, consumer);
    int at = 0;
    while (file.length - at >= HEADER) {
      if (!sync(file, at) || !config(file, at).equals(config)) {
        throw AacSound.invalid("it is damaged at byte " + at, null);
      }
      int header = (file[at + 1] & 1) == 1 ? HEADER : HEADER_WITH_CHECK_SUM;
      int length =
          (file[at + 3] & 3) << 11 | (file[at + 4] & 0xFF) << 3 | (file[at + 5] & 0xE0) >> 5;
      if (length <= header) {
        throw AacSound.invalid("a packet is too short", null);
      }
      if (length > file.length - at) {
        break;
      }
      sound.hear(file, at + header, length - header);
      at += length;
    }
    sound.finish();
  }

  private static boolean sync(byte[] file, int at) {
    return file[at] == (byte) 0xFF && (file[at + 1] & 0xF6) == 0xF0;
  }

  private static AacConfig config(byte[] file, int at) {
    if ((file[at + 2] & 0xC0) >> 6 != LOW_COMPLEXITY) {
      throw AacConfig.unsupported("of kind " + (1 + ((file[at + 2] & 0xC0) >> 6)));
    }
    if ((file[at + 6] & 3) != 0) {
      throw AacConfig.unsupported("with several packets behind one header");
    }
    int channels = (file[at + 2] & 1) << 2 | (file[at + 3] & 0xC0) >> 6;
    return new AacConfig((file[at + 2] & 0x3C) >> 2, channels);
  }
}
