package coda.voice.engines.local.activity;

import coda.voice.audio.AudioFrame;
import coda.voice.audio.FramePool;
import coda.voice.audio.activity.SpeechDetector;
import coda.voice.engine.Capacity;
import coda.voice.engine.EngineException;
import coda.voice.engine.Health;
import coda.voice.engine.VoiceActivityDetector;
import java.util.Random;
import java.util.function.IntFunction;

/** Detectors of one kind, at 16 kHz. They cost so little that any number may be open. */
final class LocalVoiceActivity implements VoiceActivityDetector {
  private static final int SAMPLE_RATE = 16_000;
  private static final int WARM_UP_FRAMES = 100;
  private static final int WARM_UP_AMPLITUDE = 1_000;

  private final String name;
  private final IntFunction<SpeechDetector> detectors;
  private final Capacity capacity;
  private volatile Health health = Health.STARTING;

  /**
   * An engine.
   *
   * @param name its own
   * @param detectors makes a detector for frames of a rate in Hz
   */
  LocalVoiceActivity(String name, IntFunction<SpeechDetector> detectors) {
    this.name = name;
    this.detectors = detectors;
    this.capacity = Capacity.unlimited(name);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int sampleRate() {
    return SAMPLE_RATE;
  }

  @Override
  public SpeechDetector open() {
    if (health.state() == Health.State.DOWN) {
      throw EngineException.unavailable(name, "it is closed");
    }
    return detectors.apply(SAMPLE_RATE);
  }

  /** Two seconds of noise, so that the first user's audio meets compiled code. */
  @Override
  public void warmUp() {
    Random noise = new Random(1);
    AudioFrame frame = new FramePool(2).lease(SAMPLE_RATE);
    try (SpeechDetector detector = open()) {
      frame.length(FramePool.samplesPerFrame(SAMPLE_RATE));
      for (int n = 0; n < WARM_UP_FRAMES; n++) {
        for (int i = 0; i < frame.length(); i++) {
          frame.samples()[i] = (short) noise.nextInt(-WARM_UP_AMPLITUDE, WARM_UP_AMPLITUDE);
        }
        detector.listen(frame);
      }
    } finally {
      frame.release();
    }
    health = Health.READY;
  }

  @Override
  public Health health() {
    return health;
  }

  @Override
  public Capacity capacity() {
    return capacity;
  }

  @Override
  public void close() {
    health = Health.down("closed");
  }
}
