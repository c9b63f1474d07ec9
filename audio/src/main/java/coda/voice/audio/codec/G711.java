package coda.voice.audio.codec;

import java.util.Objects;

/**
 * G.711, the codec of telephone lines: 8 bits per sample, companded by the µ-law (North America,
 * Japan) or the A-law (elsewhere).
 *
 * <p>Samples are 16-bit linear. Decoding gives the values of ITU-T G.711 tables 1 and 2 scaled to
 * 16 bits; encoding picks the interval the sample lies in. Stateless: any thread, no allocation.
 */
@SuppressWarnings("ImmutableEnumChecker") // the tables are written once and never handed out
public enum G711 {
  /** The µ-law: 14 bits of range. The code 0x7F, minus zero, decodes to 0 and encodes as 0xFF. */
  MU_LAW {
    @Override
    int expand(int code) {
      int inverted = ~code;
      int magnitude = (((inverted & 0x0F) << 3) + MU_BIAS) << ((inverted & 0x70) >> 4);
      return (inverted & 0x80) != 0 ? MU_BIAS - magnitude : magnitude - MU_BIAS;
    }

    @Override
    int compress(int magnitude) {
      int biased = Math.min(magnitude, MU_CLIP) + MU_BIAS;
      int segment = 24 - Integer.numberOfLeadingZeros(biased); // the bias makes bit 7 the lowest
      int step = (biased >> (segment + 3)) & 0x0F;
      return ~((segment << 4) | step) & 0x7F;
    }

    @Override
    int magnitude(int sample) {
      return Math.abs(sample);
    }
  },

  /** The A-law: 13 bits of range. */
  A_LAW {
    @Override
    int expand(int code) {
      int toggled = code ^ 0x55;
      int segment = (toggled & 0x70) >> 4;
      int step = ((toggled & 0x0F) << 4) + 8;
      int magnitude = segment == 0 ? step : (step + 0x100) << (segment - 1);
      return (toggled & 0x80) != 0 ? magnitude : -magnitude;
    }

    @Override
    int compress(int magnitude) {
      int segment = Math.max(0, 24 - Integer.numberOfLeadingZeros(magnitude));
      int step = (magnitude >> (segment == 0 ? 4 : segment + 3)) & 0x0F;
      return ((segment << 4) | step) ^ 0x55;
    }

    @Override
    int magnitude(int sample) {
      return sample < 0 ? ~sample : sample; // the A-law has no zero: -1 is the first negative step
    }
  };

  private static final int MU_BIAS = 132;
  private static final int MU_CLIP = 32_635;

  /** Both laws look at no more than the upper 13 bits of a magnitude. */
  private static final int MAGNITUDE_SHIFT = 2;

  private static final int MAGNITUDES = (1 << 15 >> MAGNITUDE_SHIFT) + 1;

  private final short[] decoded = new short[256];
  private final byte[] encoded = new byte[MAGNITUDES];

  G711() {
    for (int code = 0; code < decoded.length; code++) {
      decoded[code] = (short) expand(code);
    }
    for (int index = 0; index < encoded.length; index++) {
      encoded[index] = (byte) compress(Math.min(index << MAGNITUDE_SHIFT, Short.MAX_VALUE));
    }
  }

  abstract int expand(int code);

  abstract int compress(int magnitude);

  abstract int magnitude(int sample);

  /** The 16-bit sample of a code. */
  public short decode(byte code) {
    return decoded[code & 0xFF];
  }

  /** The code of a 16-bit sample. */
  public byte encode(short sample) {
    int sign = sample < 0 ? 0 : 0x80;
    return (byte) (encoded[magnitude(sample) >> MAGNITUDE_SHIFT] | sign);
  }

  /**
   * Decodes a packet.
   *
   * @param codes one byte per sample
   * @param offset the first one
   * @param count how many
   * @param samples receives as many samples
   * @param at where the first one goes
   */
  public void decode(byte[] codes, int offset, int count, short[] samples, int at) {
    Objects.checkFromIndexSize(offset, count, codes.length);
    Objects.checkFromIndexSize(at, count, samples.length);
    for (int i = 0; i < count; i++) {
      samples[at + i] = decode(codes[offset + i]);
    }
  }

  /**
   * Encodes a packet.
   *
   * @param samples 16-bit linear
   * @param offset the first one
   * @param count how many
   * @param codes receives as many bytes
   * @param at where the first one goes
   */
  public void encode(short[] samples, int offset, int count, byte[] codes, int at) {
    Objects.checkFromIndexSize(offset, count, samples.length);
    Objects.checkFromIndexSize(at, count, codes.length);
    for (int i = 0; i < count; i++) {
      codes[at + i] = encode(samples[offset + i]);
    }
  }
}
