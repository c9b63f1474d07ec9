package coda.voice.audio.codec;

import coda.voice.audio.SampleConsumer;
import coda.voice.audio.wav.WavFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Consumer;

/** The recordings of other programs, and what all of them were made of. */
public final class Fixtures {
  /** Of the sentence, in Hz. */
  public static final int RATE = 16_000;

  private Fixtures() {}

  public static byte[] recording(String name) {
    return resource("/recordings/" + name);
  }

  /**
   * A recording with some bytes changed and its end cut off.
   *
   * @param most how many bytes may be changed
   */
  public static byte[] damaged(String name, Random random, int most) {
    byte[] file = recording(name);
    for (int i = random.nextInt(most); i >= 0; i--) {
      file[random.nextInt(file.length)] = (byte) random.nextInt();
    }
    return Arrays.copyOf(file, 1 + random.nextInt(file.length));
  }

  /** The sentence. */
  public static short[] sentence() {
    byte[] wav = resource("/speech/espeak/00.wav");
    return WavFile.read(new ByteArrayInputStream(wav), Integer.MAX_VALUE).samples();
  }

  /** Everything that a reader gives. */
  public static short[] heard(Consumer<SampleConsumer> reader) {
    short[][] all = {new short[0]};
    reader.accept(
        (samples, offset, count) -> {
          int length = all[0].length;
          all[0] = Arrays.copyOf(all[0], length + count);
          System.arraycopy(samples, offset, all[0], length, count);
        });
    return all[0];
  }

  /**
   * How alike two sounds are when the second is moved so that it fits best.
   *
   * @param mostLater by how many samples it may be later
   * @return at most 1, for the same sound whatever its loudness
   */
  public static double likeness(short[] wanted, short[] heard, int mostLater) {
    double best = 0;
    for (int lag = 0; lag <= mostLater; lag++) {
      double both = 0;
      double first = 0;
      double second = 0;
      for (int i = 0; i < wanted.length && i + lag < heard.length; i++) {
        both += (double) wanted[i] * heard[i + lag];
        first += (double) wanted[i] * wanted[i];
        second += (double) heard[i + lag] * heard[i + lag];
      }
      best = Math.max(best, both / Math.sqrt(first * second));
    }
    return best;
  }

  private static byte[] resource(String path) {
    try (InputStream in = Fixtures.class.getResourceAsStream(path)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
