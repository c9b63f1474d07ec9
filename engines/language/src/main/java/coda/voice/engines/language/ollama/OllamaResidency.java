package coda.voice.engines.language.ollama;

import coda.voice.engine.EngineContext;
import coda.voice.engine.EngineException;
import coda.voice.engines.language.chat.Failures;
import coda.voice.engines.language.chat.SettingReader;
import coda.voice.engines.language.http.Connections;
import coda.voice.engines.language.http.JsonServer;
import coda.voice.engines.language.ollama.OllamaApi.Running;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How much memory Ollama's model takes, and how to get it back: the owner's side for whoever keeps
 * an account of a graphics card. Ollama runs in a process of its own, so this asks it; nothing here
 * is estimated. Blocks for up to five seconds; any thread.
 */
public final class OllamaResidency implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OllamaResidency.class);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final HttpClient client;
  private final OllamaApi api;
  private final Optional<String> configured;
  private final Failures failures;

  /**
   * The memory of the model the engine {@code ollama} uses with these settings.
   *
   * @param context the settings {@code url} and {@code model} of the engine
   */
  public OllamaResidency(EngineContext context) {
    SettingReader reader = new SettingReader(OllamaProvider.NAME, context);
    String url = OllamaProvider.url(reader);
    this.client = Connections.to(url, context.blocking());
    this.api = new OllamaApi(new JsonServer(client, url, Map.of()));
    this.configured = reader.text("model");
    this.failures =
        new Failures(OllamaProvider.NAME, url, "Start Ollama (`ollama serve`) or set its url");
  }

  /**
   * The memory the model takes on graphics cards now, in bytes; 0 when it is not loaded or runs on
   * the processor only.
   *
   * @throws EngineException when Ollama cannot be asked
   */
  public long bytes() {
    return running().map(Running::gpuBytes).orElse(0L);
  }

  /**
   * All memory the model takes now, on graphics cards and elsewhere, in bytes; 0 when it is not
   * loaded.
   *
   * @throws EngineException when Ollama cannot be asked
   */
  public long totalBytes() {
    return running().map(Running::bytes).orElse(0L);
  }

  /**
   * Asks Ollama to let go of the model. It does so at once when the model is idle, else when its
   * present answer is complete; the next answer loads it again, which takes its time.
   *
   * @return whether Ollama took the order; false also when the model was not loaded
   */
  public boolean release() {
    try {
      Optional<Running> loaded = running();
      if (loaded.isEmpty()) {
        return false;
      }
      api.keep(loaded.get().name(), 0, OptionalInt.empty(), PATIENCE);
      LOG.info("Ollama lets go of '{}' ({} bytes)", loaded.get().name(), loaded.get().bytes());
      return true;
    } catch (RuntimeException e) {
      LOG.warn("Ollama did not let go of its model: {}", failures.of(e).getMessage());
      return false;
    }
  }

  private Optional<Running> running() {
    try {
      return api.running(OllamaModels.choose(api, configured));
    } catch (RuntimeException e) {
      throw failures.of(e);
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
