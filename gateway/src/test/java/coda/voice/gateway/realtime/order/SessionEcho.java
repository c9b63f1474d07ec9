package coda.voice.gateway.realtime.order;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** What the server says the session is. */
final class SessionEcho {
  private final Findings findings;
  private JsonObject now = new JsonObject();
  private boolean seen;
  private boolean updated;
  private boolean remoteTools;
  private boolean begun;

  SessionEcho(Findings findings) {
    this.findings = findings;
  }

  /** Any event. */
  void saw() {
    String type = findings.type();
    boolean created = type.equals("session.created");
    // Who is refused is told why, and nothing else.
    boolean refused = type.equals("error") && !begun;
    findings.check(
        Rule.SESSION_FIRST,
        begun ? !created : created || refused,
        "session.created is the first event, and the only one of its kind");
    begun |= created;
    if (created || type.equals("session.updated")) {
      look(findings.object(Rule.SESSION, findings.event(), "session"));
    }
  }

  private void look(JsonObject session) {
    need(session, "id", "object", "type", "expires_at", "audio");
    boolean talks = "realtime".equals(session.getString("type"));
    findings.check(
        Rule.SESSION,
        session.getValue("id") instanceof String
            && (!seen || session.getValue("id").equals(now.getValue("id"))),
        "a session keeps its id");
    if (seen && talks && updated) {
      findings.check(
          Rule.SESSION,
          session.getValue("type").equals(now.getValue("type"))
              && session.getValue("model").equals(now.getValue("model")),
          "a session keeps its type and its model");
    }
    JsonObject audio = findings.object(Rule.SESSION, session, "audio");
    JsonObject input = findings.object(Rule.SESSION, audio, "input");
    need(input, "format", "noise_reduction", "transcription", "turn_detection");
    if (talks) {
      need(
          session,
          "model",
          "output_modalities",
          "instructions",
          "tools",
          "tool_choice",
          "max_output_tokens",
          "truncation",
          "tracing");
      JsonArray modalities = findings.array(Rule.SESSION, session, "output_modalities");
      findings.check(
          Rule.SESSION,
          modalities.equals(new JsonArray().add("audio"))
              || modalities.equals(new JsonArray().add("text")),
          "output is audio or text");
      JsonObject output = findings.object(Rule.SESSION, audio, "output");
      need(output, "format", "voice", "speed");
    }
    if (input.getValue("turn_detection") instanceof JsonObject detection) {
      need(detection, "type", "create_response", "interrupt_response");
      if ("server_vad".equals(detection.getString("type"))) {
        need(detection, "threshold", "prefix_padding_ms", "silence_duration_ms", "idle_timeout_ms");
      } else {
        need(detection, "eagerness");
      }
    }
    updated |= findings.type().equals("session.updated");
    seen = true;
    now = session;
    remoteTools |=
        session.getJsonArray("tools", new JsonArray()).stream()
            .anyMatch(
                tool -> tool instanceof JsonObject each && "mcp".equals(each.getString("type")));
  }

  private void need(JsonObject of, String... keys) {
    for (String key : List.of(keys)) {
      findings.check(Rule.SESSION, of.containsKey(key), "a session is told with its " + key);
    }
  }

  private JsonObject input() {
    return now.getJsonObject("audio", new JsonObject()).getJsonObject("input", new JsonObject());
  }

  /** Tools elsewhere are declared. */
  void declaresRemoteTools() {
    remoteTools = true;
  }

  /** Whether tools elsewhere were ever declared. */
  boolean remoteTools() {
    return remoteTools;
  }

  /** Whether speech is looked for. */
  boolean detectsTurns() {
    return input().getValue("turn_detection") != null;
  }

  /** Whether the client wants to hear of silence. */
  boolean hasIdleTimeout() {
    return input().getValue("turn_detection") instanceof JsonObject detection
        && detection.getValue("idle_timeout_ms") != null;
  }

  /** Whether the client wants the words of the user. */
  boolean transcribes() {
    return input().getValue("transcription") != null;
  }

  /** Whether it only listens. */
  boolean onlyListens() {
    return "transcription".equals(now.getValue("type"));
  }
}
