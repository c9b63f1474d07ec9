package coda.voice.client.audio;

import coda.voice.audio.wav.WavWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * Places replies on a timeline as a listener would hear them: sound that arrives while earlier
 * sound still plays follows it, sound that arrives late begins when it arrives. What was not yet
 * heard when the user interrupts is taken off again; while the server decides whether it was an
 * interruption, it waits.
 *
 * <p>Its clock is what a player would do; that makes it the measure of what has been played, too.
 * Any thread.
 */
public final class ReplyRecorder {
  private static final long NANOS = 1_000_000_000L;

  private final int sampleRate;
  private final int maxSamples;
  private final LongSupplier nanoTime;
  private final long origin;
  private short[] timeline;
  private short[] held = new short[0];
  private int end;
  private int firstSound = -1;
  private Optional<Reply> current = Optional.empty();
  private long dropped;

  /** A reply being heard: where it began, and how much of the time since was waiting for it. */
  private static final class Reply {
    private final String id;
    private int begin = -1;
    private int gaps;

    Reply(String id) {
      this.id = id;
    }
  }

  /**
   * How far a reply was played.
   *
   * @param responseId the reply
   * @param playedMs of its audio
   * @param complete whether all that arrived was played
   */
  public record Played(String responseId, long playedMs, boolean complete) {}

  /**
   * An empty timeline that begins now.
   *
   * @param sampleRate of the replies, in Hz
   * @param maxSeconds longest timeline; what comes later is dropped and counted
   * @param nanoTime a clock that never goes back
   */
  public ReplyRecorder(int sampleRate, int maxSeconds, LongSupplier nanoTime) {
    this.sampleRate = sampleRate;
    this.maxSamples = Math.multiplyExact(sampleRate, maxSeconds);
    this.nanoTime = nanoTime;
    this.origin = nanoTime.getAsLong();
    this.timeline = new short[sampleRate];
  }

  /**
   * A reply begins; what is added from now on belongs to it.
   *
   * @param responseId its name
   */
  public synchronized void begin(String responseId) {
    if (current.filter(reply -> reply.id.equals(responseId)).isEmpty()) {
      current = Optional.of(new Reply(responseId));
    }
  }

  /**
   * Audio arrived.
   *
   * @param samples mono, at the recorder's rate
   */
  public synchronized void add(short[] samples) {
    resume();
    append(samples);
  }

  private void append(short[] samples) {
    int at = Math.max(end, now());
    int count = Math.min(samples.length, maxSamples - at);
    dropped += samples.length - Math.max(count, 0);
    if (count <= 0) {
      return;
    }
    if (at + count > timeline.length) {
      timeline =
          Arrays.copyOf(timeline, Math.min(maxSamples, Math.max(at + count, 2 * timeline.length)));
    }
    System.arraycopy(samples, 0, timeline, at, count);
    firstSound = firstSound < 0 ? at : firstSound;
    current.ifPresent(
        reply -> {
          if (reply.begin < 0) {
            reply.begin = at;
          } else {
            reply.gaps += at - end;
          }
        });
    end = at + count;
  }

  /**
   * The user may be interrupting: what is not heard by now waits.
   *
   * @return whether anything does
   */
  public synchronized boolean hold() {
    int now = now();
    if (now < end) {
      held = Arrays.copyOfRange(timeline, now, end);
      takeOff(now);
    }
    return held.length > 0;
  }

  /** It was no interruption: what waited is heard from now on. More audio means the same. */
  public synchronized void resume() {
    short[] waiting = held;
    held = new short[0];
    if (waiting.length > 0) {
      append(waiting);
    }
  }

  /** The reply was cut short: what is not heard by now never is. */
  public synchronized void interrupted() {
    held = new short[0];
    takeOff(now());
  }

  private void takeOff(int now) {
    if (now < end) {
      Arrays.fill(timeline, now, end, (short) 0);
      end = now;
    }
  }

  /** How far the latest reply was played; empty before its first sound. */
  public synchronized Optional<Played> played() {
    int now = now();
    return current
        .filter(reply -> reply.begin >= 0)
        .map(
            reply -> {
              long heard = Math.max(0, Math.min(now, end) - reply.begin - reply.gaps);
              return new Played(
                  reply.id, heard * 1000 / sampleRate, now >= end && held.length == 0);
            });
  }

  /** Milliseconds until everything that arrived is heard. */
  public synchronized long remainingMs() {
    return (Math.max(0, end - now()) + held.length) * 1000L / sampleRate;
  }

  /** Where the first sound lies, in milliseconds from the beginning of the timeline. */
  public synchronized OptionalLong firstSoundMs() {
    return firstSound < 0 ? OptionalLong.empty() : OptionalLong.of(firstSound * 1000L / sampleRate);
  }

  /** Samples beyond the longest timeline. */
  public synchronized long dropped() {
    return dropped;
  }

  /** Everything, from the recorder's creation to the end of the last sound. A copy. */
  public synchronized short[] timeline() {
    return Arrays.copyOf(timeline, end);
  }

  /** Everything from the first sound on. A copy; empty without any. */
  public synchronized short[] sound() {
    return firstSound < 0 || firstSound > end
        ? new short[0]
        : Arrays.copyOfRange(timeline, firstSound, end);
  }

  /**
   * Writes {@link #sound} to a WAV file.
   *
   * @param file replaced if it exists
   * @return the milliseconds written
   * @throws coda.voice.audio.AudioException {@code AUDIO_IO}
   */
  public long write(Path file) {
    short[] sound = sound();
    try (WavWriter writer = WavWriter.create(file, sampleRate, 1)) {
      writer.write(sound, 0, sound.length);
    }
    return sound.length * 1000L / sampleRate;
  }

  private int now() {
    double seconds = (double) (nanoTime.getAsLong() - origin) / NANOS;
    return (int) Math.min(maxSamples, Math.round(seconds * sampleRate));
  }
}
