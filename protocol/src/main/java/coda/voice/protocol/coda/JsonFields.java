package coda.voice.protocol.coda;

import coda.voice.protocol.Shown;
import coda.voice.protocol.UserText;
import coda.voice.protocol.WellFormed;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The fields of one JSON object. Absent and {@code null} are the same. What is wrong is told to the
 * {@link Problems} with the path of the field; if they do not throw, a harmless value is returned.
 */
final class JsonFields {
  /** Identifiers: at most 100 of these characters. */
  static final String IDENTIFIER = "1 to 100 characters of A-Z a-z 0-9 _ . : -";

  /** The largest whole number that JavaScript knows exactly. */
  static final long MAX_SAFE = (1L << 53) - 1;

  private final JsonNode object;
  private final String path;
  private final Problems problems;

  JsonFields(JsonNode object, String path, Problems problems) {
    this.object = object;
    this.path = path;
    this.problems = problems;
  }

  Problems problems() {
    return problems;
  }

  /** The same fields, with all problems to be listed. */
  JsonFields collecting() {
    return new JsonFields(object, path, Problems.all());
  }

  boolean has(String name) {
    return node(name).isPresent();
  }

  Optional<JsonNode> node(String name) {
    return Optional.ofNullable(object.get(name)).filter(node -> !node.isNull());
  }

  Optional<String> text(String name, int maxLength) {
    return node(name)
        .flatMap(
            node -> {
              if (node.isTextual() && node.textValue().length() <= maxLength) {
                return Optional.of(WellFormed.text(node.textValue()));
              }
              return invalid(name, node, "text of at most " + maxLength + " characters");
            });
  }

  /** What somebody typed or said: cleaned as {@link UserText} says, then measured. */
  Optional<String> userText(String name, int mostPoints) {
    return node(name)
        .flatMap(
            node -> {
              if (node.isTextual() && node.textValue().length() <= 2L * mostPoints) {
                String clean = UserText.clean(node.textValue());
                if (UserText.fits(clean, mostPoints, 4 * mostPoints)) {
                  return Optional.of(clean);
                }
              }
              return invalid(name, node, "text of at most " + mostPoints + " characters");
            });
  }

  String requiredUserText(String name, int mostPoints) {
    return required(name, userText(name, mostPoints), "");
  }

  /** Text that must never be shown. */
  String requiredSecret(String name, int maxLength) {
    Optional<JsonNode> node = node(name);
    if (node.isPresent()
        && !(node.get().isTextual() && node.get().textValue().length() <= maxLength)) {
      problems.invalid(
          path(name), "something else", "text of at most " + maxLength + " characters");
    }
    return required(name, node.map(JsonNode::asText).map(WellFormed::text), "");
  }

  String requiredText(String name, int maxLength) {
    return required(name, text(name, maxLength), "");
  }

  Optional<String> identifier(String name) {
    return node(name)
        .flatMap(
            node ->
                node.isTextual() && isIdentifier(node.textValue())
                    ? Optional.of(node.textValue())
                    : invalid(name, node, IDENTIFIER));
  }

  String requiredIdentifier(String name) {
    return required(name, identifier(name), "");
  }

  Optional<Boolean> flag(String name) {
    return node(name)
        .flatMap(
            node ->
                node.isBoolean()
                    ? Optional.of(node.booleanValue())
                    : invalid(name, node, "true, false"));
  }

  boolean requiredFlag(String name) {
    return required(name, flag(name), false);
  }

  OptionalLong whole(String name, long min, long max) {
    Optional<Long> value =
        node(name)
            .flatMap(
                node ->
                    isWhole(node) && node.longValue() >= min && node.longValue() <= max
                        ? Optional.of(node.longValue())
                        : invalid(name, node, "a whole number from " + min + " to " + max));
    return value.map(OptionalLong::of).orElseGet(OptionalLong::empty);
  }

  long requiredWhole(String name, long min, long max) {
    OptionalLong value = whole(name, min, max);
    return required(name, value.isPresent() ? Optional.of(value.getAsLong()) : none(), min);
  }

  OptionalInt integer(String name, int min, int max) {
    OptionalLong value = whole(name, min, max);
    return value.isPresent() ? OptionalInt.of((int) value.getAsLong()) : OptionalInt.empty();
  }

  int requiredInteger(String name, int min, int max) {
    return (int) requiredWhole(name, min, max);
  }

  OptionalDouble number(String name, double min, double max) {
    Optional<Double> value =
        node(name)
            .flatMap(
                node ->
                    node.isNumber() && node.doubleValue() >= min && node.doubleValue() <= max
                        ? Optional.of(node.doubleValue())
                        : invalid(name, node, "a number from " + min + " to " + max));
    return value.map(OptionalDouble::of).orElseGet(OptionalDouble::empty);
  }

