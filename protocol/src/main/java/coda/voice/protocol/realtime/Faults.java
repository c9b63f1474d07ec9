package coda.voice.protocol.realtime;

import static coda.voice.protocol.ProtocolError.PROTOCOL_FIELD_INVALID;
import static coda.voice.protocol.ProtocolError.PROTOCOL_FIELD_MISSING;
import static coda.voice.protocol.ProtocolError.PROTOCOL_TOO_LARGE;

import coda.voice.protocol.ProtocolError;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/** What can be wrong with a field, in OpenAI's codes and words. */
final class Faults {
  private Faults() {}

  static RealtimeException missing(String path) {
    return fault(
        PROTOCOL_FIELD_MISSING,
        "missing_required_parameter",
        "Missing required parameter: '" + path + "'.",
        path);
  }

  static RealtimeException type(String path, String expected, JsonNode found) {
    return fault(
        PROTOCOL_FIELD_INVALID,
        "invalid_type",
        "Invalid type for '"
            + path
            + "': expected "
            + expected
            + ", but got "
            + kind(found)
            + " instead.",
        path);
  }

  /** Something of the right type that is not allowed. */
  static RealtimeException value(String path, String shown, String allowed) {
    return fault(
        PROTOCOL_FIELD_INVALID,
        "invalid_value",
        "Invalid value for '" + path + "': " + shown + ". Allowed: " + allowed + ".",
        path);
  }

  static RealtimeException choice(String path, String shown, List<String> names) {
    return value(path, shown, String.join(", ", names));
  }

  static RealtimeException belowMin(String path, String min, String found) {
    return fault(
        PROTOCOL_FIELD_INVALID,
        "integer_below_min_value",
        "Invalid '"
            + path
            + "': integer below minimum value. Expected a value >= "
            + min
            + ", but got "
            + found
            + " instead.",
        path);
  }

  static RealtimeException aboveMax(String path, String max, String found) {
    return fault(
        PROTOCOL_FIELD_INVALID,
        "integer_above_max_value",
        "Invalid '"
            + path
            + "': integer above maximum value. Expected a value <= "
            + max
            + ", but got "
            + found
            + " instead.",
        path);
  }

  static RealtimeException tooLong(String path, int max, int found) {
    return fault(
        PROTOCOL_TOO_LARGE,
        "string_above_max_length",
        "Invalid '"
            + path
            + "': string too long. Expected a string with maximum length "
            + max
            + ", but got a string with length "
            + found
            + " instead.",
        path);
  }

  static RealtimeException tooMany(String path, int max, int found) {
    return fault(
        PROTOCOL_TOO_LARGE,
        "invalid_value",
        "Invalid '" + path + "': " + found + " entries, but at most " + max + " are allowed.",
        path);
  }

  static RealtimeException fault(ProtocolError error, String code, String message, String path) {
    return new RealtimeException(
        error,
        RealtimeError.invalid(
            code, message, path.isEmpty() ? Optional.empty() : Optional.of(path)));
  }

  private static String kind(JsonNode node) {
    return switch (node.getNodeType()) {
      case STRING -> "a string";
      case NUMBER -> node.isIntegralNumber() ? "an integer" : "a decimal";
      case BOOLEAN -> "a boolean";
      case ARRAY -> "an array";
      case OBJECT -> "an object";
      default -> "null";
    };
  }
}
