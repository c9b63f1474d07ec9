package coda.voice.testkit.peers.chat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What the pickiest chat templates demand of messages: at most one of the system, at the beginning;
 * then the user; user and assistant by turns; after an assistant's tool calls one result each.
 */
public final class MessageOrder {
  private MessageOrder() {}

  /**
   * What is wrong, if anything.
   *
   * @param messages of a request
   * @param withIds whether tool calls have ids that results refer to
   */
  public static Optional<String> complaint(JsonNode messages, boolean withIds) {
    if (!messages.isArray() || messages.isEmpty()) {
      return Optional.of("messages must be a list that is not empty");
    }
    String last = "";
    Set<String> open = new HashSet<>();
    int results = 0;
    for (int i = 0; i < messages.size(); i++) {
      JsonNode message = messages.get(i);
      String role = message.path("role").asText();
      boolean inPlace =
          switch (role) {
            case "system" -> i == 0;
            case "user" -> results == 0 && !last.equals("user");
            case "assistant" -> results == 0 && (last.equals("user") || last.equals("tool"));
            case "tool" -> results > 0;
            default -> false;
          };
      if (!inPlace) {
        return Optional.of(
            "message " + i + " of '" + role + "' is out of place after '" + last + "'");
      }
      if (role.equals("tool")) {
        results--;
        if (withIds && !open.remove(message.path("tool_call_id").asText())) {
          return Optional.of("message " + i + " answers no tool call");
        }
      }
      boolean calls = message.path("tool_calls").size() > 0;
      if (!calls && !message.path("content").isTextual()) {
        return Optional.of("message " + i + " has no content");
      }
      for (JsonNode call : message.path("tool_calls")) {
        results++;
        JsonNode arguments = call.path("function").path("arguments");
        if (withIds ? !arguments.isTextual() : !arguments.isObject()) {
          return Optional.of("message " + i + " has arguments of the wrong kind");
        }
        if (withIds && !open.add(call.path("id").asText())) {
          return Optional.of("message " + i + " repeats the id of a tool call");
        }
      }
      last = role;
    }
    return results > 0
        ? Optional.of(results + " tool calls have no result")
        : last.equals("assistant") || last.equals("system")
            ? Optional.of("the last message is the " + last + "'s")
            : Optional.empty();
  }

  /**
   * Which fields are not among the known ones.
   *
   * @param object with fields
   * @param known their names
   */
  public static Set<String> unknown(JsonNode object, Set<String> known) {
    Set<String> names = new HashSet<>();
    object.fieldNames().forEachRemaining(names::add);
    names.removeAll(known);
    return names;
  }
}
