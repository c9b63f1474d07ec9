package coda.voice.gateway.realtime.order;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Responses from their beginning to their end. */
final class ResponseOrder {
  private static final Set<String> REASONS = Set.of("turn_detected", "client_cancelled");
  private static final Set<String> LIMITS = Set.of("max_output_tokens", "content_filter");

  private final Findings findings;
  private final SessionEcho session;
  private final Map<String, Response> responses = new HashMap<>();

  /** One response. */
  private static final class Response {
    final JsonObject created;
    final Map<String, OutputOrder> outputs = new LinkedHashMap<>();
    boolean done;

    Response(JsonObject created) {
      this.created = created;
    }

    boolean beside() {
      return created.getValue("conversation_id") == null;
    }

    int bytesPerSample() {
      JsonObject format =
          created
              .getJsonObject("audio", new JsonObject())
              .getJsonObject("output", new JsonObject())
              .getJsonObject("format", new JsonObject());
      return "audio/pcm".equals(format.getString("type")) ? 2 : 1;
    }
  }

  ResponseOrder(Findings findings, SessionEcho session) {
    this.findings = findings;
    this.session = session;
  }

  /** An event of a response. */
  void saw() {
    findings.check(Rule.CREATED, !session.onlyListens(), "who only listens does not answer");
    switch (findings.type()) {
      case "response.created" -> created();
      case "response.done" -> done();
      default -> within();
    }
  }

  private void created() {
    JsonObject response = findings.object(Rule.CREATED, findings.event(), "response");
    String id = response.getString("id", "");
    findings.check(
        Rule.CREATED, !id.isBlank() && !responses.containsKey(id), "a response has a new id");
    findings.check(
        Rule.CREATED,
        "realtime.response".equals(response.getValue("object"))
            && new JsonArray().equals(response.getValue("output")),
        "a response begins as an object without output");
    findings.check(
        Rule.STATUS,
        "in_progress".equals(response.getValue("status")) && nothing(response, "status_details"),
        "a response begins in progress, without details");
    findings.check(Rule.USAGE, nothing(response, "usage"), "usage is null in the beginning");
    echoes(response);
    Response begun = new Response(response);
    findings.check(
        Rule.ONE_RESPONSE,
        begun.beside() || responses.values().stream().allMatch(each -> each.done || each.beside()),
        "there is one response of the conversation at a time");
    responses.put(id, begun);
  }

  private void echoes(JsonObject response) {
    for (String key :
        List.of("conversation_id", "output_modalities", "max_output_tokens", "audio", "metadata")) {
      findings.check(Rule.CREATED, response.containsKey(key), "a response is told with its " + key);
    }
    findings.check(
        Rule.CREATED,
        response.getValue("conversation_id") == null
            || response.getValue("conversation_id") instanceof String,
        "a conversation has an id, or there is none");
  }

  private static boolean nothing(JsonObject of, String key) {
    return of.containsKey(key) && of.getValue(key) == null;
  }

  private void done() {
    JsonObject response = findings.object(Rule.DONE, findings.event(), "response");
    Response open = responses.get(response.getString("id", ""));
    findings.check(Rule.DONE, open != null && !open.done, "a response that is done was going on");
    echoes(response);
    usage(response);
    String status = response.getString("status", "");
    Optional<JsonObject> details =
        response.getValue("status_details") instanceof JsonObject there
            ? Optional.of(there)
            : Optional.empty();
    String reason = details.map(each -> each.getString("reason", "")).orElse("");
    findings.check(
        Rule.STATUS,
        switch (status) {
          case "completed" -> nothing(response, "status_details");
          case "cancelled" -> REASONS.contains(reason);
          case "incomplete" -> LIMITS.contains(reason);
          case "failed" ->
              details.filter(each -> each.getValue("error") instanceof JsonObject).isPresent();
          default -> false;
        },
        "a response ends with a status and what belongs to it");
    findings.check(
        Rule.STATUS,
        details.filter(each -> !status.equals(each.getString("type"))).isEmpty(),
        "details are of the status");
    if (open != null) {
      open.done = true;
      sumsUp(open, response, status);
    }
  }

