package coda.voice.testkit.peers.openai;

import coda.voice.testkit.peers.chat.ChatPeer;
import coda.voice.testkit.peers.chat.MessageOrder;
import coda.voice.testkit.peers.http.Exchange;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * OpenAI's interface: {@code /v1/models} and streamed {@code /v1/chat/completions} as server-sent
 * events, tool calls in pieces. As strict as OpenAI itself about fields, as the strictest chat
 * template about messages, and as vLLM about the context window.
 *
 * @see <a href="https://platform.openai.com/docs/api-reference/chat-streaming">OpenAI's API</a>
 */
public final class ScriptedOpenAi extends ChatPeer {
  private static final Set<String> KNOWN =
      Set.of(
          "model",
          "messages",
          "stream",
          "stream_options",
          "max_tokens",
          "max_completion_tokens",
          "temperature",
          "top_p",
          "tools",
          "tool_choice",
          "stop",
          "seed",
          "parallel_tool_calls",
          "user");

  private final List<String> models = new CopyOnWriteArrayList<>();
  private final Set<String> known = new HashSet<>(KNOWN);
  private volatile String key = "";
  private volatile int window;

  /**
   * A server with models.
   *
   * @param models in the order it lists them
   */
  public ScriptedOpenAi(String... models) {
    this.models.addAll(List.of(models));
  }

  /** From now on it wants this key. */
  public ScriptedOpenAi wantsKey(String secret) {
    key = secret;
    return this;
  }

  /** From now on it knows one more field. */
  public ScriptedOpenAi knows(String field) {
    known.add(field);
    return this;
  }

  /** From now on it says, and holds to, a context window of so many tokens of four letters. */
  public ScriptedOpenAi window(int tokens) {
    window = tokens;
    return this;
  }

  @Override
  public String url() {
    return origin() + "/v1";
  }

  @Override
  protected void handle(Exchange exchange) throws IOException {
    String given = exchange.request().headers().getOrDefault("authorization", "");
    String call = exchange.request().method() + " " + exchange.request().path();
    if (!key.isEmpty() && !given.equals("Bearer " + key)) {
      refuse(exchange, 401, "Incorrect API key provided: " + given);
    } else if (call.equals("GET /v1/models")) {
      exchange.respond(200, "application/json", list().toString());
    } else if (call.equals("POST /v1/chat/completions")) {
      complete(exchange, body(exchange));
    } else {
      refuse(exchange, 404, "Invalid URL (" + call + ")");
    }
  }

  private ObjectNode list() {
    ObjectNode all = JSON.createObjectNode().put("object", "list");
    ArrayNode data = all.putArray("data");
    for (String name : models) {
      ObjectNode model = data.addObject().put("id", name).put("object", "model");
      if (window > 0) {
        model.put("max_model_len", window);
      }
    }
    return all;
  }

  private void complete(Exchange exchange, JsonNode body) throws IOException {
    Set<String> unknown = MessageOrder.unknown(body, known);
    Optional<String> disorder = MessageOrder.complaint(body.path("messages"), true);
    if (!body.isObject()) {
      refuse(exchange, 400, "We could not parse the JSON body of your request.");
    } else if (!unknown.isEmpty()) {
      complain("unknown fields: " + unknown);
      refuse(exchange, 400, "Unrecognized request arguments supplied: " + unknown);
    } else if (!models.contains(body.path("model").asText())) {
      refuse(exchange, 404, "The model `" + body.path("model").asText() + "` does not exist.");
    } else if (disorder.isPresent()) {
      complain(disorder.get());
      refuse(exchange, 400, disorder.get());
    } else if (window > 0 && letters(body) / 4 + body.path("max_tokens").asInt() > window) {
      refuse(
          exchange,
          400,
          "This model's maximum context length is " + window + " tokens, which is not enough.");
    } else if (!body.path("stream").asBoolean()) {
      complain("a request that is not streamed");
      refuse(exchange, 400, "only streaming here");
    } else {
      answer(exchange, body);
    }
  }

  private static int letters(JsonNode body) {
    int letters = 0;
    for (JsonNode message : body.path("messages")) {
      letters += message.path("content").asText().length();
    }
    return letters;
  }

  @Override
  protected void refuse(Exchange exchange, int status, String message) throws IOException {
    ObjectNode all = JSON.createObjectNode();
    all.putObject("error").put("message", message).put("type", "invalid_request_error");
    exchange.respond(status, "application/json", all.toString());
  }

  @Override
  protected Framing framing(JsonNode request) {
    return new Events(
        request.path("model").asText(),
        request.path("stream_options").path("include_usage").asBoolean());
  }

  /** Server-sent events. */
  private static final class Events implements Framing {
    private static final int PIECE = 5;

    private final String model;
    private final boolean usage;
    private int calls;

    Events(String model, boolean usage) {
      this.model = model;
      this.usage = usage;
    }

    @Override
    public String type() {
      return "text/event-stream";
    }

    private ObjectNode chunk() {
      return JSON.createObjectNode()
          .put("id", "chatcmpl-1")
          .put("object", "chat.completion.chunk")
          .put("created", 1_795_446_900)
          .put("model", model);
    }

    private String delta(ObjectNode delta) {
      ObjectNode chunk = chunk();
      ObjectNode choice = chunk.putArray("choices").addObject().put("index", 0);
      choice.set("delta", delta);
      choice.putNull("finish_reason");
      return event(chunk);
    }

    private static String event(ObjectNode data) {
      return "data: " + data + "\n\n";
    }

    @Override
    public List<String> say(String token) {
      return List.of(delta(JSON.createObjectNode().put("content", token)));
    }

    @Override
    public List<String> think(String text) {
      return List.of(delta(JSON.createObjectNode().put("reasoning_content", text)));
    }

    @Override
    public List<String> call(String tool, String arguments) {
      List<String> pieces = new ArrayList<>();
      int index = calls++;
      ObjectNode first = JSON.createObjectNode();
      ObjectNode call = first.putArray("tool_calls").addObject().put("index", index);
      call.put("id", "call_" + index + "_abcdefgh").put("type", "function");
      call.putObject("function").put("name", tool).put("arguments", "");
      pieces.add(delta(first));
      for (int at = 0; at < arguments.length(); at += PIECE) {
        ObjectNode next = JSON.createObjectNode();
        next.putArray("tool_calls")
            .addObject()
            .put("index", index)
            .putObject("function")
            .put("arguments", arguments.substring(at, Math.min(arguments.length(), at + PIECE)));
        pieces.add(delta(next));
      }
      return pieces;
    }

    @Override
    public boolean calls() {
      return calls > 0;
    }

    @Override
    public String garbage() {
      return "data: {\"id\":\"chatcmpl-1\",\"choices\":[{\"del\n\n";
    }

    @Override
    public String error(String message) {
      ObjectNode all = JSON.createObjectNode();
      all.putObject("error").put("message", message).put("code", 500);
      return event(all);
    }

    @Override
    public List<String> finish(String reason) {
      List<String> events = new ArrayList<>();
      ObjectNode last = chunk();
      ObjectNode choice = last.putArray("choices").addObject().put("index", 0);
      choice.putObject("delta");
      choice.put("finish_reason", reason);
      events.add(event(last));
      if (usage) {
        ObjectNode counts = chunk();
        counts.putArray("choices");
        counts.putObject("usage").put("prompt_tokens", 42).put("completion_tokens", 7);
        events.add(event(counts));
      }
      events.add("data: [DONE]\n\n");
      return events;
    }
  }
}
