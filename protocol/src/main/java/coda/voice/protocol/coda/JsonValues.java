package coda.voice.protocol.coda;

import coda.voice.protocol.WellFormed;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Free-form JSON as plain Java values: texts, booleans, longs, doubles, lists, maps. No nulls. */
final class JsonValues {
  private JsonValues() {}

  /** The fields of an object; fields and elements that are null are left out. */
  static Map<String, Object> map(JsonNode object) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      if (!field.getValue().isNull()) {
        map.put(WellFormed.text(field.getKey()), value(field.getValue()));
      }
    }
    return map;
  }

  private static Object value(JsonNode node) {
    if (node.isObject()) {
      return map(node);
    }
    if (node.isArray()) {
      List<Object> list = new ArrayList<>();
      node.forEach(
          element -> {
            if (!element.isNull()) {
              list.add(value(element));
            }
          });
      return list;
    }
    if (node.isBoolean()) {
      return node.booleanValue();
    }
    if (node.isIntegralNumber() && node.canConvertToLong()) {
      return node.longValue();
    }
    return node.isNumber() ? node.doubleValue() : WellFormed.text(node.asText());
  }

  /** The object with these fields. */
  static ObjectNode node(Map<?, ?> map) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    map.forEach((key, value) -> node.set(WellFormed.text(key.toString()), node(value)));
    return node;
  }

  private static JsonNode node(Object value) {
    JsonNodeFactory make = JsonNodeFactory.instance;
    return switch (value) {
      case Map<?, ?> map -> node(map);
      case List<?> list -> {
        ArrayNode array = make.arrayNode();
        list.forEach(element -> array.add(node((Object) element)));
        yield array;
      }
      case Boolean flag -> make.booleanNode(flag);
      case Double number -> make.numberNode(number);
      case Float number -> make.numberNode(number.doubleValue());
      case Number number -> make.numberNode(number.longValue());
      default -> make.textNode(WellFormed.text(value.toString()));
    };
  }
}
