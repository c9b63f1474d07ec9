package coda.voice.engines.language.other;

import coda.voice.engine.EngineContext;
import coda.voice.engine.EngineProvider;
import coda.voice.engine.LanguageModel;
import coda.voice.engines.language.chat.ChatLanguageModel;
import coda.voice.engines.language.chat.ChatSettings;
import coda.voice.engines.language.chat.SettingReader;
import coda.voice.engines.language.http.AbortableHttp;
import coda.voice.engines.language.http.Connections;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.chat.StreamingChatModel;
import java.net.http.HttpClient;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.StreamSupport;

/**
 * Opens {@code langchain4j}: a model from a {@link ChatModelFactory}, or by the name of its class.
 */
public final class LangChain4jProvider implements EngineProvider<LanguageModel> {
  static final String NAME = "langchain4j";

  private static final String BUILDER = "builder.";
  private static final String HOW =
      "set engines.langchain4j.class to the class of a StreamingChatModel on the class path, or bring"
          + " a ChatModelFactory";

  /** Does nothing. */
  public LangChain4jProvider() {}

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
    return "Any other language model LangChain4j knows; needs its jar on the class path";
  }

  @Override
  public Availability availability(EngineContext context) {
    SettingReader reader = new SettingReader(NAME, context);
    Optional<String> type = reader.text("class");
    if (type.isPresent()) {
      return Availability.yes("uses " + type.get());
    }
    List<String> factories = factories().stream().map(ChatModelFactory::name).toList();
    return factories.isEmpty()
        ? Availability.no(HOW)
        : Availability.yes("found " + String.join(", ", factories));
  }

  @Override
  public LanguageModel open(EngineContext context) {
    SettingReader reader = new SettingReader(NAME, context);
    Map<String, String> own = new HashMap<>();
    Set<String> known = new HashSet<>(Set.of("class", "factory", "tools"));
    context
        .settings()
        .forEach(
            (key, value) -> {
              if (key.startsWith(BUILDER)) {
                known.add(key);
                own.put(key.substring(BUILDER.length()), value);
              }
            });
    ChatSettings settings = ChatSettings.read(reader, known);
    HttpClient client = Connections.to("http:", context.blocking());
    HttpClientBuilder http = new AbortableHttp(client, context.blocking());
    Optional<String> type = reader.text("class");
    String what;
    StreamingChatModel model;
    if (type.isPresent()) {
      what = type.get();
      model = byClass(reader, type.get(), own, http);
    } else {
      ChatModelFactory factory = factory(reader);
      what = factory.name();
      model = factory.create(own, http);
    }
    OtherUpstream upstream =
        new OtherUpstream(what, model, settings, reader.flag("tools", true), client);
    return new ChatLanguageModel(NAME, upstream, settings, context);
  }

  private static StreamingChatModel byClass(
      SettingReader reader, String type, Map<String, String> own, HttpClientBuilder http) {
    try {
      return ModelByClass.make(type, own, http);
    } catch (IllegalArgumentException e) {
      throw reader.wrong("class", type, "a model that can be made, but " + e.getMessage());
    }
  }

  private static ChatModelFactory factory(SettingReader reader) {
    List<ChatModelFactory> there = factories();
    Optional<String> wanted = reader.text("factory");
    String names =
        there.isEmpty()
            ? "none"
            : String.join(", ", there.stream().map(ChatModelFactory::name).toList());
    if (wanted.isEmpty() && there.size() != 1) {
      throw reader.wrong("factory", "", HOW + "; factories found: " + names);
    }
    return there.stream()
        .filter(factory -> wanted.isEmpty() || factory.name().equals(wanted.get()))
        .findFirst()
        .orElseThrow(() -> reader.wrong("factory", wanted.orElse(""), "one of: " + names));
  }

  private static List<ChatModelFactory> factories() {
    return StreamSupport.stream(ServiceLoader.load(ChatModelFactory.class).spliterator(), false)
        .toList();
  }
}
