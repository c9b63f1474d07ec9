package coda.voice.audio.activity;

/** The discrete Fourier transform of a fixed power of two, in place (Cooley and Tukey, radix 2). */
final class Fft {
  private final int size;
  private final float[] cosines;
  private final float[] sines;

  Fft(int size) {
    this.size = size;
    cosines = new float[size / 2];
    sines = new float[size / 2];
    for (int i = 0; i < size / 2; i++) {
      cosines[i] = (float) Math.cos(2 * Math.PI * i / size);
      sines[i] = (float) -Math.sin(2 * Math.PI * i / size);
    }
  }

  void transform(float[] real, float[] imaginary) {
    reorder(real, imaginary);
    for (int half = 1; half < size; half *= 2) {
      int stride = size / (2 * half);
      for (int block = 0; block < size; block += 2 * half) {
        for (int i = 0; i < half; i++) {
          int even = block + i;
          int odd = even + half;
          float cosine = cosines[i * stride];
          float sine = sines[i * stride];
          float re = real[odd] * cosine - imaginary[odd] * sine;
          float im = real[odd] * sine + imaginary[odd] * cosine;
          real[odd] = real[even] - re;
          imaginary[odd] = imaginary[even] - im;
          real[even] += re;
          imaginary[even] += im;
        }
      }
    }
  }

  private void reorder(float[] real, float[] imaginary) {
    int reversed = 0;
    for (int i = 0; i < size; i++) {
      if (i < reversed) {
        swap(real, i, reversed);
        swap(imaginary, i, reversed);
      }
      int bit = size >> 1;
      while (bit > 0 && (reversed & bit) != 0) {
        reversed ^= bit;
        bit >>= 1;
      }
      reversed |= bit;
    }
  }

  private static void swap(float[] values, int a, int b) {
    float kept = values[a];
    values[a] = values[b];
    values[b] = kept;
  }
}
