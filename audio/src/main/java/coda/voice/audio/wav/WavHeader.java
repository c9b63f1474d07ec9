package coda.voice.audio.wav;

import static coda.voice.audio.AudioError.AUDIO_FORMAT_INVALID;
import static coda.voice.audio.AudioError.AUDIO_FORMAT_UNSUPPORTED;
import static coda.voice.audio.AudioError.AUDIO_TOO_LARGE;
import static coda.voice.audio.AudioError.AUDIO_WAV_NOT_RIFF;
import static coda.voice.audio.AudioError.AUDIO_WAV_NO_DATA;
import static coda.voice.audio.AudioError.AUDIO_WAV_NO_FORMAT;

import coda.voice.audio.AudioException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * Reads a WAV file up to its first sample. Sources: "Multimedia Programming Interface and Data
 * Specifications 1.0" (IBM and Microsoft, 1991) and Microsoft's WAVEFORMATEXTENSIBLE.
 *
 * <p>Whatever the header claims, no more memory is taken than this class needs itself.
 *
 * @param format what the samples are
 * @param dataBytes how many bytes of samples the header promises, or {@link #UNKNOWN}
 */
record WavHeader(WavFormat format, long dataBytes) {
  /** The header was written before anybody knew: the samples go on to the end of the file. */
  static final long UNKNOWN = Long.MAX_VALUE;

  private static final int FORMAT_BYTES = 16;
  private static final int EXTENSIBLE_BYTES = 40;
  private static final int EXTENSIBLE_TAG = 0xFFFE;

  /** What follows the format tag in the GUID of an extensible format. */
  private static final long GUID_MIDDLE = 0x0010_0000_0000L;

  private static final long GUID_END = 0x719B_3800_AA00_0080L;
  private static final long UNKNOWN_SIZE = 0xFFFF_FFFFL;

  /**
   * Reads up to the first sample.
   *
   * @param in at the beginning of the file
   * @param skipLimit the most bytes of other chunks that it passes over
   */
  static WavHeader read(InputStream in, long skipLimit) throws IOException {
    long riffBytes = riff(in);
    long position = 4; // counted as RIFF does: after its size field
    long skipped = 0;
    Optional<WavFormat> format = Optional.empty();
    while (true) {
      byte[] head = in.readNBytes(8);
      if (head.length < 8) {
        throw format.isEmpty()
            ? new AudioException(AUDIO_WAV_NO_FORMAT, "The WAV file has no format chunk")
            : new AudioException(AUDIO_WAV_NO_DATA, "The WAV file has no data chunk");
      }
      ByteBuffer chunk = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
      int id = chunk.getInt();
      long size = Integer.toUnsignedLong(chunk.getInt());
      position += 8;
      if (id == id("data")) {
        WavFormat known =
            format.orElseThrow(
                () ->
                    new AudioException(
                        AUDIO_WAV_NO_FORMAT, "The WAV file has samples before a format chunk"));
        return new WavHeader(known, dataBytes(size, riffBytes, position));
      }
      long padded = size + (size & 1);
      long unread = padded;
      if (id == id("fmt ")) {
        byte[] description = in.readNBytes((int) Math.min(size, EXTENSIBLE_BYTES));
        format = Optional.of(format(description));
        unread -= description.length;
      }
      skipped += unread;
      if (skipped > skipLimit) {
        throw new AudioException(
            AUDIO_TOO_LARGE, "The WAV file has more than " + skipLimit + " bytes without sound");
      }
      skip(in, unread);
      position += padded;
    }
  }

  private static long riff(InputStream in) throws IOException {
    byte[] head = in.readNBytes(12);
    ByteBuffer riff = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
    if (head.length < 12 || riff.getInt(0) != id("RIFF") || riff.getInt(8) != id("WAVE")) {
      throw new AudioException(AUDIO_WAV_NOT_RIFF, "This is not a WAV file");
    }
    return Integer.toUnsignedLong(riff.getInt(4));
  }

  /**
   * A size of 0 is what a program leaves that could not go back to fill it in, unless the file says
   * that more chunks follow.
   */
  private static long dataBytes(long size, long riffBytes, long position) {
    boolean moreChunks = riffBytes != UNKNOWN_SIZE && riffBytes > position;
    boolean unknown = size == UNKNOWN_SIZE || (size == 0 && !moreChunks);
    return unknown ? UNKNOWN : size;
  }

  private static WavFormat format(byte[] description) {
    if (description.length < FORMAT_BYTES) {
      throw invalid("The format chunk is shorter than " + FORMAT_BYTES + " bytes");
    }
    ByteBuffer fields = ByteBuffer.wrap(description).order(ByteOrder.LITTLE_ENDIAN);
    int tag = Short.toUnsignedInt(fields.getShort(0));
    int channels = Short.toUnsignedInt(fields.getShort(2));
    long rate = Integer.toUnsignedLong(fields.getInt(4));
    int bytesPerFrame = Short.toUnsignedInt(fields.getShort(12));
    int bits = Short.toUnsignedInt(fields.getShort(14));
    if (tag == EXTENSIBLE_TAG) {
      tag = extensibleTag(fields);
    }
    if (channels < 1 || channels > WavFormat.MOST_CHANNELS) {
      throw invalid("1 to " + WavFormat.MOST_CHANNELS + " channels are read, not " + channels);
    }
    if (rate < WavFormat.LOWEST_RATE || rate > WavFormat.HIGHEST_RATE) {
      throw invalid(
          "%d to %d Hz are read, not %d"
              .formatted(WavFormat.LOWEST_RATE, WavFormat.HIGHEST_RATE, rate));
    }
    WavFormat format = new WavFormat((int) rate, channels, WavEncoding.of(tag, bits));
    if (bytesPerFrame != format.bytesPerFrame()) {
      throw invalid(
          "%d channels of %d bits take %d bytes, not %d"
              .formatted(channels, bits, format.bytesPerFrame(), bytesPerFrame));
    }
    return format;
  }

  private static int extensibleTag(ByteBuffer fields) {
    if (fields.limit() < EXTENSIBLE_BYTES) {
      throw invalid("The extensible format chunk is shorter than " + EXTENSIBLE_BYTES + " bytes");
    }
    long first = fields.getLong(24);
    if (first >>> 16 != GUID_MIDDLE || fields.getLong(32) != GUID_END) {
      throw new AudioException(
          AUDIO_FORMAT_UNSUPPORTED, "The WAV file has a format of its maker's own");
    }
    return (int) (first & 0xFFFF);
  }

  private static void skip(InputStream in, long count) throws IOException {
    long left = count;
    while (left > 0) {
      long skipped = in.skip(left);
      if (skipped == 0) { // may mean the end, or nothing now
        if (in.read() < 0) {
          return;
        }
        skipped = 1;
      }
      left -= skipped;
    }
  }

  private static int id(String name) {
    return name.charAt(0) | name.charAt(1) << 8 | name.charAt(2) << 16 | name.charAt(3) << 24;
  }

  private static AudioException invalid(String message) {
    return new AudioException(AUDIO_FORMAT_INVALID, message);
  }
}
