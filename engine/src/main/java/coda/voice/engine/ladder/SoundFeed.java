package coda.voice.engine.ladder;

import coda.voice.audio.AudioFrame;
import coda.voice.audio.FramePool;
import coda.voice.audio.FrameSplitter;
import coda.voice.audio.resample.Resampler;
import coda.voice.engine.EngineException;
import coda.voice.engine.Recognizer;
import coda.voice.engine.Recognizer.Recognition;
import java.util.Objects;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The sound of an utterance on its way to one recogniser, at that one's rate. One thread at a time.
 */
final class SoundFeed implements AutoCloseable {
  private final Attempt<Recognizer, Recognition> attempt;
  private final Recognition recognition;
  private final @Nullable Conversion conversion;

  /**
   * A feed.
   *
   * @param attempt the recogniser at it, which has begun
   * @param frames where converted frames come from
   * @param rate of what comes in, in Hz
   */
  SoundFeed(Attempt<Recognizer, Recognition> attempt, FramePool frames, int rate) {
    this.attempt = attempt;
    this.recognition = Objects.requireNonNull(attempt.handle());
    int wanted = attempt.rung().engine().sampleRate();
    this.conversion =
        wanted == rate
            ? null
            : new Conversion(
                new Resampler(rate, wanted), new FrameSplitter(frames, wanted, recognition::hear));
  }

  void hear(AudioFrame frame) {
    guarded(
        () -> {
          if (conversion == null) {
            recognition.hear(frame);
          } else {
            conversion.hear(frame);
          }
        });
  }

  /** See {@link Recognition#roomMs}; any thread. */
  OptionalInt roomMs() {
    return recognition.roomMs();
  }

  void anticipate() {
    guarded(recognition::anticipate);
  }

  void finish() {
    guarded(
        () -> {
          if (conversion != null) {
            conversion.finish();
          }
          recognition.finish();
        });
  }

  /** An engine that breaks its contract by throwing has failed, and nobody else suffers. */
  private void guarded(Runnable call) {
    if (attempt.isOver()) {
      return;
    }
    try {
      call.run();
    } catch (RuntimeException e) {
      recognition.cancel();
      attempt.failed(
          e instanceof EngineException known
              ? known
              : EngineException.failed(attempt.rung().name(), e));
    }
  }

  @Override
  public void close() {
    if (conversion != null) {
      conversion.splitter.close();
    }
  }

  private record Conversion(Resampler resampler, FrameSplitter splitter) {
    void hear(AudioFrame frame) {
      write(frame.samples(), frame.length());
    }

    private void write(short[] samples, int length) {
      short[] output = new short[resampler.maxOutput(length)];
      splitter.write(output, 0, resampler.process(samples, 0, length, output, 0));
    }

    void finish() {
      short[] output = new short[resampler.maxOutput(0)];
      splitter.write(output, 0, resampler.flush(output, 0));
      splitter.flush();
    }
  }
}
