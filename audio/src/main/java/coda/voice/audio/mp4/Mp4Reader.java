package coda.voice.audio.mp4;

import coda.voice.audio.AudioException;
import coda.voice.audio.SampleConsumer;
import coda.voice.audio.codec.PacketSound;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads the first track of an MP4 or M4A file (ISO 14496-12) that is AAC or Opus: what telephones
 * and browsers record. Other tracks are passed over. Files in fragments are read as well as those
 * in one piece; of one that is cut off, what is there is heard.
 *
 * <p>Belongs to one file and one thread.
 */
public final class Mp4Reader {
  private static final byte[] FILE_TYPE = "ftyp".getBytes(StandardCharsets.US_ASCII);

  private final byte[] file;
  private final PacketSound sound;

  private Mp4Reader(byte[] file, PacketSound sound) {
    this.file = file;
    this.sound = sound;
  }

  /**
   * Whether bytes begin as MP4 does.
   *
   * @param file its bytes
   */
  public static boolean is(byte[] file) {
    return file.length >= 8 && Arrays.equals(file, 4, 8, FILE_TYPE, 0, 4);
  }

  /**
   * Reads a file to its end.
   *
   * @param file its bytes; not changed
   * @param sampleRate of what it gives, one of {@link coda.voice.audio.SampleRates#ALL}
   * @param consumer receives mono sound on the calling thread; what it throws ends the reading
   * @throws AudioException {@code AUDIO_MP4_INVALID}, {@code AUDIO_AAC_INVALID}, {@code
   *     AUDIO_OPUS_INVALID}, {@code AUDIO_RATE_UNSUPPORTED}, or {@code AUDIO_FORMAT_UNSUPPORTED}
   *     when there is sound of another kind only
   */
  public static void read(byte[] file, int sampleRate, SampleConsumer consumer) {
    Mp4Box all = Mp4Box.file(file);
    Mp4Box movie = all.need("moov");
    Mp4Track track = Mp4Track.first(movie);
    PacketSound sound = SoundEntry.sound(track.entry(), sampleRate, consumer);
    Mp4Reader reader = new Mp4Reader(file, sound);
    new SampleTables(track.tables()).each(reader::packet);
    int usualSize = Fragment.usualSize(movie, track.id());
    all.each(
        box -> {
          if (box.type().equals("moof")) {
            Fragment.each(box, track.id(), usualSize, reader::packet);
          }
        });
    sound.finish();
  }

  private boolean packet(long position, int length) {
    if (length == 0) {
      throw Mp4Box.invalid("a packet is empty");
    }
    if (position < 0 || position + length > file.length) {
      return false;
    }
    sound.hear(file, (int) position, length);
    return true;
  }
}
