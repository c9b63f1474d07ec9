package coda.voice.protocol.coda;

import coda.voice.protocol.WellFormed;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.BiConsumer;

/** A JSON object being written. What is empty is left out. */
final class JsonOut {
  private final ObjectNode node = JsonNodeFactory.instance.objectNode();

  ObjectNode node() {
    return node;
  }

  JsonOut put(String name, String value) {
    node.put(name, WellFormed.text(value));
    return this;
  }

  JsonOut put(String name, boolean value) {
    node.put(name, value);
    return this;
  }

  JsonOut put(String name, long value) {
    node.put(name, value);
    return this;
  }

  JsonOut put(String name, double value) {
    node.put(name, value);
    return this;
  }

  JsonOut put(String name, WireName value) {
    return put(name, value.wireName());
  }

  JsonOut put(String name, JsonOut value) {
    node.set(name, value.node);
    return this;
  }

  JsonOut text(String name, Optional<String> value) {
    value.ifPresent(present -> put(name, present));
    return this;
  }

  JsonOut choice(String name, Optional<? extends WireName> value) {
    value.ifPresent(present -> put(name, present));
    return this;
  }

  JsonOut flag(String name, Optional<Boolean> value) {
    value.ifPresent(present -> put(name, present));
    return this;
  }

  JsonOut number(String name, OptionalDouble value) {
    value.ifPresent(present -> put(name, present));
    return this;
  }

  JsonOut whole(String name, OptionalLong value) {
    value.ifPresent(present -> put(name, present));
    return this;
  }

  JsonOut whole(String name, OptionalInt value) {
    value.ifPresent(present -> put(name, (long) present));
    return this;
  }

  <T> JsonOut objects(String name, List<T> values, BiConsumer<T, JsonOut> writer) {
    if (!values.isEmpty()) {
      ArrayNode array = node.putArray(name);
      for (T value : values) {
        JsonOut out = new JsonOut();
        writer.accept(value, out);
        array.add(out.node);
      }
    }
    return this;
  }

  JsonOut choices(String name, List<? extends WireName> values) {
    ArrayNode array = node.putArray(name);
    values.forEach(value -> array.add(value.wireName()));
    return this;
  }
}
