package coda.voice.client.audio;

import static coda.voice.audio.AudioError.AUDIO_DEVICE_UNAVAILABLE;

import coda.voice.audio.AudioException;
import coda.voice.audio.Pcm16;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.LineUnavailableException;
import javax.sound.sampled.TargetDataLine;

/** The default microphone of this machine. */
public final class DeviceSource implements AudioSource {
  private static final int BUFFER_MS = 200;

  private final TargetDataLine line;
  private final int sampleRate;

  /**
   * Opens the microphone.
   *
   * @param sampleRate wanted, in Hz
   * @throws AudioException {@code AUDIO_DEVICE_UNAVAILABLE}
   */
  public DeviceSource(int sampleRate) {
    this.sampleRate = sampleRate;
    AudioFormat format = new AudioFormat(sampleRate, 16, 1, true, false);
    try {
      line = AudioSystem.getTargetDataLine(format);
      line.open(format, sampleRate * BUFFER_MS / 1000 * 2);
      line.start();
    } catch (LineUnavailableException | IllegalArgumentException | SecurityException e) {
      throw new AudioException(
          AUDIO_DEVICE_UNAVAILABLE,
          "There is no microphone for " + sampleRate + " Hz on this machine; give a WAV file",
          e);
    }
  }

  @Override
  public int sampleRate() {
    return sampleRate;
  }

  @Override
  public boolean isLive() {
    return true;
  }

  @Override
  public int read(short[] target) {
    byte[] bytes = new byte[target.length * 2];
    int count = line.read(bytes, 0, bytes.length) / 2;
    Pcm16.decode(bytes, 0, count, target, 0);
    return count;
  }

  @Override
  public void close() {
    line.close();
  }
}
