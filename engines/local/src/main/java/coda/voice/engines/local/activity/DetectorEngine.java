package coda.voice.engines.local.activity;

import coda.voice.audio.activity.SpeechDetector;
import coda.voice.engine.Capacity;
import coda.voice.engine.EngineException;
import coda.voice.engine.Health;
import coda.voice.engine.VoiceActivityDetector;
import java.util.function.Supplier;

/** Opens one kind of speech detector as often as asked. */
final class DetectorEngine implements VoiceActivityDetector {
  static final int SAMPLE_RATE = 16_000;

  private final String name;
  private final Supplier<SpeechDetector> source;
  private final Capacity capacity;
  private volatile Health health = Health.STARTING;

  /**
   * An engine.
   *
   * @param name as in the configuration
   * @param source opens a detector for 16 kHz
   */
  DetectorEngine(String name, Supplier<SpeechDetector> source) {
    this.name = name;
    this.source = source;
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
  public void warmUp() {
    try (SpeechDetector detector = source.get()) {
      detector.reset();
      health = Health.READY;
    } catch (RuntimeException e) {
      health = Health.down(String.valueOf(e.getMessage()));
      throw EngineException.failed(name, e);
    }
  }

  @Override
  public SpeechDetector open() {
    if (!health.usable()) {
      throw EngineException.unavailable(name, "it is not warmed up or closed");
    }
    return source.get();
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
