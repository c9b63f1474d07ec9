package coda.voice.gateway.realtime.order;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Set;

/** Items as strict clients read them. */
final class ItemShape {
  private static final Set<String> STATUS = Set.of("in_progress", "completed", "incomplete");
  private static final Map<String, Set<String>> CONTENT =
      Map.of(
          "system", Set.of("input_text"),
          "user", Set.of("input_text", "input_audio", "input_image"),
          "assistant", Set.of("output_text", "output_audio"));
  private static final Set<String> REMOTE =
      Set.of("mcp_list_tools", "mcp_call", "mcp_approval_request", "mcp_approval_response");

  private ItemShape() {}

  /** An item without its sound. */
  static void check(Findings findings, JsonObject item) {
    check(findings, item, false);
  }

  /**
   * An item.
   *
   * @param sound whether it may have its sound with it
   */
  static void check(Findings findings, JsonObject item, boolean sound) {
    String type = item.getString("type", "");
    findings.check(
        Rule.ITEM_SHAPE,
        item.getValue("id") instanceof String id && !id.isBlank(),
        "an item has an id");
    findings.check(
        Rule.ITEM_SHAPE,
        !item.containsKey("object") || "realtime.item".equals(item.getValue("object")),
        "an item says that it is one");
    findings.check(
        Rule.ITEM_SHAPE,
        REMOTE.contains(type) || STATUS.contains(item.getString("status", "")),
        "an item has one of three statuses");
    switch (type) {
      case "message" -> message(findings, item, sound);
      case "function_call" -> texts(findings, item, "call_id", "name", "arguments");
      case "function_call_output" -> texts(findings, item, "call_id", "output");
      default ->
          findings.check(Rule.ITEM_SHAPE, REMOTE.contains(type), "there are items of such a type");
    }
  }

  private static void texts(Findings findings, JsonObject of, String... keys) {
    for (String key : keys) {
      findings.check(Rule.ITEM_SHAPE, of.getValue(key) instanceof String, key + " is a text");
    }
  }

  private static void message(Findings findings, JsonObject item, boolean sound) {
    texts(findings, item, "role");
    Set<String> allowed = CONTENT.getOrDefault(item.getString("role", ""), Set.of());
    JsonArray content = findings.array(Rule.ITEM_SHAPE, item, "content");
    for (Object each : content) {
      if (!(each instanceof JsonObject part)) {
        findings.check(Rule.ITEM_SHAPE, false, "content has parts");
        continue;
      }
      String type = part.getString("type", "");
      findings.check(Rule.ITEM_SHAPE, allowed.contains(type), "such a part is of such a role");
      findings.check(
          Rule.ITEM_SHAPE, sound || !part.containsKey("audio"), "sound is retrieved only");
      findings.check(
          Rule.ITEM_SHAPE,
          !type.equals("input_audio") || part.containsKey("transcript"),
          "what a user said has a transcript, or null");
      part.forEach(
          field ->
              findings.check(
                  Rule.ITEM_SHAPE,
                  field.getValue() != null
                      || type.equals("input_audio") && field.getKey().equals("transcript"),
                  field.getKey() + " is not null"));
    }
  }
}
