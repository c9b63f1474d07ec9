package coda.voice.engines.language.chat;

import coda.voice.engine.Tool;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.agent.tool.ToolSpecification;
import java.util.List;

/** Tools as LangChain4j describes them. */
final class ToolSpecs {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What LangChain4j can express of an object's schema; the rest does not change its meaning. */
  private static final List<String> KEPT =
      List.of("type", "description", "properties", "required", "additionalProperties", "$defs");

  private ToolSpecs() {}

  /**
   * Describes tools.
   *
   * @param tools the session's
   * @param failures says when one cannot be described
   */
  static List<ToolSpecification> of(List<Tool> tools, Failures failures) {
    return tools.stream().map(tool -> of(tool, failures)).toList();
  }

  private static ToolSpecification of(Tool tool, Failures failures) {
    try {
      JsonNode schema = JSON.readTree(tool.parameters());
      if (!(schema instanceof ObjectNode object)) {
        throw new IllegalArgumentException("they are not an object");
      }
      object.retain(KEPT);
      object.put("type", "object");
      if (object.path("additionalProperties").isObject()) {
        object.remove("additionalProperties");
      }
      ObjectNode all = JSON.createObjectNode();
      all.put("name", tool.name());
      all.put("description", tool.description());
      all.set("parameters", object);
      return ToolSpecification.fromJson(all.toString());
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw failures.failed(
          "the parameters of the tool '%s' are no JSON schema of an object: %s"
              .formatted(tool.name(), e.getMessage()));
    }
  }

  /**
   * Whether a model's arguments are a JSON object.
   *
   * @param arguments as it wrote them
   */
  static boolean isObject(String arguments) {
    try {
      JsonNode node = JSON.readTree(arguments);
      return node != null && node.isObject();
    } catch (JsonProcessingException e) {
      return false;
    }
  }
}
