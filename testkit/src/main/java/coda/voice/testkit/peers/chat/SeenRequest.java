package coda.voice.testkit.peers.chat;

import coda.voice.testkit.peers.http.Exchange;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** A request a scripted server got, and what became of it. */
public final class SeenRequest {
  private final JsonNode body;
  private final Exchange exchange;

  SeenRequest(JsonNode body, Exchange exchange) {
    this.body = body;
    this.exchange = exchange;
  }

  /** What was asked. */
  public JsonNode body() {
    return body;
  }

  /** Its headers, names in lower case. */
  public String header(String name) {
    return exchange.request().headers().getOrDefault(name, "");
  }

  /** Its messages, each as {@code role: content}. */
  public List<String> messages() {
    List<String> messages = new ArrayList<>();
    for (JsonNode message : body.path("messages")) {
      String content = message.path("content").asText("");
      String calls =
          message.path("tool_calls").isEmpty() ? "" : message.get("tool_calls").toString();
      messages.add(message.path("role").asText() + ": " + content + calls);
    }
    return messages;
  }

  /** Whether the client went away before the response was complete. */
  public boolean aborted() {
    return exchange.aborted();
  }

  /** When it did, as {@link System#nanoTime}; 0 if it did not. */
  public long abortedAt() {
    return exchange.abortedAt();
  }
}
