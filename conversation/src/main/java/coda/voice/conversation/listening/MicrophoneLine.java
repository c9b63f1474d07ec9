package coda.voice.conversation.listening;

import coda.voice.audio.AudioFrame;
import coda.voice.audio.FramePool;
import coda.voice.audio.FrameSplitter;
import coda.voice.audio.activity.SegmenterOptions;
import coda.voice.audio.activity.SpeechChange;
import coda.voice.audio.activity.SpeechDetector;
import coda.voice.audio.activity.SpeechSegmenter;
import coda.voice.audio.enhance.EnhancementChain;
import coda.voice.audio.enhance.EnhancementOptions;
import coda.voice.audio.enhance.Enhancer;
import coda.voice.audio.resample.Resampler;
import coda.voice.conversation.SessionEngines;
import coda.voice.conversation.TurnSettings;
import coda.voice.conversation.VoiceSetup;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The way of a microphone's audio: resampled once to the recogniser's rate, cleaned, cut into full
 * frames, and judged whether it is speech.
 */
final class MicrophoneLine implements AutoCloseable {
  private static final Verdict SAME = new Verdict.Same();
  private static final long TELL_EVERY_MS = 100;

  /**
   * Speech that has begun goes on down to this share of the threshold: detectors are unsure of weak
   * syllables, but very sure of pauses, and a turn that ends in mid-word is worse than one that
   * ends a little late.
   */
  private static final double STOP_SHARE = 0.2;

  private final FramePool pool;
  private final int rate;
  private final Resampler toRate;
  private final FrameSplitter frames;
  private final Ear ear;
  private final @Nullable Enhancer enhancer;
  private final @Nullable EchoReference echo;
  private final @Nullable SpeechDetector detector;
  private final Resampler toDetector;
  private final int detectorRate;
  private final SpeechSegmenter segmenter;
  private final short[] resampled;
  private final SegmenterOptions options;
  private long frameCount;
  private long speechBeganMs;
  private long toldSpeechMs;

  MicrophoneLine(
      FramePool pool, VoiceSetup setup, SessionEngines engines, TurnSettings turns, Ear ear) {
    this.pool = pool;
    this.rate = engines.recognizer().sampleRate();
    this.ear = ear;
    this.options = options(turns.speechThreshold());
    this.toRate = new Resampler(setup.inputRate(), rate);
    this.resampled = new short[toRate.maxOutput(FramePool.FRAME_CAPACITY)];
    this.frames = new FrameSplitter(pool, rate, this::accept);
    this.enhancer = enhancer(setup.enhancement(), rate);
    this.echo =
        setup.enhancement().echoCancellation()
            ? new EchoReference(pool, setup.outputRate(), rate)
            : null;
    this.detector = setup.voiceActivity() ? engines.voiceActivity().open() : null;
    this.detectorRate = engines.voiceActivity().sampleRate();
    this.toDetector = new Resampler(rate, detectorRate);
    this.segmenter = new SpeechSegmenter(options);
  }

  private static @Nullable Enhancer enhancer(EnhancementOptions wanted, int rate) {
    return wanted.equals(EnhancementOptions.OFF) ? null : new EnhancementChain(wanted, rate);
  }

  private static SegmenterOptions options(double threshold) {
    SegmenterOptions usual = SegmenterOptions.DEFAULT;
    double stop = threshold * STOP_SHARE;
    return new SegmenterOptions(threshold, stop, usual.onsetFrames(), usual.hangoverFrames());
  }

  void write(AudioFrame frame) {
    int count = toRate.process(frame.samples(), 0, frame.length(), resampled, 0);
    frames.write(resampled, 0, count);
  }

  void writeSilence(long ms) {
    short[] silence = new short[FramePool.samplesPerFrame(rate)];
    for (long left = ms; left >= FramePool.FRAME_MS; left -= FramePool.FRAME_MS) {
      frames.write(silence, 0, silence.length);
    }
  }

  void played(AudioFrame frame) {
    if (echo != null) {
      echo.sent(frame);
    }
  }

  void dropPlayback() {
    if (echo != null) {
      echo.drop();
    }
  }

  void forgetSpeech() {
    segmenter.finish();
  }

  long positionMs() {
    return frameCount * FramePool.FRAME_MS;
  }

  private void accept(AudioFrame frame) {
    frameCount++;
    if (enhancer != null) {
      if (echo != null) {
        echo.playInto(enhancer);
      }
      enhancer.enhance(frame);
    }
    ear.listen(frame, detector == null ? SAME : judge(detector, frame));
  }

  private Verdict judge(SpeechDetector detector, AudioFrame frame) {
    double probability = probability(detector, frame);
    Optional<SpeechChange> change = segmenter.accept(probability);
    if (change.isEmpty()) {
      return segmenter.speaking() && probability >= options.stopThreshold() ? goesOn() : SAME;
    }
    long ago = change.get().decidedAtMs() - change.get().atMs();
    return switch (change.get()) {
      case SpeechChange.Started s -> {
        speechBeganMs = positionMs() - ago;
        toldSpeechMs = 0;
        yield new Verdict.Started(speechBeganMs, ago);
      }
      case SpeechChange.Stopped s -> new Verdict.Stopped(positionMs() - ago, ago);
    };
  }

  private Verdict goesOn() {
    long spoken = positionMs() - speechBeganMs;
    if (spoken - toldSpeechMs < TELL_EVERY_MS) {
      return SAME;
    }
    toldSpeechMs = spoken - spoken % TELL_EVERY_MS;
    return new Verdict.Continues(spoken);
  }

  private double probability(SpeechDetector detector, AudioFrame frame) {
    if (detectorRate == rate) {
      return detector.listen(frame);
    }
    AudioFrame forDetector = pool.lease(detectorRate);
    try {
      toDetector.process(frame, forDetector);
      return detector.listen(forDetector);
    } finally {
      forDetector.release();
    }
  }

  @Override
  public void close() {
    frames.close();
    if (echo != null) {
      echo.close();
    }
    if (enhancer != null) {
      enhancer.close();
    }
    if (detector != null) {
      detector.close();
    }
  }

  /** Receives every full frame and what it means. */
  interface Ear {
    void listen(AudioFrame frame, Verdict verdict);
  }

  /** What a frame means. Positions in ms of the microphone's audio. */
  sealed interface Verdict {
    /** Nothing changed. */
    record Same() implements Verdict {}

    /** Speech began, {@code agoMs} ago. */
    record Started(long streamMs, long agoMs) implements Verdict {}

    /** Speech goes on. */
    record Continues(long spokenMs) implements Verdict {}

    /** Speech ended, {@code agoMs} ago. */
    record Stopped(long streamMs, long agoMs) implements Verdict {}
  }
}
