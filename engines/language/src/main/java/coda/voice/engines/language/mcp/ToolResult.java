package coda.voice.engines.language.mcp;

import coda.voice.engine.ToolServerException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.StringJoiner;

/** What a call gave, in words for a model. */
final class ToolResult {
  private static final int LONGEST_FAILURE = 2_048;

  private ToolResult() {}

  /**
   * Reads the result of {@code tools/call}.
   *
   * @param result as the server says it
   * @param most characters
   * @throws ToolServerException when the tool failed, or the result is too long or none
   */
  static String text(JsonNode result, int most) {
    String text = words(result);
    if (result.path("isError").asBoolean(false)) {
      throw ToolServerException.failed(text.isBlank() ? "The tool failed" : shortened(text));
    }
    if (text.length() > most) {
      throw ToolListing.broken("the result of a call is longer than " + most + " characters");
    }
    return text;
  }

  private static String words(JsonNode result) {
    JsonNode content = result.path("content");
    if (!content.isArray() && !result.has("structuredContent")) {
      throw ToolListing.broken("the result of a call has no content");
    }
    StringJoiner words = new StringJoiner("\n");
    for (JsonNode part : content) {
      words.add(part(part));
    }
    boolean nothing = words.length() == 0;
    return nothing && result.has("structuredContent")
        ? result.get("structuredContent").toString()
        : words.toString();
  }

  private static String part(JsonNode part) {
    String type = part.path("type").asText("");
    return switch (type) {
      case "text" -> part.path("text").asText("");
      case "resource" ->
          part.path("resource").has("text")
              ? part.path("resource").path("text").asText("")
              : "(a resource that is no text: "
                  + part.path("resource").path("uri").asText("")
                  + ")";
      case "resource_link" -> part.path("uri").asText("");
      default -> "(content that is no text: " + type + ")";
    };
  }

  static String shortened(String text) {
    return text.length() <= LONGEST_FAILURE ? text : text.substring(0, LONGEST_FAILURE) + "…";
  }
}
