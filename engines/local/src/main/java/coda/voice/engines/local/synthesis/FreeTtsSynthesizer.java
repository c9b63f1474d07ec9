package coda.voice.engines.local.synthesis;

import coda.voice.engine.Capacity;
import coda.voice.engine.EngineException;
import coda.voice.engine.Health;
import coda.voice.engine.Synthesizer;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Speech of FreeTTS's voice {@code kevin16}: English, 16 kHz, robotic, hardly any work. Has word
 * times.
 *
 * <p>A voice of FreeTTS serves one thread at a time, so there are as many as there are threads
 * speaking at once, made when first needed.
 */
public final class FreeTtsSynthesizer implements Synthesizer {
  /** The name in the configuration. */
  public static final String NAME = "freetts";

  /** Brings the voice to about −20 dBFS. */
  private static final double GAIN = 1.4;

  private static final int WARM_UP_ROUNDS = 3;
  private static final SpeechRequest NOTHING = new SpeechRequest("nothing", "en", "", 1);

  private final Capacity capacity;
  private final SpeechQueue queue;
  private final int warmVoices;
  private final int warmUpRounds;
  private final Queue<KevinVoice> idle = new ConcurrentLinkedQueue<>();
  private volatile Health health = Health.STARTING;

  /**
   * A synthesiser; {@link #warmUp} makes it work.
   *
   * @param inference runs sentences, rejects when it is full
   * @param warmVoices how many voices are made beforehand
   * @param permits how many sentences at once, waiting ones included
   */
  public FreeTtsSynthesizer(Executor inference, int warmVoices, int permits) {
    this(inference, warmVoices, permits, WARM_UP_ROUNDS);
  }

  FreeTtsSynthesizer(Executor inference, int warmVoices, int permits, int warmUpRounds) {
    this.warmUpRounds = warmUpRounds;
    this.capacity = new Capacity(NAME, permits);
    this.queue = new SpeechQueue(NAME, capacity, inference);
    this.warmVoices = Math.min(warmVoices, permits);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int sampleRate() {
    return KevinVoice.SAMPLE_RATE;
  }

  @Override
  public Set<String> languages() {
    return Set.of("en");
  }

  @Override
  public List<String> voices() {
    return List.of(KevinVoice.NAME);
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
      for (int i = 0; i < warmVoices; i++) {
        KevinVoice voice = new KevinVoice();
        for (int round = 0; round < warmUpRounds; round++) {
          WarmUp.SENTENCES.forEach(sentence -> rehearse(voice, sentence));
        }
        idle.add(voice);
      }
    } catch (RuntimeException e) {
      health = Health.down(String.valueOf(e));
      throw e;
    }
    health = Health.READY;
  }

  private static void rehearse(KevinVoice voice, String sentence) {
    SpeechJob job = new SpeechJob(NOTHING, WarmUp.DEAF, new Capacity(NAME, 1).acquire());
    job.begin();
    SpeechOutput output = new SpeechOutput(job, KevinVoice.SAMPLE_RATE, GAIN);
    voice.speak(SpeakableText.of(sentence), 1, job, output);
  }

  @Override
  public Synthesis speak(SpeechRequest request, SpeechListener listener) {
    if (!health.usable()) {
      throw EngineException.unavailable(NAME, "it is not warmed up or closed");
    }
    Voices.check(NAME, voices(), request.voice());
    return queue.admit(request, listener, this::speak);
  }

  private boolean speak(SpeechJob job) {
    SpeakableText text = SpeakableText.of(job.request().text());
    if (text.isSilent()) {
      return true;
    }
    @Nullable KevinVoice free = idle.poll();
    KevinVoice voice = free == null ? new KevinVoice() : free;
    voice.speak(text, job.request().rate(), job, new SpeechOutput(job, sampleRate(), GAIN));
    // A voice that threw is in an unknown state and not used again.
    idle.add(voice);
    return true;
  }

  @Override
  public void close() {
    health = Health.down("closed");
    queue.close();
    idle.clear();
  }
}
