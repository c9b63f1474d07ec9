package coda.voice.server.demo;

import coda.voice.audio.wav.WavWriter;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Both sides of a conversation on one timeline: the user on the left, what a loudspeaker plays of
 * the assistant on the right. The time is that of the microphone, in samples.
 *
 * <p>A reply is played when it arrives, one piece seamlessly after the other; an interruption takes
 * away what has not been played. May be used by any thread.
 */
final class StereoTape {
  /** Samples per second, both sides. */
  static final int SAMPLE_RATE = 16_000;

  private short[] user = new short[SAMPLE_RATE * 60];
  private short[] assistant = new short[SAMPLE_RATE * 60];
  private int userLength;

  /** Of the assistant, what was taken off the tape again while the user may be interrupting. */
  private short[] held = new short[0];

  /** One after the last sample of the assistant that is on the tape. */
  private int assistantEnd;

  /** How many samples a number of milliseconds is. */
  static int samples(double ms) {
    return (int) Math.round(ms * SAMPLE_RATE / 1000);
  }

  /** How many milliseconds a number of samples lasts. */
  static double ms(long samples) {
    return samples * 1000.0 / SAMPLE_RATE;
  }

  /** The next samples of the microphone. */
  synchronized void hear(short[] samples) {
    user = grown(user, userLength + samples.length);
    System.arraycopy(samples, 0, user, userLength, samples.length);
    userLength += samples.length;
  }

  /**
   * Samples of the assistant arrive.
   *
   * @param samples what is to be played
   * @param now when they came
   * @return when they begin to be played
   */
  synchronized int play(short[] samples, int now) {
    resume(now);
    int start = Math.max(now, assistantEnd);
    assistant = grown(assistant, start + samples.length);
    System.arraycopy(samples, 0, assistant, start, samples.length);
    assistantEnd = start + samples.length;
    return start;
  }

  /** The user interrupts: what would be played after {@code now} is not. */
  synchronized void cut(int now) {
    held = new short[0];
    takeOff(now);
  }

  /** The user may be interrupting: what would be played after {@code now} waits. */
  synchronized void hold(int now) {
    if (now < assistantEnd) {
      held = Arrays.copyOfRange(assistant, now, assistantEnd);
      takeOff(now);
    }
  }

  /** It was no interruption: what waited is played from {@code now} on. */
  synchronized void resume(int now) {
    short[] waiting = held;
    held = new short[0];
    if (waiting.length > 0) {
      play(waiting, now);
    }
  }

  private void takeOff(int now) {
    if (now < assistantEnd) {
      Arrays.fill(assistant, now, assistantEnd, (short) 0);
      assistantEnd = now;
    }
  }

  /** When the last sample that has arrived will have been played. */
  synchronized int assistantEnd() {
    return assistantEnd;
  }

  /** Writes a stereo file. */
  synchronized void save(Path file) {
    int length = Math.max(userLength, assistantEnd);
    try (WavWriter writer = WavWriter.create(file, SAMPLE_RATE, 2)) {
      writer.writeStereo(Arrays.copyOf(user, length), Arrays.copyOf(assistant, length));
    }
  }

  private static short[] grown(short[] track, int length) {
    return length <= track.length
        ? track
        : Arrays.copyOf(track, Math.max(length, track.length * 2));
  }
}
