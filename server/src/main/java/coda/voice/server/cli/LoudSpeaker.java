package coda.voice.server.cli;

import static coda.voice.audio.AudioError.AUDIO_DEVICE_UNAVAILABLE;

import coda.voice.audio.AudioException;
import coda.voice.audio.Pcm16;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.LineUnavailableException;
import javax.sound.sampled.SourceDataLine;

/** The default audio output of this machine. Used by one thread. */
final class LoudSpeaker implements AutoCloseable {
  private final SourceDataLine line;

  /**
   * Opens it.
   *
   * @param sampleRate of what will be played, mono
   * @throws AudioException {@code AUDIO_DEVICE_UNAVAILABLE}
   */
  LoudSpeaker(int sampleRate) {
    AudioFormat format = new AudioFormat(sampleRate, 16, 1, true, false);
    try {
      line = AudioSystem.getSourceDataLine(format);
      line.open(format);
      line.start();
    } catch (LineUnavailableException | IllegalArgumentException e) {
      throw new AudioException(
          AUDIO_DEVICE_UNAVAILABLE,
          "There is no audio output for " + sampleRate + " Hz on this machine; save to a file",
          e);
    }
  }

  /** Plays samples; waits while the device's buffer is full. */
  void write(short[] samples) {
    byte[] bytes = new byte[samples.length * 2];
    Pcm16.encode(samples, 0, samples.length, bytes, 0);
    line.write(bytes, 0, bytes.length);
  }

  /** Plays what is left, then lets the device go. */
  @Override
  public void close() {
    line.drain();
    line.close();
  }
}
