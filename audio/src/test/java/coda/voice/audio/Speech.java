package coda.voice.audio;

import coda.voice.audio.wav.WavFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The spoken sentences of the test resources: 16 kHz, mono. */
public final class Speech {
  public static final int RATE = 16_000;

  private Speech() {}

  /** A sentence of a voice, {@code mary} or {@code espeak}. */
  public static short[] read(String voice, String number) {
    String name = "/speech/" + voice + "/" + number + ".wav";
    try (InputStream in = Speech.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalArgumentException("No such sentence: " + name);
      }
      return WavFile.read(in).mono();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
