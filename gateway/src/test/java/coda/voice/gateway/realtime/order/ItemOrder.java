package coda.voice.gateway.realtime.order;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The items of the conversation, as a client that follows the events knows them. */
final class ItemOrder {
  private final Findings findings;
  private final ResponseOrder responses;
  private final List<String> order = new ArrayList<>();
  private final Map<String, Known> items = new HashMap<>();
  private final Set<String> ofSpeech = new HashSet<>();

  /** An item that was announced. */
  private static final class Known {
    private JsonObject item;
    private boolean done;
    private boolean deleted;
    private boolean truncated;
    private Optional<String> words = Optional.empty();

    Known(JsonObject item) {
      this.item = item;
    }
  }

  ItemOrder(Findings findings, ResponseOrder responses) {
    this.findings = findings;
    this.responses = responses;
  }

  /** An item will come of what somebody said; it goes to the end. */
  void willCome(String itemId) {
    ofSpeech.add(itemId);
  }

  /** Whether an item was ever announced. */
  boolean announced(String itemId) {
    return items.containsKey(itemId);
  }

  /** What the user said is known. */
  void words(String itemId, String transcript) {
    Known known = items.get(itemId);
    if (known != null) {
      known.words = Optional.of(transcript);
    }
  }

  /** The item that is last now. */
  Optional<String> last() {
    return order.isEmpty() ? Optional.empty() : Optional.of(order.getLast());
  }

  void saw() {
    switch (findings.type()) {
      case "conversation.item.added" -> added();
      case "conversation.item.done" -> done();
      case "conversation.item.deleted" -> deleted();
      case "conversation.item.retrieved" -> retrieved();
      case "conversation.item.truncated" -> truncated();
      default -> {
        // There is no other; its type was found wrong already.
      }
    }
  }

  private void added() {
    JsonObject item = findings.object(Rule.ITEM, findings.event(), "item");
    ItemShape.check(findings, item);
    String id = item.getString("id", "");
    Optional<OutputOrder> output = responses.output(id);
    findings.check(Rule.ITEM, !items.containsKey(id), "an item is announced once");
    findings.check(
        Rule.ITEM,
        output.isPresent()
            || item.getString("type", "").startsWith("mcp_")
            || !"in_progress".equals(item.getValue("status")),
        "only items of a response are in progress");
    output.ifPresent(each -> each.announced(item));
    Optional<String> previous = previous();
    findings.check(
        Rule.PREDECESSOR,
        previous.isEmpty() || order.contains(previous.get()),
        "the predecessor of an item is there");
    if (output.isPresent() || ofSpeech.contains(id)) {
      findings.check(
          Rule.PREDECESSOR, previous.equals(last()), "the predecessor of an item is the last one");
    }
    order.add(previous.map(each -> order.indexOf(each) + 1).orElse(0), id);
    items.put(id, new Known(item));
  }

  private Optional<String> previous() {
    findings.check(
        Rule.PREDECESSOR,
        findings.event().containsKey("previous_item_id")
            && (findings.event().getValue("previous_item_id") == null
                || findings.text("previous_item_id") != null),
        "a predecessor is an id, or null");
    return Optional.ofNullable(findings.text("previous_item_id"));
  }

  private void done() {
    JsonObject item = findings.object(Rule.ITEM, findings.event(), "item");
    ItemShape.check(findings, item);
    String id = item.getString("id", "");
    Known known = items.get(id);
    findings.check(
        Rule.ITEM, known != null && !known.done, "an item is announced before it is done, once");
    findings.check(
        Rule.STATUS,
        !"in_progress".equals(item.getValue("status")),
        "what is done is not going on");
    findings.check(
        Rule.PREDECESSOR,
        previous().map(items::containsKey).orElse(true),
        "the predecessor of an item was announced");
    responses.output(id).ifPresent(each -> each.closed(item));
    if (known != null) {
      for (String key : List.of("type", "role")) {
        findings.check(
            Rule.ITEM,
            String.valueOf(known.item.getValue(key)).equals(String.valueOf(item.getValue(key))),
            "an item keeps its " + key);
      }
      known.item = item;
      known.done = true;
    }
  }

  private Optional<Known> there(String id) {
    Known known = items.get(id);
    findings.check(Rule.ITEM_EXISTS, known != null && !known.deleted, "there is such an item");
    return Optional.ofNullable(known);
  }

  private void deleted() {
    String id = findings.need(Rule.ITEM_EXISTS, "item_id");
    there(id).ifPresent(known -> known.deleted = true);
    order.remove(id);
  }

  private void truncated() {
    Optional<Known> known = there(findings.need(Rule.ITEM_EXISTS, "item_id"));
    findings.check(
        Rule.ITEM_EXISTS,
        findings.number(Rule.ITEM_EXISTS, findings.event(), "audio_end_ms") >= 0
            && findings.number(Rule.ITEM_EXISTS, findings.event(), "content_index") == 0,
        "an item is cut at a time of its first part");
    known.ifPresent(
        each -> {
          findings.check(
              Rule.ITEM_EXISTS,
              "assistant".equals(each.item.getValue("role")),
              "only the assistant is cut");
          each.truncated = true;
        });
  }

  private void retrieved() {
    JsonObject item = findings.object(Rule.RETRIEVED, findings.event(), "item");
    ItemShape.check(findings, item, true);
    there(item.getString("id", ""))
        .ifPresent(
            known -> {
              List<String> keys =
                  new ArrayList<>(List.of("type", "role", "status", "call_id", "name"));
              if (!"mcp_call".equals(item.getValue("type"))) {
                // A call that its response did not wait for gets its output later.
                keys.add("output");
              }
              for (String key : keys) {
                findings.check(
                    Rule.RETRIEVED,
                    String.valueOf(known.item.getValue(key))
                        .equals(String.valueOf(item.getValue(key))),
                    "an item is retrieved with its " + key);
              }
              sameWords(known, item);
            });
  }

  private void sameWords(Known known, JsonObject item) {
    JsonArray now = item.getJsonArray("content", new JsonArray());
    JsonArray then = known.item.getJsonArray("content", new JsonArray());
    for (int i = 0; known.done && i < Math.min(now.size(), then.size()); i++) {
      JsonObject part = now.getJsonObject(i);
      String said = words(then.getJsonObject(i));
      String says = words(part);
      boolean heard = "input_audio".equals(part.getValue("type"));
      findings.check(
          Rule.RETRIEVED,
          heard
              ? known.words.map(says::equals).orElse(true)
              : known.truncated ? said.startsWith(says) : said.equals(says),
          "what is retrieved is what was said");
    }
  }

  private static String words(JsonObject part) {
    String text = part.getString("text");
    String transcript = part.getString("transcript");
    return text != null ? text : transcript != null ? transcript : "";
  }

  boolean quiet() {
    return items.values().stream().allMatch(known -> known.done || known.deleted);
  }

  /** Nothing more comes. */
  void ended() {
    items.forEach(
        (id, known) ->
            findings.check(Rule.ITEM, known.done || known.deleted, "every item ends, " + id));
  }
}
