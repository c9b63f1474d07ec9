package coda.voice.engines.language.ollama;

import coda.voice.engines.language.http.JsonServer;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The questions Ollama answers besides chatting.
 *
 * @see <a href="https://github.com/ollama/ollama/blob/main/docs/api.md">Ollama's API</a>
 */
final class OllamaApi {
  private static final Duration QUICK = Duration.ofSeconds(5);
  private static final Pattern NUM_CTX = Pattern.compile("(?m)^\\s*num_ctx\\s+(\\d{1,8})\\s*$");

  private final JsonServer server;

  OllamaApi(JsonServer server) {
    this.server = server;
  }

  String address() {
    return server.address();
  }

  /** The names of the models it has, the one changed last first. */
  List<String> models(Duration timeout) {
    List<String> names = new ArrayList<>();
    for (JsonNode model : server.get("/api/tags", timeout).path("models")) {
      names.add(model.path("name").asText());
    }
    return names;
  }

  /** The names of the models it has. */
  List<String> models() {
    return models(QUICK);
  }

  /** What it says about a model. */
  Card show(String model) {
    JsonNode card = server.post("/api/show", Map.of("model", model), QUICK);
    List<String> capabilities = new ArrayList<>();
    card.path("capabilities").forEach(each -> capabilities.add(each.asText()));
    OptionalInt context = OptionalInt.empty();
    for (Map.Entry<String, JsonNode> entry : card.path("model_info").properties()) {
      if (entry.getKey().endsWith(".context_length") && entry.getValue().canConvertToInt()) {
        context = OptionalInt.of(entry.getValue().asInt());
      }
    }
    Matcher parameter = NUM_CTX.matcher(card.path("parameters").asText());
    OptionalInt chosen =
        parameter.find()
            ? OptionalInt.of(Integer.parseInt(parameter.group(1)))
            : OptionalInt.empty();
    return new Card(
        card.has("capabilities") ? Optional.of(capabilities) : Optional.empty(), context, chosen);
  }

  /** A model in memory, if it is. */
  Optional<Running> running(String model) {
    for (JsonNode each : server.get("/api/ps", QUICK).path("models")) {
      String name = each.path("name").asText();
      if (sameModel(name, model) || sameModel(each.path("model").asText(), model)) {
        long size = each.path("size").asLong();
        return Optional.of(new Running(name, size, each.path("size_vram").asLong(size)));
      }
    }
    return Optional.empty();
  }

  /**
   * Loads a model, or keeps it, or lets it go.
   *
   * @param model which
   * @param keepAliveSeconds how long to keep it; 0 lets it go, below 0 is for ever
   * @param contextTokens the window it is loaded with; another one later would load it again
   * @param timeout how long that may take
   */
  void keep(String model, int keepAliveSeconds, OptionalInt contextTokens, Duration timeout) {
    Map<String, Object> request = new LinkedHashMap<>();
    request.put("model", model);
    request.put("keep_alive", keepAliveSeconds);
    request.put("stream", false);
    contextTokens.ifPresent(tokens -> request.put("options", Map.of("num_ctx", tokens)));
    server.post("/api/generate", request, timeout);
  }

  /** Whether two names mean the same model: without a tag it is the latest. */
  static boolean sameModel(String name, String other) {
    return tagged(name).equals(tagged(other));
  }

  private static String tagged(String name) {
    return name.indexOf(':', name.lastIndexOf('/') + 1) < 0 ? name + ":latest" : name;
  }

  /**
   * What a model can.
   *
   * @param capabilities empty when this Ollama is too old to say
   * @param context the largest window, in tokens
   * @param chosen the window its makers or owners chose, in tokens
   */
  record Card(Optional<List<String>> capabilities, OptionalInt context, OptionalInt chosen) {
    boolean can(String what, boolean unknown) {
      return capabilities.map(all -> all.contains(what)).orElse(unknown);
    }
  }

  /**
   * A model in memory.
   *
   * @param name its name
   * @param bytes all of it
   * @param gpuBytes the part on graphics cards
   */
  record Running(String name, long bytes, long gpuBytes) {}
}
