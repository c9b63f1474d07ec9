package coda.voice.engines.language.other;

import coda.voice.engines.language.chat.ChatSettings;
import coda.voice.engines.language.chat.ModelFacts;
import coda.voice.engines.language.chat.Upstream;
import coda.voice.engines.language.http.UpstreamCall;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.request.DefaultChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.net.http.HttpClient;
import java.util.List;

/** A model somebody brought along. */
final class OtherUpstream implements Upstream {
  private static final int USUAL_CONTEXT = 8_192;

  private final String what;
  private final StreamingChatModel model;
  private final ChatSettings settings;
  private final boolean tools;
  private final HttpClient client;

  OtherUpstream(
      String what,
      StreamingChatModel model,
      ChatSettings settings,
      boolean tools,
      HttpClient client) {
    this.what = what;
    this.model = model;
    this.settings = settings;
    this.tools = tools;
    this.client = client;
  }

  @Override
  public String address() {
    return what;
  }

  @Override
  public String remedy() {
    return "Check the settings under engines.langchain4j.builder";
  }

  @Override
  public ModelFacts find() {
    String name = model.defaultRequestParameters().modelName();
    return new ModelFacts(
        name == null ? what : name,
        settings.contextTokens().orElse(USUAL_CONTEXT),
        tools,
        settings.thinking());
  }

  /** Whoever serves it loads it. */
  @Override
  public void load(ModelFacts facts) {}

  @Override
  public StreamingChatModel model() {
    return model;
  }

  @Override
  public ChatRequestParameters parameters(
      ModelFacts facts, List<ToolSpecification> tools, int maxTokens) {
    DefaultChatRequestParameters.Builder<?> parameters = ChatRequestParameters.builder();
    parameters.maxOutputTokens(maxTokens);
    settings.temperature().ifPresent(parameters::temperature);
    if (!tools.isEmpty()) {
      parameters.toolSpecifications(tools);
    }
    return parameters.build();
  }

  /** Where the model uses our connections, an end without a reason is a broken connection. */
  @Override
  public boolean complete(ChatResponse response, UpstreamCall call) {
    return response.finishReason() != null || call.sawEndMark() || !call.reachable();
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
