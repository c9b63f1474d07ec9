package coda.voice.server.admin;

import coda.voice.gateway.GatewayException;
import coda.voice.server.config.ConfigError;
import coda.voice.server.config.live.ConfigRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/** The body of a request that changes the configuration, read strictly. */
final class ConfigBody {
  private static final Set<String> FIELDS =
      Set.of("changes", "reason", "dry_run", "if_version", "version");
  private static final int LONGEST_REASON = 500;
  private static final int LONGEST_TEXT = 8_192;

  private final JsonObject json;

  /**
   * A body.
   *
   * @param json what was sent
   * @throws GatewayException {@code CONFIG_REQUEST_INVALID} when a field is unknown
   */
  ConfigBody(JsonObject json) {
    this.json = json;
    for (String field : json.fieldNames()) {
      if (!FIELDS.contains(field)) {
        throw wrong(
            "There is no such field; there are: "
                + FIELDS.stream().sorted().collect(Collectors.joining(", ")));
      }
    }
  }

  /**
   * What is wanted.
   *
   * @param who wants it
   * @throws GatewayException {@code CONFIG_REQUEST_INVALID}
   */
  ConfigRequest change(String who) {
    if (!(json.getValue("changes") instanceof JsonObject changes) || changes.isEmpty()) {
      throw wrong(
          "changes must be an object with at least one setting, such as"
              + " {\"conversation.turns.silence_ms\": 700}");
    }
    Map<String, Optional<String>> texts = new LinkedHashMap<>();
    changes.forEach(
        entry -> texts.put(entry.getKey(), Optional.ofNullable(entry.getValue()).map(this::text)));
    return new ConfigRequest(texts, who, reason(), dryRun(), ifVersion());
  }

  private String text(Object value) {
    String text =
        switch (value) {
          case String s -> s;
          case Number n -> n.toString();
          case Boolean b -> b.toString();
          case JsonArray list -> words(list);
          default -> throw wrong("A setting is a text, a number, yes or no, a list, or null");
        };
    if (text.length() > LONGEST_TEXT) {
      throw wrong("A setting may have " + LONGEST_TEXT + " characters");
    }
    return text;
  }

  private static String words(JsonArray list) {
    List<?> words = list.getList();
    if (!words.stream().allMatch(String.class::isInstance)) {
      throw wrong("A list holds texts only");
    }
    return words.stream().map(String.class::cast).collect(Collectors.joining(", "));
  }

  /** Why. */
  String reason() {
    Object reason = json.getValue("reason", "");
    if (reason instanceof String text && text.length() <= LONGEST_REASON) {
      return text;
    }
    throw wrong("reason must be a text of up to " + LONGEST_REASON + " characters");
  }

  /** Whether nothing is to be changed. */
  boolean dryRun() {
    if (json.getValue("dry_run", false) instanceof Boolean only) {
      return only;
    }
    throw wrong("dry_run must be true or false");
  }

  private OptionalLong ifVersion() {
    return json.containsKey("if_version")
        ? OptionalLong.of(whole("if_version"))
        : OptionalLong.empty();
  }

  /** The version to return to. */
  long version() {
    return whole("version");
  }

  private long whole(String field) {
    Object value = json.getValue(field);
    if (value instanceof Integer || value instanceof Long) {
      return ((Number) value).longValue();
    }
    throw wrong(field + " must be a whole number");
  }

  private static GatewayException wrong(String message) {
    return new GatewayException(ConfigError.CONFIG_REQUEST_INVALID, message);
  }
}
