package coda.voice.engines.language.ollama;

import coda.voice.engine.EngineException;
import coda.voice.engines.language.chat.ChatSettings;
import coda.voice.engines.language.chat.Deadlines;
import coda.voice.engines.language.chat.Failures;
import coda.voice.engines.language.chat.ModelFacts;
import coda.voice.engines.language.chat.Upstream;
import coda.voice.engines.language.http.AbortableHttp;
import coda.voice.engines.language.ollama.OllamaApi.Card;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.ollama.OllamaChatRequestParameters;
import dev.langchain4j.model.ollama.OllamaStreamingChatModel;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ollama. */
final class OllamaUpstream implements Upstream {
  private static final Logger LOG = LoggerFactory.getLogger(OllamaUpstream.class);

  /** More is taken only when asked for: the window's memory grows with it. */
  static final int USUAL_CONTEXT = 8_192;

  private static final int UNKNOWN_CONTEXT = 4_096;
  private static final long STILL_LOADING_S = 5;

  private final OllamaApi api;
  private final HttpClient client;
  private final OllamaMemory memory;
  private final ChatSettings settings;
  private final OllamaSettings own;
  private final Failures failures;
  private final Deadlines deadlines;
  private final StreamingChatModel model;

  OllamaUpstream(
      OllamaApi api,
      HttpClient client,
      Executor blocking,
      OllamaMemory memory,
      ChatSettings settings,
      OllamaSettings own) {
    this.api = api;
    this.client = client;
    this.memory = memory;
    this.settings = settings;
    this.own = own;
    this.failures = new Failures(OllamaProvider.NAME, address(), remedy());
    this.deadlines = new Deadlines(blocking);
    this.model =
        OllamaStreamingChatModel.builder()
            .httpClientBuilder(new AbortableHttp(client, blocking))
            .baseUrl(own.url())
            .returnThinking(true)
            .build();
  }

  @Override
  public String address() {
    return own.url();
  }

  @Override
  public String remedy() {
    return "Start Ollama (`ollama serve`) or set engines.ollama.url";
  }

  @Override
  public ModelFacts find() {
    try {
      return facts(OllamaModels.choose(api, own.model()));
    } catch (EngineException e) {
      throw e;
    } catch (RuntimeException e) {
      throw failures.of(e);
    }
  }

  private ModelFacts facts(String name) {
    Card card = api.show(name);
    if (!card.can("completion", true)) {
      throw EngineException.unavailable(
          OllamaProvider.NAME, "the model '" + name + "' cannot chat; choose another");
    }
    int context = settings.contextTokens().orElseGet(() -> usualContext(card));
    return new ModelFacts(name, context, card.can("tools", true), card.can("thinking", false));
  }

  private static int usualContext(Card card) {
    if (card.chosen().isPresent()) {
      return card.chosen().getAsInt();
    }
    return card.context().isPresent()
        ? Math.min(USUAL_CONTEXT, card.context().getAsInt())
        : UNKNOWN_CONTEXT;
  }

  @Override
  public void load(ModelFacts facts) {
    long start = System.nanoTime();
    Runnable progress = sayStillLoading(facts.model(), start);
    try {
      keep(facts, Duration.ofMillis(settings.loadMs()));
    } catch (RuntimeException e) {
      throw failures.of(e);
    } finally {
      progress.run();
    }
    LOG.info("Ollama has '{}' in memory after {} ms", facts.model(), millisSince(start));
    memory.loaded();
    if (own.keepLoaded() && own.keepAliveSeconds() > 0) {
      deadlines.every(own.keepAliveSeconds() * 500L, () -> keepLoaded(facts));
    }
  }

  private Runnable sayStillLoading(String name, long start) {
    Progress progress = new Progress(name, start);
    progress.again();
    return progress::over;
  }

  private void keepLoaded(ModelFacts facts) {
    try {
      keep(facts, Duration.ofMillis(settings.loadMs()));
    } catch (RuntimeException e) {
      LOG.warn("Cannot keep '{}' in memory: {}", facts.model(), failures.of(e).getMessage());
    }
  }

  private void keep(ModelFacts facts, Duration timeout) {
    api.keep(facts.model(), own.keepAliveSeconds(), OptionalInt.of(facts.contextTokens()), timeout);
  }

  @Override
  public StreamingChatModel model() {
    return model;
  }

  @Override
  public ChatRequestParameters parameters(
      ModelFacts facts, List<ToolSpecification> tools, int maxTokens) {
    memory.used();
    OllamaChatRequestParameters.Builder parameters =
        OllamaChatRequestParameters.builder()
            .modelName(facts.model())
            .numCtx(facts.contextTokens())
            .maxOutputTokens(maxTokens)
            .keepAlive(own.keepAliveSeconds());
    settings.temperature().ifPresent(parameters::temperature);
    if (facts.thinking()) {
      parameters.think(settings.thinking());
    }
    if (!tools.isEmpty()) {
      parameters.toolSpecifications(tools);
    }
    return parameters.build();
  }

  @Override
  public void close() {
    deadlines.close();
    memory.close();
    client.shutdownNow();
  }

  private static long millisSince(long start) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
  }

  /** Says now and then that a model is still loading. */
  private final class Progress {
    private final String name;
    private final long start;
    private volatile boolean over;
    private volatile Runnable next = () -> {};

    Progress(String name, long start) {
      this.name = name;
      this.start = start;
    }

    void again() {
      next =
          deadlines.after(
              TimeUnit.SECONDS.toNanos(STILL_LOADING_S),
              () -> {
                if (!over) {
                  LOG.info("Ollama loads '{}' since {} s", name, millisSince(start) / 1000);
                  again();
                }
              });
    }

    void over() {
      over = true;
      next.run();
    }
  }

  /**
   * What only Ollama has.
   *
   * @param url its address
   * @param model the name of the model; empty for the first it has
   * @param keepAliveSeconds how long it keeps the model after an answer; below 0 for ever
   * @param keepLoaded whether we ask it to keep the model also when nobody talks
   */
  record OllamaSettings(
      String url, Optional<String> model, int keepAliveSeconds, boolean keepLoaded) {}
}
