package coda.voice.audio;

import java.util.Objects;

/**
 * Linear samples of 16 bits as bytes, little-endian: two bytes per sample, the lower one first.
 * Stateless: any thread, no allocation.
 */
public final class Pcm16 {
  private Pcm16() {}

  /**
   * The samples of bytes.
   *
   * @param bytes two per sample
   * @param offset the first one
   * @param count how many samples
   * @param samples receives them
   * @param at where the first one goes
   */
  public static void decode(byte[] bytes, int offset, int count, short[] samples, int at) {
    Objects.checkFromIndexSize(offset, 2 * count, bytes.length);
    Objects.checkFromIndexSize(at, count, samples.length);
    for (int i = 0; i < count; i++) {
      int low = offset + 2 * i;
      samples[at + i] = (short) ((bytes[low] & 0xFF) | (bytes[low + 1] << 8));
    }
  }

  /**
   * The bytes of samples.
   *
   * @param samples of 16 bits
   * @param offset the first one
   * @param count how many samples
   * @param bytes receives two per sample
   * @param at where the first byte goes
   */
  public static void encode(short[] samples, int offset, int count, byte[] bytes, int at) {
    Objects.checkFromIndexSize(offset, count, samples.length);
    Objects.checkFromIndexSize(at, 2 * count, bytes.length);
    for (int i = 0; i < count; i++) {
      short sample = samples[offset + i];
      bytes[at + 2 * i] = (byte) sample;
      bytes[at + 2 * i + 1] = (byte) (sample >> 8);
    }
  }
}
