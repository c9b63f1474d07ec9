package coda.voice.gateway.realtime;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** A client that does whatever comes to its mind, in an order that a seed decides. */
final class RandomTalker {
  private static final String REALTIME = "\"session\":{\"type\":\"realtime\",%s}";
  private static final List<String> TURN_DETECTION =
      List.of(
          "null",
          "null",
          "{\"type\":\"server_vad\"}",
          "{\"type\":\"server_vad\",\"silence_duration_ms\":200,\"idle_timeout_ms\":5000}",
          "{\"type\":\"server_vad\",\"create_response\":false}",
          "{\"type\":\"server_vad\",\"interrupt_response\":false}",
          "{\"type\":\"server_vad\",\"create_response\":false,\"interrupt_response\":false}",
          "{\"type\":\"semantic_vad\",\"eagerness\":\"high\"}");
  private static final List<String> UPDATES =
      List.of(
          "\"tracing\":\"auto\"",
          "\"audio\":{\"output\":{}}",
          "\"instructions\":\"Be brief.\"",
          "\"tools\":[]",
          "\"tools\":[{\"type\":\"function\",\"name\":\"look\",\"parameters\":{\"type\":\"object\",\"properties\":{}}}]",
          "\"output_modalities\":[\"text\"]",
          "\"output_modalities\":[\"audio\"]",
          "\"audio\":{\"input\":{\"transcription\":{\"model\":\"whisper-1\"}}}",
          "\"audio\":{\"input\":{\"transcription\":null}}",
          "\"audio\":{\"output\":{\"format\":{\"type\":\"audio/pcmu\"}}}",
          "\"audio\":{\"output\":{\"format\":{\"type\":\"audio/pcm\",\"rate\":24000}}}",
          "\"audio\":{\"output\":{\"speed\":99}}");
  private static final List<String> RESPONSES =
      List.of(
          "",
          "",
          "\"response\":{\"output_modalities\":[\"text\"]}",
          "\"response\":{\"metadata\":{\"client_event_id\":\"x\"}}",
          "\"response\":{\"instructions\":\"Be loud.\",\"tools\":[]}",
          "\"response\":{\"input\":[]}",
          "\"response\":{\"tools\":[{\"type\":\"function\",\"name\":\"look\"}],\"input\":[{\"type\":\"message\",\"role\":\"user\",\"content\":[{\"type\":\"input_text\",\"text\":\"call look\"}]}]}",
          "\"response\":{\"conversation\":\"none\",\"metadata\":{\"topic\":\"y\"}}",
          "\"response\":{\"conversation\":\"none\",\"output_modalities\":[\"text\"],\"input\":[{\"type\":\"message\",\"role\":\"user\",\"content\":[{\"type\":\"input_text\",\"text\":\"aside\"}]}]}");
  private static final List<String> NONSENSE =
      List.of("", "{", "[]", "{\"type\":\"x.y\"}", "{\"type\":\"response.create\",\"response\":7}");
  private static final List<String> TEXTS =
      List.of("hello", "call look", "one two three four five", "one two three four ".repeat(20));

  private final SplittableRandom random;
  private final RealtimeClient client;
  private final List<String> items = new ArrayList<>();
  private final List<String> calls = new ArrayList<>();
  private final List<String> did = new ArrayList<>();
  private String instructions = "";
  private int made;

  RandomTalker(long seed, RealtimeClient client) {
    this.random = new SplittableRandom(seed);
    this.client = client;
    if (seed % 2 == 0) {
      send(
          "session.update",
          REALTIME.formatted(
              "\"audio\":{\"input\":{\"transcription\":{\"model\":\"whisper-1\"}}}"));
    }
  }

  /** What it did, to be told when something went wrong. */
  List<String> did() {
    return List.copyOf(did);
  }