  /** Seconds since 1970. */
  double requiredSeconds(String name) {
    OptionalDouble value = number(name, 0, 1e12);
    return required(name, value.isPresent() ? Optional.of(value.getAsDouble()) : none(), 0.0);
  }

  <E extends Enum<E> & WireName> Optional<E> choice(String name, E[] values) {
    return node(name).flatMap(node -> choose(name, node, values));
  }

  <E extends Enum<E> & WireName> E requiredChoice(String name, E[] values) {
    return required(name, choice(name, values), values[0]);
  }

  <E extends Enum<E> & WireName> List<E> choices(String name, E[] values) {
    List<E> chosen = new ArrayList<>();
    for (JsonNode node : elements(name, values.length, "a list of: " + names(values))) {
      choose(name, node, values).ifPresent(chosen::add);
    }
    return chosen;
  }

  private <E extends Enum<E> & WireName> Optional<E> choose(
      String name, JsonNode node, E[] values) {
    for (E value : values) {
      if (node.isTextual() && node.textValue().equals(value.wireName())) {
        return Optional.of(value);
      }
    }
    return invalid(name, node, names(values));
  }

  /** An object inside, empty if absent. */
  JsonFields object(String name) {
    JsonNode inside =
        node(name)
            .flatMap(node -> node.isObject() ? Optional.of(node) : invalid(name, node, "an object"))
            .orElseGet(JsonNodeFactory.instance::objectNode);
    return new JsonFields(inside, path(name), problems);
  }

  /** An object inside; empty if it is something else. */
  JsonFields objectOrElseEmpty(String name) {
    JsonNode inside =
        node(name).filter(JsonNode::isObject).orElseGet(JsonNodeFactory.instance::objectNode);
    return new JsonFields(inside, path(name), problems);
  }

  JsonFields requiredObject(String name) {
    if (!has(name)) {
      problems.missing(path(name), "an object is needed");
    }
    return object(name);
  }

  /** A list of objects, empty if absent. */
  <T> List<T> objects(String name, int max, Function<JsonFields, T> reader) {
    List<T> list = new ArrayList<>();
    int at = 0;
    for (JsonNode node : elements(name, max, "a list of at most " + max + " objects")) {
      String each = path(name) + "[" + at++ + "]";
      if (node.isObject()) {
        list.add(reader.apply(new JsonFields(node, each, problems)));
      } else {
        problems.invalid(each, show(node), "an object");
      }
    }
    return list;
  }

  /** All fields, each a number. */
  void numbers(BiConsumer<String, Double> to) {
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      if (field.getValue().isNumber() && Double.isFinite(field.getValue().doubleValue())) {
        to.accept(WellFormed.text(field.getKey()), field.getValue().doubleValue());
      } else {
        problems.invalid(
            path(Shown.text(field.getKey())), show(field.getValue()), "a finite number");
      }
    }
  }

  private Iterable<JsonNode> elements(String name, int max, String allowed) {
    Optional<JsonNode> list = node(name);
    if (list.isPresent() && !(list.get().isArray() && list.get().size() <= max)) {
      return this.<Iterable<JsonNode>>invalid(name, list.get(), allowed).orElse(List.of());
    }
    return list.<Iterable<JsonNode>>map(node -> node).orElse(List.of());
  }

  private <T> T required(String name, Optional<T> value, T harmless) {
    if (!has(name)) {
      problems.missing(path(name), "it is required");
    }
    return value.orElse(harmless);
  }

  <T> Optional<T> invalid(String name, JsonNode node, String allowed) {
    problems.invalid(path(name), show(node), allowed);
    return Optional.empty();
  }

  String path(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  private static <T> Optional<T> none() {
    return Optional.empty();
  }

  private static boolean isWhole(JsonNode node) {
    return node.isNumber()
        && node.canConvertToExactIntegral()
        && node.canConvertToLong()
        && Math.abs(node.doubleValue()) <= MAX_SAFE;
  }

  static boolean isIdentifier(String text) {
    return !text.isEmpty() && text.length() <= 100 && text.chars().allMatch(JsonFields::isNamePart);
  }

  private static boolean isNamePart(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || "_.:-".indexOf(c) >= 0;
  }

  static String show(JsonNode node) {
    return switch (node.getNodeType()) {
      case STRING -> Shown.text(node.textValue());
      case NUMBER, BOOLEAN -> shorten(node.asText());
      case NULL, MISSING -> "null";
      case ARRAY -> "a list of " + node.size();
      default -> "an object";
    };
  }

  private static String shorten(String number) {
    return number.length() <= 40 ? number : number.substring(0, 40) + "…";
  }

  private static <E extends Enum<E> & WireName> String names(E[] values) {
    return Arrays.stream(values).map(WireName::wireName).collect(Collectors.joining(", "));
  }
}
