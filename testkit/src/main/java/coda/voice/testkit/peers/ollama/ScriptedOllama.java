package coda.voice.testkit.peers.ollama;

import coda.voice.testkit.peers.chat.ChatPeer;
import coda.voice.testkit.peers.chat.MessageOrder;
import coda.voice.testkit.peers.http.Exchange;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Ollama's interface: {@code /api/chat}, {@code /api/tags}, {@code /api/show}, {@code /api/ps} and
 * {@code /api/generate}, answers as lines of JSON. Models are loaded when they are first asked and
 * let go with {@code keep_alive} 0; a load can be made to take its time.
 *
 * @see <a href="https://github.com/ollama/ollama/blob/main/docs/api.md">Ollama's API</a>
 */
public final class ScriptedOllama extends ChatPeer {
  private static final String JSON_TYPE = "application/json; charset=utf-8";
  private static final Set<String> CHAT =
      Set.of("model", "messages", "tools", "think", "format", "options", "stream", "keep_alive");
  private static final Set<String> GENERATE =
      Set.of(
          "model",
          "prompt",
          "suffix",
          "images",
          "think",
          "format",
          "options",
          "system",
          "template",
          "stream",
          "raw",
          "keep_alive",
          "context");
  private static final Set<String> OPTIONS =
      Set.of(
          "num_ctx",
          "num_predict",
          "temperature",
          "top_k",
          "top_p",
          "min_p",
          "seed",
          "stop",
          "repeat_last_n",
          "repeat_penalty",
          "num_gpu",
          "num_thread",
          "num_keep");

  private final List<Model> models = new CopyOnWriteArrayList<>();
  private final Map<String, Integer> loaded = new ConcurrentHashMap<>();
  private final List<JsonNode> generated = new CopyOnWriteArrayList<>();
  private volatile long loadMs;

  /**
   * A server with models.
   *
   * @param models in the order it lists them
   */
  public ScriptedOllama(Model... models) {
    this.models.addAll(List.of(models));
  }

  /** A server with one model that can do everything. */
  public static ScriptedOllama withOneModel() {
    return new ScriptedOllama(Model.named("llama3.2:latest"));
  }

  /** How long loading a model takes from now on, in ms. */
  public void loadsIn(long millis) {
    loadMs = millis;
  }

  /** The models in memory. */
  public List<String> loaded() {
    return loaded.keySet().stream().sorted(Comparator.naturalOrder()).toList();
  }

  /** What {@code /api/generate} was asked. */
  public List<JsonNode> generated() {
    return List.copyOf(generated);
  }

  @Override
  public String url() {
    return origin();
  }

  @Override
  protected void handle(Exchange exchange) throws IOException {
    String call = exchange.request().method() + " " + exchange.request().path();
    switch (call) {
      case "GET /api/tags" -> exchange.respond(200, JSON_TYPE, tags().toString());
      case "GET /api/ps" -> exchange.respond(200, JSON_TYPE, running().toString());
      case "POST /api/show", "POST /api/generate", "POST /api/chat" -> withModel(exchange);
      default -> exchange.respond(404, "text/plain", "404 page not found");
    }
  }

  private void withModel(Exchange exchange) throws IOException {
    JsonNode body = body(exchange);
    if (!body.isObject()) {
      refuse(exchange, 400, "invalid character looking for beginning of value");
      return;
    }
    String name = body.path("model").asText();
    Optional<Model> model =
        models.stream()
            .filter(m -> m.name().equals(name) || m.name().equals(name + ":latest"))
            .findFirst();
    if (name.isEmpty()) {
      refuse(exchange, 400, "model is required");
    } else if (model.isEmpty()) {
      refuse(exchange, 404, "model '" + name + "' not found");
    } else {
      switch (exchange.request().path()) {
        case "/api/show" -> exchange.respond(200, JSON_TYPE, model.get().card().toString());
        case "/api/generate" -> generate(exchange, model.get(), body);
        default -> chat(exchange, model.get(), body);
      }
    }
  }

  private void generate(Exchange exchange, Model model, JsonNode body) throws IOException {
    generated.add(body);
    fields(body, GENERATE);
    boolean unload = body.path("keep_alive").asText().equals("0");
    if (unload) {
      loaded.remove(model.name());
    } else if (!load(exchange, model, body)) {
      return;
    }
    ObjectNode answer = JSON.createObjectNode();
    answer.put("model", model.name()).put("created_at", WHEN).put("response", "");
    answer.put("done", true).put("done_reason", unload ? "unload" : "load");
    exchange.respond(200, JSON_TYPE, answer.toString());
  }

  private boolean load(Exchange exchange, Model model, JsonNode body) {
    int context = body.path("options").path("num_ctx").asInt(4096);
    Integer before = loaded.get(model.name());
    if (before != null && before != context) {
      complain("the model is loaded again, for a window of " + context + " after " + before);
    }
    if (before == null && !exchange.pause(loadMs)) {
      return false;
    }
    loaded.put(model.name(), context);
    return true;
  }