  private void sumsUp(Response open, JsonObject response, String status) {
    for (String key : List.of("conversation_id", "metadata", "output_modalities")) {
      findings.check(
          Rule.DONE,
          Objects.equals(open.created.getValue(key), response.getValue(key)),
          "a response keeps its " + key);
    }
    findings.check(
        Rule.DONE,
        open.outputs.values().stream().allMatch(OutputOrder::done),
        "all items of a response are done before it is");
    JsonArray items = findings.array(Rule.DONE, response, "output");
    findings.check(
        Rule.DONE,
        items.stream()
            .toList()
            .equals(open.outputs.values().stream().map(OutputOrder::asDone).toList()),
        "output has the items as they were done");
    findings.check(
        Rule.STATUS,
        !status.equals("completed")
            || open.outputs.values().stream().allMatch(OutputOrder::completed),
        "in a completed response all items are completed");
  }

  private void usage(JsonObject response) {
    JsonObject usage = findings.object(Rule.USAGE, response, "usage");
    JsonObject input = findings.object(Rule.USAGE, usage, "input_token_details");
    JsonObject output = findings.object(Rule.USAGE, usage, "output_token_details");
    JsonObject cached = findings.object(Rule.USAGE, input, "cached_tokens_details");
    long total = findings.number(Rule.USAGE, usage, "total_tokens");
    long in = findings.number(Rule.USAGE, usage, "input_tokens");
    long out = findings.number(Rule.USAGE, usage, "output_tokens");
    findings.check(Rule.USAGE, total == in + out, "the total is input and output");
    for (String key : List.of("text_tokens", "audio_tokens")) {
      for (JsonObject of : List.of(input, output, cached)) {
        findings.check(
            Rule.USAGE, findings.number(Rule.USAGE, of, key) >= 0, key + " are not negative");
      }
    }
    findings.check(
        Rule.USAGE,
        findings.number(Rule.USAGE, input, "cached_tokens") >= 0,
        "cached_tokens are not negative");
  }

  private void within() {
    String id =
        findings.type().startsWith("response.mcp_call.")
            ? ofRemoteCall()
            : findings.need(Rule.CREATED, "response_id");
    Response open = responses.get(id);
    findings.check(Rule.CREATED, open != null, "a response is created before anything of it");
    findings.check(Rule.DONE, open == null || !open.done, "nothing of a response comes after it");
    if (open == null) {
      return;
    }
    if (findings.type().equals("response.output_item.added")) {
      JsonObject item = findings.object(Rule.OUTPUT_ITEM, findings.event(), "item");
      findings.check(
          Rule.OUTPUT_ITEM,
          findings.number(Rule.OUTPUT_ITEM, findings.event(), "output_index")
              == open.outputs.size(),
          "output_index counts the items of a response");
      findings.check(
          Rule.OUTPUT_ITEM,
          open.outputs.values().stream().allMatch(OutputOrder::done),
          "an item is done before the next begins");
      String itemId = item.getString("id", "");
      findings.check(
          Rule.OUTPUT_ITEM, output(itemId).isEmpty(), "an output item has an id of its own");
      open.outputs.put(
          itemId,
          new OutputOrder(
              findings, item, open.outputs.size(), open.beside(), open.bytesPerSample()));
      return;
    }
    String itemId =
        findings.type().equals("response.output_item.done")
            ? findings.object(Rule.OUTPUT_ITEM, findings.event(), "item").getString("id", "")
            : findings.need(Rule.OUTPUT_ITEM, "item_id");
    OutputOrder output = open.outputs.get(itemId);
    findings.check(
        Rule.OUTPUT_ITEM, output != null, "an output item is added before anything of it");
    if (output != null) {
      output.saw();
    }
  }

  private String ofRemoteCall() {
    String itemId = Objects.requireNonNullElse(findings.text("item_id"), "");
    return responses.entrySet().stream()
        .filter(each -> each.getValue().outputs.containsKey(itemId))
        .map(Map.Entry::getKey)
        .findAny()
        .orElse("");
  }

  /** What an item is to the response that it belongs to. */
  Optional<OutputOrder> output(String itemId) {
    return responses.values().stream()
        .map(each -> each.outputs.get(itemId))
        .filter(Objects::nonNull)
        .findAny();
  }

  boolean quiet() {
    return responses.values().stream().allMatch(each -> each.done);
  }

  /** Nothing more comes. */
  void ended() {
    responses.forEach(
        (id, each) -> findings.check(Rule.DONE, each.done, "every response ends, " + id + " too"));
  }
}
