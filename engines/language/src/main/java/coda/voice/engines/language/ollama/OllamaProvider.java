package coda.voice.engines.language.ollama;

import coda.voice.engine.EngineContext;
import coda.voice.engine.EngineProvider;
import coda.voice.engine.LanguageModel;
import coda.voice.engines.language.chat.Addresses;
import coda.voice.engines.language.chat.ChatLanguageModel;
import coda.voice.engines.language.chat.ChatSettings;
import coda.voice.engines.language.chat.Failures;
import coda.voice.engines.language.chat.SettingReader;
import coda.voice.engines.language.http.Connections;
import coda.voice.engines.language.http.JsonServer;
import coda.voice.engines.language.ollama.OllamaUpstream.OllamaSettings;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Opens {@code ollama}. */
public final class OllamaProvider implements EngineProvider<LanguageModel> {
  static final String NAME = "ollama";

  /** Where Ollama listens unless somebody says otherwise. */
  static final String USUAL_URL = "http://localhost:11434";

  private static final Set<String> OWN = Set.of("url", "model", "keep_alive", "keep_loaded");

  /** The first request of a JVM on a busy machine takes more than half a second by itself. */
  private static final Duration GLANCE = Duration.ofSeconds(2);

  /** Does nothing. */
  public OllamaProvider() {}

  @Override
  public Class<LanguageModel> kind() {
    return LanguageModel.class;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String summary() {
    return "A language model served by Ollama; needs Ollama with a model";
  }

  @Override
  public Availability availability(EngineContext context) {
    String url = url(new SettingReader(NAME, context));
    try (HttpClient client = Connections.to(url, context.blocking())) {
      List<String> models = new OllamaApi(new JsonServer(client, url, Map.of())).models(GLANCE);
      return models.isEmpty()
          ? Availability.no(url + " has no model; get one, for example with `ollama pull llama3.2`")
          : Availability.yes(url + " has " + String.join(", ", models));
    } catch (RuntimeException e) {
      return Availability.no(
          String.valueOf(
              new Failures(NAME, url, "Start Ollama (`ollama serve`) or set engines.ollama.url")
                  .of(e)
                  .getMessage()));
    }
  }

  @Override
  public LanguageModel open(EngineContext context) {
    SettingReader reader = new SettingReader(NAME, context);
    ChatSettings settings = ChatSettings.read(reader, OWN);
    OllamaSettings own =
        new OllamaSettings(
            url(reader),
            reader.text("model"),
            KeepAlive.seconds(reader),
            reader.flag("keep_loaded", false));
    HttpClient client = Connections.to(own.url(), context.blocking());
    OllamaApi api = new OllamaApi(new JsonServer(client, own.url(), Map.of()));
    return new ChatLanguageModel(
        NAME,
        new OllamaUpstream(
            api,
            client,
            context.blocking(),
            new OllamaMemory(context.gpu(), new OllamaResidency(context), context.blocking()),
            settings,
            own),
        settings,
        context);
  }

  static String url(SettingReader reader) {
    return Addresses.read(reader, "url", USUAL_URL);
  }
}
