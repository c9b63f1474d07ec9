package coda.voice.audio.codec;

import static coda.voice.audio.AudioError.AUDIO_FORMAT_UNSUPPORTED;
import static coda.voice.audio.AudioError.AUDIO_WEBM_INVALID;

import coda.voice.audio.AudioException;
import coda.voice.audio.SampleConsumer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads the first Opus track of a WebM or Matroska file (RFC 8794, RFC 9559): what browsers record.
 * Other tracks are passed over.
 *
 * <p>Files that were written while they were recorded say neither how long they are nor where their
 * parts end, and may end in the middle of one: what is there is heard.
 *
 * <p>Belongs to one file and one thread.
 */
public final class WebmOpusReader {
  private static final int SEGMENT = 0x18538067;
  private static final int TRACKS = 0x1654AE6B;
  private static final int TRACK = 0xAE;
  private static final int TRACK_NUMBER = 0xD7;
  private static final int CODEC = 0x86;
  private static final int CODEC_PRIVATE = 0x63A2;
  private static final int ENCODINGS = 0x6D80;
  private static final int CLUSTER = 0x1F43B675;
  private static final int BLOCK_GROUP = 0xA0;
  private static final int BLOCK = 0xA1;
  private static final int SIMPLE_BLOCK = 0xA3;

  private static final String OPUS = "A_OPUS";
  private static final long NONE = -1;

  private final byte[] file;
  private final OpusSound sound;

  private int at;

  /** Of the track that is being described. */
  private long number = NONE;

  private String codec = "";

  /** Of the track that is heard. */
  private long heard = NONE;

  private WebmOpusReader(byte[] file, int sampleRate, SampleConsumer consumer) {
    this.file = file;
    this.sound = new OpusSound(sampleRate, consumer);
  }

  /**
   * Reads a file to its end.
   *
   * @param file its bytes; not changed
   * @param sampleRate of what it gives, one of {@link coda.voice.audio.SampleRates#ALL}
   * @param consumer receives mono sound on the calling thread; what it throws ends the reading
   * @throws AudioException {@code AUDIO_WEBM_INVALID}, {@code AUDIO_OPUS_INVALID}, or {@code
   *     AUDIO_FORMAT_UNSUPPORTED} when there is sound of another kind only
   */
  public static void read(byte[] file, int sampleRate, SampleConsumer consumer) {
    new WebmOpusReader(file, sampleRate, consumer).read();
  }

  private void read() {
    while (at < file.length) {
      int id = id();
      long size = size();
      if (!opened(id)) {
        element(id, size);
      }
    }
    if (heard == NONE) {
      throw noOpus();
    }
    sound.finish();
  }

  /** What holds other elements is looked into; where it ends does not matter. */
  private boolean opened(int id) {
    if (id == TRACK) {
      number = NONE;
      codec = "";
    }
    return id == SEGMENT || id == TRACKS || id == TRACK || id == CLUSTER || id == BLOCK_GROUP;
  }

  private void element(int id, long size) {
    if (size == NONE) {
      throw invalid("an element that holds no others has no end");
    }
    int end = (int) Math.min(file.length, at + size);
    switch (id) {
      case TRACK_NUMBER -> number = EbmlNumbers.raw(file, at, end - at);
      case CODEC -> codec = new String(file, at, end - at, StandardCharsets.US_ASCII).strip();
      case CODEC_PRIVATE -> header(Arrays.copyOfRange(file, at, end));
      case ENCODINGS -> {
        if (heard == NONE || heard == number) {
          throw new AudioException(
              AUDIO_FORMAT_UNSUPPORTED, "Compressed or encrypted tracks of WebM are not read");
        }
      }
      case SIMPLE_BLOCK, BLOCK -> block(end, at + size > file.length);
      default -> {
        // of no matter to the sound
      }
    }
    at = end;
  }

  private void header(byte[] header) {
    if (heard == NONE && codec.equals(OPUS)) {
      if (!OpusHead.is(header, header.length)) {
        throw invalid("its Opus track has no header");
      }
      sound.begin(OpusHead.of(header).preSkip());
      heard = number;
    }
  }

  private void block(int end, boolean cutOff) {
    if (heard == NONE) {
      throw noOpus();
    }
    long track = size();
    int flags = at + 2; // after the time, which sound does not need
    if (flags >= end) {
      if (cutOff) {
        return;
      }
      throw invalid("a block is too short");
    }
    if (track != heard || cutOff) {
      return;
    }
    if (!WebmLacing.read(file, flags, end, this::packet)) {
      throw invalid("the parts of a block do not fit into it");
    }
  }

  private void packet(int offset, int length) {
    sound.hear(file, offset, length);
  }

  /** An id, with the bits that say how long it is. */
  private int id() {
    int length = length(4);
    int id = (int) EbmlNumbers.raw(file, at, length);
    at += length;
    return id;
  }

  /** A number without those bits; {@link #NONE} for one that is not known. */
  private long size() {
    if (at == file.length) {
      return 0; // cut off
    }
    int length = length(8);
    long value = EbmlNumbers.value(file, at, length);
    at += length;
    return value == EbmlNumbers.largest(length) ? NONE : value;
  }

  /** Of a number of variable length, in bytes. */
  private int length(int most) {
    int length = EbmlNumbers.length(file[at]);
    if (length > most) {
      throw invalid("it is damaged at byte " + at);
    }
    return Math.min(length, file.length - at);
  }

  private static AudioException noOpus() {
    return new AudioException(AUDIO_FORMAT_UNSUPPORTED, "The WebM file has no Opus sound");
  }

  private static AudioException invalid(String why) {
    return new AudioException(AUDIO_WEBM_INVALID, "The file is no WebM: " + why);
  }
}
