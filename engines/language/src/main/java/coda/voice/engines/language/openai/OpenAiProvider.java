package coda.voice.engines.language.openai;

import coda.voice.engine.EngineContext;
import coda.voice.engine.EngineProvider;
import coda.voice.engine.LanguageModel;
import coda.voice.engines.language.chat.Addresses;
import coda.voice.engines.language.chat.ChatLanguageModel;
import coda.voice.engines.language.chat.ChatSettings;
import coda.voice.engines.language.chat.SettingReader;
import coda.voice.engines.language.http.Connections;
import coda.voice.engines.language.openai.OpenAiUpstream.OpenAiSettings;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpClient;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Opens {@code openai}. */
public final class OpenAiProvider implements EngineProvider<LanguageModel> {
  static final String NAME = "openai";

  private static final String EXAMPLE = "http://localhost:8000/v1";
  private static final Set<String> OWN =
      Set.of("url", "model", "api_key", "api_key_env", "extra_body");
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Does nothing. */
  public OpenAiProvider() {}

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
    return "A language model behind OpenAI's interface (vLLM, llama.cpp, LocalAI, OpenAI); needs its"
        + " url";
  }

  @Override
  public Set<String> secretSettings() {
    return Set.of("api_key");
  }

  /** Does not ask the server, which may be far away and count every question. */
  @Override
  public Availability availability(EngineContext context) {
    SettingReader reader = new SettingReader(NAME, context);
    if (reader.text("url").isEmpty()) {
      return Availability.no("set engines.openai.url, for example to " + EXAMPLE);
    }
    return Availability.yes("asks " + Addresses.read(reader, "url", EXAMPLE));
  }

  @Override
  public LanguageModel open(EngineContext context) {
    SettingReader reader = new SettingReader(NAME, context);
    ChatSettings settings = ChatSettings.read(reader, OWN);
    if (reader.text("url").isEmpty()) {
      throw reader.wrong("url", "", "the address of a server such as " + EXAMPLE);
    }
    OpenAiSettings own =
        new OpenAiSettings(
            Addresses.read(reader, "url", EXAMPLE),
            reader.text("model"),
            key(reader),
            extra(reader));
    HttpClient client = Connections.to(own.url(), context.blocking());
    return new ChatLanguageModel(
        NAME, new OpenAiUpstream(client, context.blocking(), settings, own), settings, context);
  }

  private static Optional<String> key(SettingReader reader) {
    Optional<String> written = reader.text("api_key");
    Optional<String> variable = reader.text("api_key_env");
    if (written.isPresent() || variable.isEmpty()) {
      return written;
    }
    String key = System.getenv(variable.get());
    if (key == null || key.isBlank()) {
      // Not named unless it looks like one: it may be the key itself.
      String shown = variable.get().matches("[A-Z][A-Z0-9_]*") ? variable.get() : "...";
      throw reader.wrong(
          "api_key_env", shown, "the name of an environment variable that has the key");
    }
    return Optional.of(key.strip());
  }

  private static Map<String, Object> extra(SettingReader reader) {
    String text = reader.text("extra_body").orElse("{}");
    try {
      return JSON.readValue(text, new TypeReference<Map<String, Object>>() {});
    } catch (JsonProcessingException e) {
      throw reader.wrong("extra_body", text, "a JSON object");
    }
  }
}
