package coda.voice.engines.local.synthesis;

import coda.voice.engine.Capacity;
import coda.voice.engine.EngineBusyException;
import coda.voice.engine.EngineException;
import coda.voice.engine.Health;
import coda.voice.engine.Synthesizer;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * FreeTTS with the voice kevin16: 16 kHz, American English, robotic, but a thousand times faster
 * than real time and ready in half a second.
 *
 * <p>A voice speaks one sentence at a time, so there are as many voices as permits were ever needed
 * at once. The sound of a sentence comes while it is made.
 */
public final class FreeTtsSynthesizer implements Synthesizer {
  /** The name in the configuration. */
  public static final String NAME = "freetts";

  private final Executor inference;
  private final Capacity capacity;
  private final Queue<FreeTtsVoice> idle = new ConcurrentLinkedQueue<>();
  private volatile Health health = Health.STARTING;

  /**
   * A synthesiser; {@link #warmUp} loads the first voice.
   *
   * @param inference where sentences are spoken
   * @param permits how many sentences at once
   */
  public FreeTtsSynthesizer(Executor inference, int permits) {
    this.inference = inference;
    this.capacity = new Capacity(NAME, permits);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int sampleRate() {
    return FreeTtsVoice.SAMPLE_RATE;
  }

  @Override
  public Set<String> languages() {
    return Set.of("en");
  }

  @Override
  public List<String> voices() {
    return List.of(FreeTtsVoice.NAME);
  }

  @Override
  public Capacity capacity() {
    return capacity;
  }

  @Override
  public Health health() {
    return health;
  }

  @Override
  public void warmUp() {
    try {
      FreeTtsVoice voice = new FreeTtsVoice();
      voice.speak(Speech.unheard("Hello, what can I do for you?"));
      idle.add(voice);
      health = Health.READY;
    } catch (RuntimeException e) {
      health = Health.down(String.valueOf(e.getMessage()));
      throw EngineException.failed(NAME, e);
    }
  }

  @Override
  public Synthesis speak(SpeechRequest request, SpeechListener listener) {
    if (!health.usable()) {
      throw EngineException.unavailable(NAME, "it is not warmed up or closed");
    }
    if (!request.voice().isEmpty() && !request.voice().equals(FreeTtsVoice.NAME)) {
      throw EngineException.unavailable(
          NAME, "it has no voice '" + request.voice() + "'; it has " + FreeTtsVoice.NAME);
    }
    Speech speech = new Speech(request, listener, capacity.acquire());
    try {
      inference.execute(() -> run(speech));
    } catch (RejectedExecutionException full) {
      speech.cancel();
      throw new EngineBusyException(NAME, capacity.limit());
    }
    return speech;
  }

  private void run(Speech speech) {
    if (speech.isOver()) {
      return;
    }
    if (!SpeakableText.hasWords(speech.request().text())) {
      speech.done();
      return;
    }
    try {
      @Nullable FreeTtsVoice pooled = idle.poll();
      FreeTtsVoice voice = pooled == null ? new FreeTtsVoice() : pooled;
      voice.speak(speech);
      idle.add(voice);
      speech.done();
    } catch (RuntimeException | Error e) {
      speech.fail(EngineException.failed(NAME, e));
    }
  }

  @Override
  public void close() {
    health = Health.down("closed");
    for (FreeTtsVoice voice = idle.poll(); voice != null; voice = idle.poll()) {
      voice.close();
    }
  }
}
