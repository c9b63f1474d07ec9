package coda.voice.audio.codec;

import java.util.Arrays;

/**
 * The samples of one channel in one frame (RFC 9639, section 9.2): one value, all values, or what a
 * prediction from the samples before is wrong by.
 */
final class FlacSubframe {
  private static final int CONSTANT = 0;
  private static final int VERBATIM = 1;
  private static final int FIXED = 8;
  private static final int MOST_FIXED = 4;
  private static final int LINEAR = 32;

  /** What sample the fixed predictors expect, from the one before backwards. */
  private static final int[][] FIXED_COEFFICIENTS = {{}, {1}, {2, -1}, {3, -3, 1}, {4, -6, 4, -1}};

  private final FlacBits bits;
  private final int[] samples;
  private final int count;

  private FlacSubframe(FlacBits bits, int[] samples, int count) {
    this.bits = bits;
    this.samples = samples;
    this.count = count;
  }

  /**
   * Reads the samples of a channel.
   *
   * @param bits where they come next
   * @param sampleBits of each
   * @param samples where they go
   * @param count how many
   * @throws coda.voice.audio.AudioException {@code AUDIO_FLAC_INVALID}
   */
  static void read(FlacBits bits, int sampleBits, int[] samples, int count) {
    new FlacSubframe(bits, samples, count).read(sampleBits);
  }

  private void read(int sampleBits) {
    if (bits.flag()) {
      throw FlacReader.damaged();
    }
    int type = bits.unsigned(6);
    int wasted = bits.flag() ? bits.unary() + 1 : 0;
    int size = sampleBits - wasted;
    if (size < 1) {
      throw FlacReader.damaged();
    }
    switch (type) {
      case CONSTANT -> Arrays.fill(samples, 0, count, bits.signed(size));
      case VERBATIM -> verbatim(count, size);
      default -> predicted(type, size);
    }
    for (int i = 0; wasted > 0 && i < count; i++) {
      samples[i] <<= wasted;
    }
  }

  private void verbatim(int length, int size) {
    if (length > count) {
      throw FlacReader.damaged();
    }
    for (int i = 0; i < length; i++) {
      samples[i] = bits.signed(size);
    }
  }

  private void predicted(int type, int size) {
    if (type >= LINEAR) {
      int order = type - LINEAR + 1;
      verbatim(order, size);
      linear(order);
    } else if (type >= FIXED && type <= FIXED + MOST_FIXED) {
      int order = type - FIXED;
      verbatim(order, size);
      residual(order);
      restore(FIXED_COEFFICIENTS[order], 0);
    } else {
      throw FlacReader.damaged();
    }
  }

  private void linear(int order) {
    int precision = bits.unsigned(4) + 1;
    int shift = bits.signed(5);
    if (precision == 16 || shift < 0) {
      throw FlacReader.damaged();
    }
    int[] coefficients = new int[order];
    for (int i = 0; i < order; i++) {
      coefficients[i] = bits.signed(precision);
    }
    residual(order);
    restore(coefficients, shift);
  }

  /** Samples are errors until the prediction is added. */
  private void restore(int[] coefficients, int shift) {
    int order = coefficients.length;
    for (int i = order; i < count; i++) {
      long expected = 0;
      for (int j = 0; j < order; j++) {
        expected += (long) coefficients[j] * samples[i - 1 - j];
      }
      samples[i] += (int) (expected >> shift);
    }
  }

  /** Rice codes in partitions, each with a parameter of its own, or of numbers as they are. */
  private void residual(int order) {
    int method = bits.unsigned(2);
    if (method > 1) {
      throw FlacReader.damaged();
    }
    int parameterBits = 4 + method;
    int escape = (1 << parameterBits) - 1;
    int partitions = 1 << bits.unsigned(4);
    int length = count / partitions;
    if (length * partitions != count || length < order) {
      throw FlacReader.damaged();
    }
    for (int partition = 0; partition < partitions; partition++) {
      int first = partition == 0 ? order : partition * length;
      int end = (partition + 1) * length;
      int parameter = bits.unsigned(parameterBits);
      if (parameter == escape) {
        asTheyAre(first, end);
      } else {
        rice(first, end, parameter);
      }
    }
  }

  private void asTheyAre(int first, int end) {
    int size = bits.unsigned(5);
    for (int i = first; i < end; i++) {
      samples[i] = bits.signed(size);
    }
  }

  private void rice(int first, int end, int parameter) {
    for (int i = first; i < end; i++) {
      int folded = bits.unary() << parameter | bits.unsigned(parameter);
      samples[i] = folded >>> 1 ^ -(folded & 1);
    }
  }
}
