package coda.voice.protocol.realtime;

import coda.voice.protocol.Shown;
import coda.voice.protocol.WellFormed;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * The fields of one JSON object, with the path that leads to it. Readers take {@code null} for
 * absent; where the difference matters, {@link #cleared} tells.
 */
final class Fields {
  private final JsonNode object;
  private final String path;

  Fields(JsonNode object, String path) {
    this.object = object;
    this.path = path;
  }

  String path() {
    return path;
  }

  String path(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  JsonNode node() {
    return object;
  }

  boolean has(String name) {
    return node(name).isPresent();
  }

  /** Whether it is there as {@code null}. */
  boolean cleared(String name) {
    JsonNode node = object.get(name);
    return node != null && node.isNull();
  }

  Optional<JsonNode> node(String name) {
    return Optional.ofNullable(object.get(name)).filter(node -> !node.isNull());
  }

  /** A nullable setting: absent leaves what was, {@code null} clears, a value is read. */
  <T> Optional<T> change(String name, Optional<T> before, Function<JsonNode, T> reader) {
    return cleared(name) ? Optional.empty() : node(name).map(reader).or(() -> before);
  }

  Optional<String> text(String name, int max) {
    return node(name).map(node -> text(path(name), node, max));
  }

  static String text(String path, JsonNode node, int max) {
    if (!node.isTextual()) {
      throw Faults.type(path, "a string", node);
    }
    String text = node.textValue();
    if (text.length() > max) {
      throw Faults.tooLong(path, max, text.length());
    }
    return WellFormed.text(text);
  }

  String requiredText(String name, int max) {
    return text(name, max).orElseThrow(() -> Faults.missing(path(name)));
  }

  /** Text of at least one character. */
  String requiredName(String name, int max) {
    return name(name, max).orElseThrow(() -> Faults.missing(path(name)));
  }

  /** Text of at least one character. */
  Optional<String> name(String name, int max) {
    Optional<String> text = text(name, max);
    if (text.isPresent() && text.get().isEmpty()) {
      throw Faults.value(path(name), "\"\"", "at least one character");
    }
    return text;
  }

  Optional<Boolean> flag(String name) {
    return node(name)
        .map(
            node -> {
              if (!node.isBoolean()) {
                throw Faults.type(path(name), "a boolean", node);
              }
              return node.booleanValue();
            });
  }

  OptionalInt integer(String name, int min, int max) {
    Optional<Integer> value = node(name).map(node -> integer(path(name), node, min, max));
    return value.map(OptionalInt::of).orElseGet(OptionalInt::empty);
  }

  int requiredInteger(String name, int min, int max) {
    return integer(name, min, max).orElseThrow(() -> Faults.missing(path(name)));
  }

  static int integer(String path, JsonNode node, int min, int max) {
    if (!node.isNumber() || !node.canConvertToExactIntegral()) {
      throw Faults.type(path, "an integer", node);
    }
    double value = node.doubleValue(); // exact for all that is allowed
    if (value < min) {
      throw Faults.belowMin(path, Integer.toString(min), shown(node));
    }
    if (value > max) {
      throw Faults.aboveMax(path, Integer.toString(max), shown(node));
    }
    return (int) value;
  }

  OptionalDouble decimal(String name, double min, double max) {
    Optional<Double> value =
        node(name)
            .map(
                node -> {
                  if (!node.isNumber()) {
                    throw Faults.type(path(name), "a number", node);
                  }
                  if (!(node.doubleValue() >= min && node.doubleValue() <= max)) {
                    throw Faults.value(path(name), shown(node), min + " to " + max);
                  }
                  return node.doubleValue();
                });
    return value.map(OptionalDouble::of).orElseGet(OptionalDouble::empty);
  }

  <E extends Enum<E> & Wire> Optional<E> choice(String name, E[] values) {
    return node(name).map(node -> choice(path(name), node, values));
  }

  static <E extends Enum<E> & Wire> E choice(String path, JsonNode node, E[] values) {
    if (!node.isTextual()) {
      throw Faults.type(path, "a string", node);
    }
    for (E value : values) {
      if (value.wireName().equals(node.textValue())) {
        return value;
      }
    }
    throw Faults.choice(path, shown(node), Arrays.stream(values).map(Wire::wireName).toList());
  }

  /** An object inside; empty fields if it is absent or {@code null}. */
  Fields object(String name) {
    return optionalObject(name)
        .orElseGet(() -> new Fields(JsonNodeFactory.instance.objectNode(), path(name)));
  }

  Optional<Fields> optionalObject(String name) {
    return node(name).map(node -> object(path(name), node));
  }

  Fields requiredObject(String name) {
    return optionalObject(name).orElseThrow(() -> Faults.missing(path(name)));
  }

  static Fields object(String path, JsonNode node) {
    if (!node.isObject()) {
      throw Faults.type(path, "an object", node);
    }
    return new Fields(node, path);
  }

  /** A list of anything; empty if it is absent or {@code null}. */
  <T> Optional<List<T>> list(String name, int max, Reader<T> reader) {
    return node(name).map(node -> list(path(name), node, max, reader));
  }

  static <T> List<T> list(String path, JsonNode node, int max, Reader<T> reader) {
    if (!node.isArray()) {
      throw Faults.type(path, "an array", node);
    }
    if (node.size() > max) {
      throw Faults.tooMany(path, max, node.size());
    }
    List<T> list = new ArrayList<>(node.size());
    for (JsonNode each : node) {
      list.add(reader.read(path + "[" + list.size() + "]", each));
    }
    return list;
  }

  Optional<List<String>> texts(String name, int max, int maxLength) {
    return list(name, max, (at, node) -> text(at, node, maxLength));
  }

  /** Pairs of texts, in their order. */
  Optional<Map<String, String>> pairs(String name, int max, int maxKey, int maxValue) {
    return optionalObject(name)
        .map(
            fields -> {
              if (fields.object.size() > max) {
                throw Faults.tooMany(path(name), max, fields.object.size());
              }
              Map<String, String> pairs = new LinkedHashMap<>();
              for (Map.Entry<String, JsonNode> each : fields.object.properties()) {
                if (each.getKey().length() > maxKey) {
                  throw Faults.tooLong(path(name), maxKey, each.getKey().length());
                }
                String key = WellFormed.text(each.getKey());
                pairs.put(key, text(fields.path(key), each.getValue(), maxValue));
              }
              return pairs;
            });
  }

  /** An object that is handed on. */
  Optional<Json> json(String name) {
    return optionalObject(name).map(fields -> Json.of(fields.object));
  }

  /** A copy that may be changed. */
  ObjectNode copy() {
    return object.deepCopy();
  }

  static String shown(JsonNode node) {
    return switch (node.getNodeType()) {
      case STRING -> Shown.text(node.textValue());
      case NUMBER, BOOLEAN -> shortened(node.asText());
      case ARRAY -> "an array of " + node.size();
      case OBJECT -> "an object";
      default -> "null";
    };
  }

  private static String shortened(String number) {
    return number.length() <= 40 ? number : number.substring(0, 40) + "…";
  }

  /** Reads one entry of a list. */
  interface Reader<T> {
    T read(String path, JsonNode node);
  }
}
