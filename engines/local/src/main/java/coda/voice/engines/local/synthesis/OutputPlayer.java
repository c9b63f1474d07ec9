package coda.voice.engines.local.synthesis;

import com.sun.speech.freetts.audio.AudioPlayer;
import javax.sound.sampled.AudioFormat;

/** Takes what FreeTTS plays: 16-bit samples, big-endian. */
final class OutputPlayer implements AudioPlayer {
  private final SpeechOutput output;
  private AudioFormat format = new AudioFormat(KevinVoice.SAMPLE_RATE, 16, 1, true, true);

  OutputPlayer(SpeechOutput output) {
    this.output = output;
  }

  @Override
  public boolean write(byte[] audio) {
    return write(audio, 0, audio.length);
  }

  @Override
  public boolean write(byte[] audio, int offset, int size) {
    for (int at = offset; at + 1 < offset + size; at += 2) {
      output.write((short) (audio[at] << 8 | audio[at + 1] & 0xff));
    }
    output.flush();
    return true;
  }

  @Override
  public void setAudioFormat(AudioFormat format) {
    this.format = format;
  }

  @Override
  public AudioFormat getAudioFormat() {
    return format;
  }

  @Override
  public void begin(int size) {}

  @Override
  public boolean end() {
    return true;
  }

  @Override
  public boolean drain() {
    return true;
  }

  @Override
  public void pause() {}

  @Override
  public void resume() {}

  @Override
  public void reset() {}

  @Override
  public void cancel() {}

  @Override
  public void close() {}

  @Override
  public float getVolume() {
    return 1;
  }

  @Override
  public void setVolume(float volume) {}

  @Override
  public long getTime() {
    return 0;
  }

  @Override
  public void resetTime() {}

  @Override
  public void startFirstSampleTimer() {}

  @Override
  public void showMetrics() {}
}
