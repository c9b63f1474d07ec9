package coda.voice.engines.local.synthesis;

import coda.voice.engine.Capacity;
import coda.voice.engine.EngineException;
import coda.voice.engine.Health;
import coda.voice.engine.Synthesizer;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import marytts.LocalMaryInterface;
import marytts.exceptions.MaryConfigurationException;

/**
 * MaryTTS with the voice cmu-slt-hsmm: 48 kHz, American English, the best of the pure-Java voices.
 *
 * <p>A sentence is first turned into phones with their durations, then those into sound. In between
 * the durations are divided by the requested rate, the pauses shortened, and the times of words
 * read off; so rate and word marks cost nothing. Sound is delivered while the rest is still being
 * made.
 */
public final class MaryTtsSynthesizer implements Synthesizer {
  /** The name in the configuration. */
  public static final String NAME = "marytts";

  static final String VOICE = "cmu-slt-hsmm";
  static final int SAMPLE_RATE = 48_000;

  private final Executor inference;
  private final Executor blocking;
  private final Capacity capacity;
  private volatile Health health = Health.STARTING;

  /**
   * A synthesiser; {@link #warmUp} loads the voice.
   *
   * @param inference where sentences are spoken
   * @param blocking where the rest of a cancelled sentence runs out
   * @param permits how many sentences at once
   */
  public MaryTtsSynthesizer(Executor inference, Executor blocking, int permits) {
    this.inference = inference;
    this.blocking = blocking;
    this.capacity = new Capacity(NAME, permits);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int sampleRate() {
    return SAMPLE_RATE;
  }

  @Override
  public Set<String> languages() {
    return Set.of("en");
  }

  @Override
  public List<String> voices() {
    return List.of(VOICE);
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
      for (String sentence : MarySentence.WARM_UP) {
        new MarySentence(mary(), sentence, 1).speak(part -> {}, () -> false);
      }
      health = Health.READY;
    } catch (Exception e) {
      health = Health.down(String.valueOf(e.getMessage()));
      throw EngineException.failed(NAME, e);
    }
  }

  private static LocalMaryInterface mary() throws MaryConfigurationException {
    LocalMaryInterface mary = new LocalMaryInterface();
    mary.setLocale(Locale.US);
    mary.setVoice(VOICE);
    return mary;
  }

  @Override
  public Synthesis speak(SpeechRequest request, SpeechListener listener) {
    if (!health.usable()) {
      throw EngineException.unavailable(NAME, "it is not warmed up or closed");
    }
    if (!request.voice().isEmpty() && !request.voice().equals(VOICE)) {
      throw EngineException.unavailable(
          NAME, "it has no voice '" + request.voice() + "'; it has " + VOICE);
    }
    Speech speech = new Speech(request, listener, capacity.acquire());
    try {
      inference.execute(() -> run(speech));
    } catch (RejectedExecutionException full) {
      speech.cancel();
      throw new coda.voice.engine.EngineBusyException(NAME, capacity.limit());
    }
    return speech;
  }

  private void run(Speech speech) {
    if (speech.isOver()) {
      return;
    }
    SpeechRequest request = speech.request();
    if (!SpeakableText.hasWords(request.text())) {
      speech.done();
      return;
    }
    try {
      MarySentence sentence = new MarySentence(mary(), request.text(), request.rate());
      if (sentence.speak(new Delivery(speech, sentence), speech::isOver)) {
        speech.done();
      } else {
        blocking.execute(sentence::drain);
      }
    } catch (Exception e) {
      speech.fail(EngineException.failed(NAME, e));
    }
  }

  /** Hands over sound, and the word marks as soon as it is known where the sound begins. */
  private static final class Delivery implements MarySentence.Sink {
    private final Speech speech;
    private final MarySentence sentence;
    private boolean marked;

    Delivery(Speech speech, MarySentence sentence) {
      this.speech = speech;
      this.sentence = sentence;
    }

    @Override
    public void audio(short[] samples) {
      if (!marked && samples.length > 0) {
        marked = true;
        sentence.words().forEach(word -> speech.word(word.textOffset(), word.sample()));
      }
      speech.audio(samples);
    }
  }

  @Override
  public void close() {
    health = Health.down("closed");
  }
}
