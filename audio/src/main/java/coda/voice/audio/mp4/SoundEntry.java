package coda.voice.audio.mp4;

import static coda.voice.audio.AudioError.AUDIO_FORMAT_UNSUPPORTED;

import coda.voice.audio.AudioException;
import coda.voice.audio.SampleConsumer;
import coda.voice.audio.codec.OpusHead;
import coda.voice.audio.codec.OpusSound;
import coda.voice.audio.codec.PacketSound;
import java.util.Optional;

/**
 * What a track says of its sound: AAC (ISO 14496-14, section 5.6) or Opus (the mapping of Opus to
 * ISO base media files, section 4.3).
 */
final class SoundEntry {
  private static final String AAC = "mp4a";
  private static final String OPUS = "Opus";

  /** Where the boxes behind the fixed fields begin; QuickTime has two longer ways to write them. */
  private static final int[] FIELDS = {28, 44, 64};

  private static final int STREAM = 3;
  private static final int DECODER = 4;
  private static final int SPECIFIC = 5;
  private static final int DECODER_FIELDS = 13;
  private static final int MPEG_4_AUDIO = 0x40;
  private static final int MPEG_2_AAC_LC = 0x67;

  private SoundEntry() {}

  /** Whether sound that is described so can be decoded, as far as its type says. */
  static boolean reads(Mp4Box entry) {
    return entry.type().equals(AAC) || entry.type().equals(OPUS);
  }

  /**
   * Decodes what is described.
   *
   * @param entry that {@link #reads} says yes to
   * @param sampleRate of what comes of it, one of {@link coda.voice.audio.SampleRates#ALL}
   * @param consumer receives it, in mono
   * @throws AudioException {@code AUDIO_MP4_INVALID}, {@code AUDIO_AAC_INVALID}, {@code
   *     AUDIO_FORMAT_UNSUPPORTED}
   */
  static PacketSound sound(Mp4Box entry, int sampleRate, SampleConsumer consumer) {
    return entry.type().equals(OPUS)
        ? opus(entry, new OpusSound(sampleRate, consumer))
        : new AacSound(config(entry), sampleRate, consumer);
  }

  private static PacketSound opus(Mp4Box entry, OpusSound sound) {
    Mp4Box header = detail(entry, "dOps");
    OpusHead head = OpusHead.of(header.int8(0), header.int8(1), header.int8(10), header.int16(2));
    sound.begin(head.preSkip());
    return sound;
  }

  /** The box that holds more than the fixed fields do; QuickTime wraps it. */
  private static Mp4Box detail(Mp4Box entry, String type) {
    int fields = FIELDS[Math.min(entry.int16(8), FIELDS.length - 1)];
    return entry
        .first(fields, box -> box.type().equals(type) || box.type().equals("wave"))
        .flatMap(box -> box.type().equals(type) ? Optional.of(box) : box.find(type))
        .orElseThrow(() -> Mp4Box.invalid("its sound has no '" + type + "'"));
  }

  /** Descriptions within each other (ISO 14496-1, section 7.2.6), each with a tag and a length. */
  private static AacConfig config(Mp4Box entry) {
    Mp4Box box = detail(entry, "esds");
    Descriptors at = new Descriptors(box, 4);
    at.enter(STREAM);
    at.skipStreamFields();
    at.enter(DECODER);
    int kind = box.int8(at.position());
    if (kind != MPEG_4_AUDIO && kind != MPEG_2_AAC_LC) {
      throw new AudioException(
          AUDIO_FORMAT_UNSUPPORTED, "The sound of the MP4 file is neither AAC nor Opus");
    }
    at.skip(DECODER_FIELDS);
    int length = at.enter(SPECIFIC);
    box.int8(at.position() + length - 1); // is there
    int from = box.from() + at.position();
    return AacConfig.read(box.file(), from, from + length);
  }
}
