package coda.voice.audio.codec;

/**
 * Frames of a FLAC stream (RFC 9639, section 9), one after the other: a header, the channels, a
 * check sum. One thread.
 */
final class FlacFrame {
  private static final int SYNC = 0x3FFE;
  private static final int LEFT_SIDE = 8;
  private static final int SIDE_RIGHT = 9;
  private static final int MID_SIDE = 10;

  /** By its code in the header; 0 is as the stream says, -1 is not allowed or not read. */
  private static final int[] SAMPLE_BITS = {0, 8, 12, -1, 16, 20, 24, -1};

  private final FlacBits bits;
  private final int channels;
  private final int streamBits;
  private int[][] samples = {};
  private int length;
  private int sampleBits;

  /**
   * No frame yet.
   *
   * @param bits where frames come next
   * @param channels of the stream
   * @param streamBits of a sample of the stream, up to 24
   */
  FlacFrame(FlacBits bits, int channels, int streamBits) {
    this.bits = bits;
    this.channels = channels;
    this.streamBits = streamBits;
  }

  /**
   * Reads the next one.
   *
   * @throws coda.voice.audio.AudioException {@code AUDIO_FLAC_INVALID}
   */
  void read() {
    int start = bits.position();
    int assignment = header();
    if (samples.length == 0 || samples[0].length < length) {
      samples = new int[channels][length];
    }
    for (int channel = 0; channel < channels; channel++) {
      boolean difference = assignment >= LEFT_SIDE && channel == (assignment == SIDE_RIGHT ? 0 : 1);
      FlacSubframe.read(bits, sampleBits + (difference ? 1 : 0), samples[channel], length);
    }
    bits.align();
    bits.check(start);
    separate(assignment);
  }

  /** Samples of each channel. */
  int length() {
    return length;
  }

  /**
   * The samples, one of each channel, again and again, with 16 bits.
   *
   * @param interleaved where they go; has room for them
   */
  void interleave(short[] interleaved) {
    int shift = sampleBits - Short.SIZE;
    for (int channel = 0; channel < channels; channel++) {
      int[] from = samples[channel];
      for (int i = 0; i < length; i++) {
        int sample = shift < 0 ? from[i] << -shift : from[i] >> shift;
        interleaved[i * channels + channel] = (short) sample;
      }
    }
  }

  /** How the channels are written. */
  private int header() {
    if (bits.unsigned(14) != SYNC || bits.flag()) {
      throw FlacReader.damaged();
    }
    bits.flag(); // whether frames or samples are counted below, which does not matter
    int lengthCode = bits.unsigned(4);
    int rateCode = bits.unsigned(4);
    int assignment = bits.unsigned(4);
    int sampleCode = SAMPLE_BITS[bits.unsigned(3)];
    sampleBits = sampleCode == 0 ? streamBits : sampleCode;
    int written = assignment < LEFT_SIDE ? assignment + 1 : 2;
    if (sampleCode < 0 || bits.flag() || assignment > MID_SIDE || written != channels) {
      throw FlacReader.damaged();
    }
    passNumber();
    length =
        switch (lengthCode) {
          case 0 -> throw FlacReader.damaged();
          case 1 -> 192;
          case 2, 3, 4, 5 -> 576 << lengthCode - 2;
          case 6 -> bits.unsigned(8) + 1;
          case 7 -> bits.unsigned(16) + 1;
          default -> 256 << lengthCode - 8;
        };
    // The rate is the stream's; a frame only repeats it.
    bits.unsigned(
        switch (rateCode) {
          case 12 -> 8;
          case 13, 14 -> 16;
          default -> 0;
        });
    bits.unsigned(8); // the header's own check sum; the frame's covers it
    return assignment;
  }

  /** The number of the frame or its first sample, in the manner of UTF-8. */
  private void passNumber() {
    int more = Integer.numberOfLeadingZeros(~bits.unsigned(8) << Integer.SIZE - Byte.SIZE) - 1;
    for (int i = 0; i < more; i++) {
      bits.unsigned(8);
    }
  }

  /** Pairs are written as one of them, or their mean, and their difference. */
  private void separate(int assignment) {
    if (assignment < LEFT_SIDE) {
      return;
    }
    int[] first = samples[0];
    int[] second = samples[1];
    for (int i = 0; i < length; i++) {
      switch (assignment) {
        case LEFT_SIDE -> second[i] = first[i] - second[i];
        case SIDE_RIGHT -> first[i] += second[i];
        default -> {
          int side = second[i];
          int twice = first[i] << 1 | side & 1;
          first[i] = twice + side >> 1;
          second[i] = twice - side >> 1;
        }
      }
    }
  }
}
