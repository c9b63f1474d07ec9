package coda.voice.protocol.realtime;

import coda.voice.protocol.WellFormed;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A JSON object being written, field by field in this order. */
final class Out {
  private final ObjectNode node = JsonNodeFactory.instance.objectNode();

  ObjectNode node() {
    return node;
  }

  Out text(String name, String value) {
    node.put(name, WellFormed.text(value));
    return this;
  }

  /** Left out if empty. */
  Out text(String name, Optional<String> value) {
    value.ifPresent(present -> text(name, present));
    return this;
  }

  /** {@code null} if empty. */
  Out nullable(String name, Optional<String> value) {
    return value.isPresent() ? text(name, value.get()) : nothing(name);
  }

  Out nothing(String name) {
    node.putNull(name);
    return this;
  }

  Out whole(String name, long value) {
    node.put(name, value);
    return this;
  }

  Out decimal(String name, double value) {
    node.put(name, value);
    return this;
  }

  Out flag(String name, boolean value) {
    node.put(name, value);
    return this;
  }

  Out set(String name, JsonNode value) {
    node.set(name, value);
    return this;
  }

  Out set(String name, Out value) {
    return set(name, value.node);
  }

  <T> Out list(String name, List<T> values, Function<T, JsonNode> writer) {
    ArrayNode array = node.putArray(name);
    values.forEach(value -> array.add(writer.apply(value)));
    return this;
  }

  Out texts(String name, String... values) {
    ArrayNode array = node.putArray(name);
    for (String value : values) {
      array.add(value);
    }
    return this;
  }
}
