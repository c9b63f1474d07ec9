package coda.voice.engines.language.other;

import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.chat.StreamingChatModel;
import java.util.Map;

/**
 * Makes a model LangChain4j can talk to, for the engine {@code langchain4j}. Found with {@link
 * java.util.ServiceLoader}: it needs a public constructor without parameters that does nothing.
 */
public interface ChatModelFactory {
  /** The name it is chosen by with {@code engines.langchain4j.factory}. */
  String name();

  /**
   * Makes the model. It may be asked by many threads at once.
   *
   * @param settings what stands under {@code engines.langchain4j.builder.}, keys without that
   * @param http to be given to the model's builder where it takes one: then a cancelled answer
   *     closes its connection at once, also before the first token
   */
  StreamingChatModel create(Map<String, String> settings, HttpClientBuilder http);
}
