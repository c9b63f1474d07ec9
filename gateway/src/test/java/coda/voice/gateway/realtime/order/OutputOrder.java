package coda.voice.gateway.realtime.order;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** One item of a response, from {@code response.output_item.added} to its end. */
final class OutputOrder {
  private final Findings findings;
  private final JsonObject begun;
  private final int index;
  private final boolean beside;
  private final int bytesPerSample;
  private final List<PartOrder> parts = new ArrayList<>();
  private final StringBuilder arguments = new StringBuilder();
  private boolean argumentsDone;
  private boolean announced;
  private JsonObject closed;
  private JsonObject done;

  OutputOrder(Findings findings, JsonObject begun, int index, boolean beside, int bytesPerSample) {
    this.findings = findings;
    this.begun = begun;
    this.index = index;
    this.beside = beside;
    this.bytesPerSample = bytesPerSample;
    ItemShape.check(findings, begun);
    boolean remote = begun.getString("type", "").startsWith("mcp_");
    findings.check(
        Rule.OUTPUT_ITEM,
        remote || "in_progress".equals(begun.getValue("status")),
        "an output item begins in progress");
    switch (begun.getString("type", "")) {
      case "message" ->
          findings.check(
              Rule.OUTPUT_ITEM,
              "assistant".equals(begun.getValue("role"))
                  && new JsonArray().equals(begun.getValue("content")),
              "a message of a response is the assistant's, and begins empty");
      case "function_call" ->
          findings.check(
              Rule.OUTPUT_ITEM, "".equals(begun.getValue("arguments")), "a call begins empty");
      default -> findings.check(Rule.OUTPUT_ITEM, remote, "a response has messages and calls");
    }
  }

  boolean done() {
    return done != null;
  }

  /** As it was when it was done; as it began until then. */
  JsonObject asDone() {
    return done == null ? begun : done;
  }

  boolean completed() {
    return done != null && !"incomplete".equals(done.getValue("status"));
  }

  /** {@code conversation.item.added} of it. */
  void announced(JsonObject item) {
    findings.check(Rule.OUT_OF_BAND, !beside, "what is beside is not announced");
    findings.check(
        Rule.OUTPUT_ITEM,
        parts.isEmpty() && arguments.isEmpty(),
        "it is announced before it grows");
    findings.check(Rule.OUTPUT_ITEM, begun.equals(item), "it is announced as it was added");
    announced = true;
  }

  /** {@code conversation.item.done} of it. */
  void closed(JsonObject item) {
    findings.check(Rule.OUT_OF_BAND, !beside, "what is beside is not announced");
    findings.check(Rule.OUTPUT_ITEM, done == null, "it is done in the conversation first");
    allClosed(item);
    closed = item;
  }

  /** An event of the response about it. */
  void saw() {
    String type = findings.type();
    findings.check(Rule.OUTPUT_ITEM, done == null, "nothing of an item comes after it");
    findings.check(
        Rule.OUTPUT_ITEM,
        findings.type().startsWith("response.mcp_call.")
            || findings.number(Rule.OUTPUT_ITEM, findings.event(), "output_index") == index,
        "an item keeps its output_index");
    findings.check(
        Rule.OUTPUT_ITEM, announced || beside, "an item is announced before its content comes");
    switch (type) {
      case "response.output_item.done" -> itemDone();
      case "response.content_part.added" -> {
        findings.check(Rule.PART, closed == null, "a part begins before its item is done");
        parts.add(new PartOrder(findings, parts.size(), bytesPerSample));
      }
      case "response.function_call_arguments.delta" -> {
        arguments.append(findings.need(Rule.ARGUMENTS, "delta"));
        call();
      }
      case "response.function_call_arguments.done" -> {
        findings.check(
            Rule.ARGUMENTS,
            begun.getString("name", "").equals(findings.text("name")),
            "arguments come with the name of their function");
        findings.check(
            Rule.CONCATENATION,
            arguments.toString().equals(findings.text("arguments")),
            "arguments are all their deltas");
        call();
        argumentsDone = true;
      }
      default -> {
        if (!type.startsWith("response.mcp_call")) {
          part();
        }
      }
    }
  }

  private void call() {
    findings.check(
        Rule.ARGUMENTS, !argumentsDone && closed == null, "arguments come before their end");
    findings.check(
        Rule.ARGUMENTS,
        begun.getString("call_id", "").equals(findings.text("call_id")),
        "arguments are of the call that was announced");
  }

  private void part() {
    int at = (int) findings.number(Rule.PART, findings.event(), "content_index");
    boolean known = at >= 0 && at < parts.size();
    findings.check(Rule.PART, known, "a part is added before anything of it");
    findings.check(Rule.PART, closed == null, "nothing of a part comes after its item");
    if (known) {
      parts.get(at).saw();
    }
  }

  private void allClosed(JsonObject item) {
    findings.check(
        Rule.PART, parts.stream().allMatch(PartOrder::done), "all parts are done before the item");
    JsonArray content = item.getJsonArray("content", new JsonArray());
    if ("message".equals(item.getValue("type"))) {
      findings.check(
          Rule.PART,
          content.stream().toList().equals(parts.stream().map(PartOrder::asContent).toList()),
          "an item has the parts that were told");
    } else if ("function_call".equals(item.getValue("type"))) {
      findings.check(
          Rule.ARGUMENTS,
          argumentsDone && arguments.toString().equals(item.getValue("arguments")),
          "a call has the arguments that were told");
      for (String key : List.of("name", "call_id")) {
        findings.check(
            Rule.ARGUMENTS,
            begun.getString(key, "").equals(item.getValue(key)),
            "a call keeps its " + key);
      }
    }
  }

  private void itemDone() {
    JsonObject item = findings.object(Rule.OUTPUT_ITEM, findings.event(), "item");
    ItemShape.check(findings, item);
    findings.check(
        Rule.OUTPUT_ITEM, beside || closed != null, "an item is done in its conversation first");
    findings.check(
        Rule.OUTPUT_ITEM, closed == null || closed.equals(item), "an item is done as it was");
    findings.check(
        Rule.STATUS,
        !"in_progress".equals(item.getValue("status")),
        "what is done is not going on");
    allClosed(item);
    done = item;
  }
}