  private void chat(Exchange exchange, Model model, JsonNode body) throws IOException {
    fields(body, CHAT);
    Optional<String> disorder = MessageOrder.complaint(body.path("messages"), false);
    if (disorder.isPresent()) {
      complain(disorder.get());
      refuse(exchange, 400, disorder.get());
    } else if (body.path("tools").size() > 0 && !model.can("tools")) {
      refuse(
          exchange, 400, "registry.ollama.ai/library/" + model.name() + " does not support tools");
    } else if (body.path("think").asBoolean() && !model.can("thinking")) {
      refuse(exchange, 400, "\"" + model.name() + "\" does not support thinking");
    } else if (load(exchange, model, body)) {
      answer(exchange, body);
    }
  }

  private void fields(JsonNode body, Set<String> known) {
    Set<String> unknown = MessageOrder.unknown(body, known);
    unknown.addAll(MessageOrder.unknown(body.path("options"), OPTIONS));
    if (!unknown.isEmpty()) {
      complain("unknown fields: " + unknown);
    }
  }

  private ObjectNode tags() {
    ObjectNode all = JSON.createObjectNode();
    ArrayNode list = all.putArray("models");
    models.forEach(model -> list.addObject().put("name", model.name()).put("model", model.name()));
    return all;
  }

  private ObjectNode running() {
    ObjectNode all = JSON.createObjectNode();
    ArrayNode list = all.putArray("models");
    for (Model model : models) {
      if (loaded.containsKey(model.name())) {
        list.addObject()
            .put("name", model.name())
            .put("model", model.name())
            .put("size", model.bytes())
            .put("size_vram", model.gpuBytes());
      }
    }
    return all;
  }

  @Override
  protected void refuse(Exchange exchange, int status, String message) throws IOException {
    exchange.respond(status, JSON_TYPE, JSON.createObjectNode().put("error", message).toString());
  }

  @Override
  protected Framing framing(JsonNode request) {
    return new Lines(request.path("model").asText());
  }

  private static final String WHEN = "2026-11-23T15:15:00.123456Z";

  /**
   * A model it has.
   *
   * @param name with its tag
   * @param capabilities for example {@code completion}, {@code tools}, {@code thinking}
   * @param contextLength the largest window, in tokens
   * @param bytes its size in memory
   * @param gpuBytes the part on graphics cards
   */
  public record Model(
      String name, Set<String> capabilities, int contextLength, long bytes, long gpuBytes) {
    /** Copies the capabilities. */
    public Model {
      capabilities = Set.copyOf(capabilities);
    }

    /**
     * A model that can do everything but reason.
     *
     * @param name with its tag
     */
    public static Model named(String name) {
      return new Model(
          name, Set.of("completion", "tools"), 131_072, 3_000_000_000L, 2_500_000_000L);
    }

    /**
     * The same with other capabilities.
     *
     * @param what it can
     */
    public Model that(String... what) {
      return new Model(name, Set.of(what), contextLength, bytes, gpuBytes);
    }

    boolean can(String what) {
      return capabilities.contains(what);
    }

    private ObjectNode card() {
      ObjectNode card = JSON.createObjectNode();
      card.put("parameters", "stop \"<|eot_id|>\"");
      card.putObject("model_info")
          .put("general.architecture", "llama")
          .put("llama.context_length", contextLength);
      ArrayNode list = card.putArray("capabilities");
      capabilities.stream().sorted().forEach(list::add);
      return card;
    }
  }

  /** Lines of JSON. */
  private static final class Lines implements Framing {
    private final String model;
    private int calls;

    Lines(String model) {
      this.model = model;
    }

    @Override
    public String type() {
      return "application/x-ndjson";
    }

    private ObjectNode line(boolean done) {
      ObjectNode line = JSON.createObjectNode();
      line.put("model", model).put("created_at", WHEN);
      line.putObject("message").put("role", "assistant").put("content", "");
      line.put("done", done);
      return line;
    }

    private static ObjectNode message(ObjectNode line) {
      return (ObjectNode) line.get("message");
    }

    @Override
    public List<String> say(String token) {
      ObjectNode line = line(false);
      message(line).put("content", token);
      return List.of(line + "\n");
    }

    @Override
    public List<String> think(String text) {
      ObjectNode line = line(false);
      message(line).put("thinking", text);
      return List.of(line + "\n");
    }

    @Override
    public List<String> call(String tool, String arguments) {
      ObjectNode line = line(false);
      ObjectNode function = message(line).putArray("tool_calls").addObject().putObject("function");
      function.put("index", calls++).put("name", tool);
      try {
        function.set("arguments", JSON.readTree(arguments));
      } catch (IOException e) {
        throw new IllegalArgumentException("Ollama's arguments are JSON", e);
      }
      return List.of(line + "\n");
    }

    @Override
    public boolean calls() {
      return false;
    }

    @Override
    public String garbage() {
      return "{\"model\":\"x\",\"message\":{\"role\":\"assis\n";
    }

    @Override
    public String error(String message) {
      return JSON.createObjectNode().put("error", message) + "\n";
    }

    @Override
    public List<String> finish(String reason) {
      ObjectNode line = line(true);
      line.put("done_reason", reason).put("total_duration", 1_000_000L);
      line.put("prompt_eval_count", 42).put("eval_count", 7);
      return new ArrayList<>(List.of(line + "\n"));
    }
  }
}
