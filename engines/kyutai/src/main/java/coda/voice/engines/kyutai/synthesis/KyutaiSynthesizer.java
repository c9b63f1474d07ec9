package coda.voice.engines.kyutai.synthesis;

import static coda.voice.engine.EngineError.ENGINE_VOICE_UNKNOWN;

import coda.voice.engine.Capacity;
import coda.voice.engine.EngineException;
import coda.voice.engine.Health;
import coda.voice.engine.Synthesizer;
import coda.voice.engines.kyutai.slot.SpeechServer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Speech by a {@code moshi-server}, with the times of words. Every sentence has a connection and a
 * slot of its own: the server ends a connection with its text.
 *
 * <p>The model has no speaking rate. A request for another one is spoken at the model's own,
 * because playing it faster would change the voice's pitch; the log says so once.
 */
final class KyutaiSynthesizer implements Synthesizer {
  static final String NAME = "kyutai-tts";
  static final int SAMPLE_RATE = 24_000;

  private static final Logger LOG = LoggerFactory.getLogger(KyutaiSynthesizer.class);

  private final SpeechServer server;
  private final SynthesisSettings settings;
  private final Executor blocking;
  private final Capacity capacity;
  private final AtomicBoolean rateIgnored = new AtomicBoolean();

  KyutaiSynthesizer(SpeechServer server, SynthesisSettings settings, Executor blocking) {
    this.server = server;
    this.settings = settings;
    this.blocking = blocking;
    this.capacity = new Capacity(NAME, server.settings().slots());
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
    return settings.languages();
  }

  @Override
  public List<String> voices() {
    return settings.voices();
  }

  @Override
  public void warmUp() {
    server.check(query(settings.voices().getFirst()));
  }

  @Override
  public Health health() {
    return server.health();
  }

  @Override
  public Capacity capacity() {
    return capacity;
  }

  @Override
  public Synthesis speak(SpeechRequest request, SpeechListener listener) {
    String voice = voice(request.voice());
    server.requireOpen();
    if (request.rate() != 1 && rateIgnored.compareAndSet(false, true)) {
      LOG.warn("{} cannot change its speaking rate: {} is spoken as 1", NAME, request.rate());
    }
    SpokenWords words = SpokenWords.of(request.text());
    Capacity.Permit permit = capacity.acquire();
    KyutaiSynthesis synthesis = new KyutaiSynthesis(server, settings, words, listener, permit);
    try {
      if (words.isSilent()) {
        blocking.execute(synthesis::silent);
      } else {
        server.take(query(voice), synthesis, synthesis::in);
      }
    } catch (EngineException e) {
      permit.close();
      throw e;
    } catch (RejectedExecutionException closing) {
      permit.close();
      throw EngineException.unavailable(NAME, "the server is stopping");
    }
    return synthesis;
  }

  private String voice(String wanted) {
    if (wanted.isEmpty()) {
      return settings.voices().getFirst();
    }
    if (!settings.voices().contains(wanted)) {
      // The server would silently speak with its default voice.
      throw new EngineException(
          ENGINE_VOICE_UNKNOWN,
          "Engine '%s' has no voice '%s'; engines.%s.voices has: %s"
              .formatted(NAME, wanted, NAME, String.join(", ", settings.voices())),
          "This voice is not available",
          null);
    }
    return wanted;
  }

  private static String query(String voice) {
    return "format=PcmMessagePack"
        + (voice.equals(SynthesisSettings.SERVERS_OWN)
            ? ""
            : "&voice=" + URLEncoder.encode(voice, StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    server.close();
  }
}