  /** Does one thing. */
  void step() {
    switch (random.nextInt(24)) {
      case 0, 1, 2 -> speak(200 + random.nextInt(500), 700 + random.nextInt(600));
      case 3 -> speak(400, 0);
      case 4 -> speak(0, 100 + random.nextInt(700));
      case 5 -> send("response.cancel", "");
      case 6 -> create();
      case 7, 21 -> {
        create();
        send("response.create", pick(RESPONSES));
      }
      case 8 -> send("conversation.item.retrieve", "\"item_id\":\"" + item() + "\"");
      case 9 -> send("conversation.item.delete", "\"item_id\":\"" + item() + "\"");
      case 10 ->
          send(
              "conversation.item.truncate",
              "\"item_id\":\"%s\",\"content_index\":0,\"audio_end_ms\":%d"
                  .formatted(item(), random.nextInt(2_000)));
      case 11 -> send("session.update", REALTIME.formatted(pick(UPDATES)));
      case 12 ->
          send(
              "session.update",
              REALTIME.formatted(
                  "\"audio\":{\"input\":{\"turn_detection\":" + pick(TURN_DETECTION) + "}}"));
      case 13, 14 -> send("response.create", pick(RESPONSES));
      case 15 -> send("input_audio_buffer.commit", "");
      case 16 -> send("input_audio_buffer.clear", "");
      case 17 -> result();
      case 18 -> text(pick(NONSENSE));
      case 19, 20 -> catchUp();
      default -> listen(500);
    }
    listen(random.nextInt(60));
  }

  /** Does nothing new, and is told the rest. */
  void rest() {
    catchUp();
    while (!client.quiet()) {
      listen(100);
    }
  }

  /** Waits until the server has dealt with everything so far. */
  private void catchUp() {
    String marker = "Lesson " + made++;
    send("session.update", REALTIME.formatted("\"instructions\":\"" + marker + "\""));
    while (!marker.equals(instructions)) {
      listen(100);
    }
  }

  private void speak(int loudMs, int quietMs) {
    did.add("speak " + loudMs + " " + quietMs);
    client.sound(loudMs, true).sound(quietMs, false);
  }

  private void create() {
    String role = pick(List.of("user", "user", "user", "system", "assistant"));
    String part = role.equals("assistant") ? "output_text" : "input_text";
    String where =
        switch (random.nextInt(4)) {
          case 0 -> ",\"previous_item_id\":\"root\"";
          case 1 -> ",\"previous_item_id\":\"" + item() + "\"";
          default -> "";
        };
    String id = random.nextInt(3) == 0 ? "\"id\":\"mine_" + made++ + "\"," : "";
    send(
        "conversation.item.create",
        "\"item\":{%s\"type\":\"message\",\"role\":\"%s\",\"content\":[{\"type\":\"%s\",\"text\":\"%s\"}]}%s"
            .formatted(id, role, part, pick(TEXTS), where));
  }

  private void result() {
    String callId = calls.isEmpty() ? "call_none" : pick(calls);
    send(
        "conversation.item.create",
        "\"item\":{\"type\":\"function_call_output\",\"call_id\":\""
            + callId
            + "\",\"output\":\"\"}");
    send("response.create", "");
  }

  private void send(String type, String fields) {
    text("{\"type\":\"" + type + "\"" + (fields.isEmpty() ? "" : "," + fields) + "}");
  }

  private void text(String text) {
    did.add(text);
    client.sendText(text);
  }

  private String pick(List<String> from) {
    return from.get(random.nextInt(from.size()));
  }

  /** An item that there is, or was, or never was. */
  private String item() {
    return items.isEmpty() || random.nextInt(8) == 0 ? "item_none" : pick(items);
  }

  /** Waits so long for something to come, and takes what else has come. */
  private void listen(long ms) {
    for (Optional<JsonObject> next = client.poll(ms); next.isPresent(); next = client.poll(0)) {
      heed(next.get());
    }
  }

  private void heed(JsonObject event) {
    if (event.getString("type").equals("conversation.item.added")) {
      items.add(event.getJsonObject("item").getString("id"));
    }
    if (event.getString("type").equals("session.updated")) {
      instructions = event.getJsonObject("session").getString("instructions");
    }
    if (event.getString("type").equals("response.done")) {
      JsonArray output = event.getJsonObject("response").getJsonArray("output");
      for (int i = 0; i < output.size(); i++) {
        if (output.getJsonObject(i).getString("type").equals("function_call")) {
          calls.add(output.getJsonObject(i).getString("call_id"));
        }
      }
    }
  }
}
