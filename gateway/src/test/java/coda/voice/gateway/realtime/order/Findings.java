package coda.voice.gateway.realtime.order;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What was found wrong, and the event that is looked at. */
final class Findings {
  private final List<RealtimeOrder.Fault> faults = new ArrayList<>();
  private int at = -1;
  private JsonObject event = new JsonObject();

  void lookAt(JsonObject next) {
    at++;
    event = next;
  }

  JsonObject event() {
    return event;
  }

  String type() {
    return Objects.requireNonNullElse(text("type"), "");
  }

  /** A text of the event; null when it is none. */
  String text(String key) {
    return event.getValue(key) instanceof String text ? text : null;
  }

  /** A text that has to be there; empty when it is not. */
  String need(Rule rule, String key) {
    String text = text(key);
    check(rule, text != null, key + " is a text");
    return Objects.requireNonNullElse(text, "");
  }

  /** An object that has to be there; empty when it is not. */
  JsonObject object(Rule rule, JsonObject of, String key) {
    if (of.getValue(key) instanceof JsonObject there) {
      return there;
    }
    check(rule, false, key + " is an object");
    return new JsonObject();
  }

  /** An array that has to be there; empty when it is not. */
  JsonArray array(Rule rule, JsonObject of, String key) {
    if (of.getValue(key) instanceof JsonArray there) {
      return there;
    }
    check(rule, false, key + " is an array");
    return new JsonArray();
  }

  /** A whole number that has to be there; -1 when it is not. */
  long number(Rule rule, JsonObject of, String key) {
    Object there = of.getValue(key);
    boolean whole = there instanceof Integer || there instanceof Long;
    check(rule, whole, key + " is a whole number");
    return whole ? ((Number) there).longValue() : -1;
  }

  void check(Rule rule, boolean holds, String words) {
    if (!holds) {
      faults.add(
          new RealtimeOrder.Fault(rule, at, "Not so that " + words + ": " + shortened(event)));
    }
  }

  private static String shortened(JsonObject event) {
    String text = event.encode();
    return text.length() <= 400 ? text : text.substring(0, 400) + "…";
  }

  List<RealtimeOrder.Fault> faults() {
    return List.copyOf(faults);
  }
}
