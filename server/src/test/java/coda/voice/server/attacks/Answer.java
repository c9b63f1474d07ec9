package coda.voice.server.attacks;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;

/**
 * An HTTP answer as it came.
 *
 * @param status the number
 * @param headers lines
 * @param body may be empty
 */
record Answer(int status, List<String> headers, String body) {
  /** All values of a header. */
  List<String> header(String name) {
    String start = name.toLowerCase(Locale.ROOT) + ":";
    return headers.stream()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
        .map(line -> line.substring(start.length()).strip())
        .toList();
  }

  JsonObject json() {
    return new JsonObject(body);
  }

  String code() {
    return json().getString("code");
  }

  /** Everything that a client gets to see. */
  String all() {
    return String.join("\n", headers) + "\n" + body;
  }
}
