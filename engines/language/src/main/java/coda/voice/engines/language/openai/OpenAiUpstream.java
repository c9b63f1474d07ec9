package coda.voice.engines.language.openai;

import coda.voice.engine.EngineException;
import coda.voice.engines.language.chat.ChatSettings;
import coda.voice.engines.language.chat.Failures;
import coda.voice.engines.language.chat.ModelFacts;
import coda.voice.engines.language.chat.Upstream;
import coda.voice.engines.language.http.AbortableHttp;
import coda.voice.engines.language.http.JsonServer;
import coda.voice.engines.language.http.UpstreamCall;
import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.exception.HttpException;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.openai.OpenAiChatRequestParameters;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;

/** A server with OpenAI's interface. */
final class OpenAiUpstream implements Upstream {
  /** What is assumed of a server that does not say: nearly every model of today has as much. */
  static final int USUAL_CONTEXT = 8_192;

  /** More is taken only when asked for. */
  static final int MOST_CONTEXT = 32_768;

  private static final Duration QUICK = Duration.ofSeconds(5);

  private final HttpClient client;
  private final JsonServer server;
  private final ChatSettings settings;
  private final OpenAiSettings own;
  private final Failures failures;
  private final StreamingChatModel model;

  /** OpenAI itself wants a new name for the longest answer; everybody else knows the old one. */
  private final boolean itself;

  OpenAiUpstream(HttpClient client, Executor blocking, ChatSettings settings, OpenAiSettings own) {
    this.client = client;
    this.settings = settings;
    this.own = own;
    this.failures = new Failures(OpenAiProvider.NAME, address(), remedy());
    this.itself = "api.openai.com".equals(URI.create(own.url()).getHost());
    Map<String, String> headers =
        own.key().map(key -> Map.of("Authorization", "Bearer " + key)).orElse(Map.of());
    this.server = new JsonServer(client, own.url(), headers);
    this.model =
        OpenAiStreamingChatModel.builder()
            .httpClientBuilder(new AbortableHttp(client, blocking))
            .baseUrl(own.url())
            .customHeaders(headers)
            .returnThinking(true)
            .build();
  }

  @Override
  public String address() {
    return own.url();
  }

  @Override
  public String remedy() {
    return "Start the server or set engines.openai.url (it ends in /v1 nearly everywhere)";
  }

  @Override
  public ModelFacts find() {
    List<Listed> there;
    try {
      there = models();
    } catch (RuntimeException e) {
      EngineException failure = failures.of(e);
      boolean noList = e instanceof HttpException http && http.statusCode() == 404;
      if (noList && own.model().isPresent()) {
        return facts(new Listed(own.model().get(), Optional.empty()));
      }
      throw failure;
    }
    if (own.model().isEmpty()) {
      return there.stream()
          .findFirst()
          .map(this::facts)
          .orElseThrow(
              () ->
                  EngineException.unavailable(
                      OpenAiProvider.NAME, own.url() + " has no model; load one there"));
    }
    String wanted = own.model().get();
    return there.stream()
        .filter(each -> each.name().equals(wanted))
        .findFirst()
        .map(this::facts)
        .orElseThrow(
            () ->
                EngineException.unavailable(
                    OpenAiProvider.NAME,
                    "%s does not have the model '%s'; it has: %s"
                        .formatted(own.url(), wanted, names(there))));
  }

  private List<Listed> models() {
    List<Listed> models = new ArrayList<>();
    for (JsonNode each : server.get("/models", QUICK).path("data")) {
      // vLLM says max_model_len, llama.cpp the window it was started with.
      int context = each.path("max_model_len").asInt(each.path("meta").path("n_ctx").asInt(0));
      models.add(
          new Listed(
              each.path("id").asText(), context > 0 ? Optional.of(context) : Optional.empty()));
    }
    return models;
  }

  private ModelFacts facts(Listed listed) {
    int context =
        settings
            .contextTokens()
            .orElseGet(
                () ->
                    listed
                        .context()
                        .map(known -> Math.min(known, MOST_CONTEXT))
                        .orElse(USUAL_CONTEXT));
    return new ModelFacts(listed.name(), context, true, settings.thinking());
  }

  private static String names(List<Listed> there) {
    int most = 20;
    String names = String.join(", ", there.stream().limit(most).map(Listed::name).toList());
    return there.isEmpty()
        ? "none"
        : there.size() > most ? names + " and " + (there.size() - most) + " more" : names;
  }

  /** Such servers load their models themselves. */
  @Override
  public void load(ModelFacts facts) {}

  @Override
  public StreamingChatModel model() {
    return model;
  }

  @Override
  public ChatRequestParameters parameters(
      ModelFacts facts, List<ToolSpecification> tools, int maxTokens) {
    OpenAiChatRequestParameters.Builder parameters =
        OpenAiChatRequestParameters.builder().modelName(facts.model());
    if (itself) {
      parameters.maxCompletionTokens(maxTokens);
    } else {
      parameters.maxOutputTokens(maxTokens);
    }
    settings.temperature().ifPresent(parameters::temperature);
    if (!own.extra().isEmpty()) {
      parameters.customParameters(own.extra());
    }
    if (!tools.isEmpty()) {
      parameters.toolSpecifications(tools);
    }
    return parameters.build();
  }

  @Override
  public boolean canDemandCalls() {
    return true;
  }

  /** LangChain4j takes the end of the connection for the end of the answer. */
  @Override
  public boolean complete(ChatResponse response, UpstreamCall call) {
    return response.finishReason() != null || call.sawEndMark();
  }

  @Override
  public void close() {
    client.shutdownNow();
  }

  /**
   * What only these servers have.
   *
   * @param url their address, with {@code /v1}
   * @param model the name of the model; empty for the first they have
   * @param key the secret; never logged
   * @param extra further fields of every request
   */
  record OpenAiSettings(
      String url, Optional<String> model, Optional<String> key, Map<String, Object> extra) {
    /** Without the secret. */
    @Override
    public String toString() {
      return "OpenAiSettings[url=" + url + ", model=" + model + "]";
    }
  }

  /**
   * A model of the server's list.
   *
   * @param name its id
   * @param context its window, if the server says
   */
  private record Listed(String name, Optional<Integer> context) {}
}
