package coda.voice.gateway.realtime;

import coda.voice.protocol.realtime.SessionType;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the address of a connection says. Parameters that nobody knows are passed over: some clients
 * send more than there is.
 *
 * @param type of the session
 * @param model that the client named; sessions repeat it
 * @param call a call that somebody wants to join, which only exists over other transports
 */
record RealtimeQuery(SessionType type, Optional<String> model, Optional<String> call) {
  private static final int LONGEST = 200;

  /**
   * Reads it.
   *
   * @param query without the question mark
   */
  static RealtimeQuery of(@Nullable String query) {
    Map<String, List<String>> values =
        query == null ? Map.of() : new QueryStringDecoder(query, false).parameters();
    boolean transcription = first(values, "intent").equals(Optional.of("transcription"));
    return new RealtimeQuery(
        transcription ? SessionType.TRANSCRIPTION : SessionType.REALTIME,
        first(values, "model").or(() -> first(values, "deployment")),
        first(values, "call_id"));
  }

  private static Optional<String> first(Map<String, List<String>> values, String name) {
    return values.getOrDefault(name, List.of()).stream()
        .filter(value -> !value.isBlank() && value.length() <= LONGEST)
        .findFirst();
  }
}
