package coda.voice.server.data;

import coda.voice.conversation.store.StoredConversation;
import coda.voice.conversation.store.StoredTurn;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Conversations for programs, over HTTP and in files. */
public final class ConversationJson {
  private ConversationJson() {}

  /**
   * A conversation without its turns.
   *
   * @param conversation what
   */
  public static Map<String, Object> of(StoredConversation conversation) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("conversation_id", conversation.id());
    json.put("began_at", conversation.beganAt().toString());
    json.put("changed_at", conversation.changedAt().toString());
    json.put("turns", conversation.turns());
    return json;
  }

  /**
   * A turn.
   *
   * @param turn what
   */
  public static Map<String, Object> of(StoredTurn turn) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("turn", turn.number());
    json.put("revision", turn.revision());
    json.put("began_at", turn.beganAt().toString());
    json.put("changed_at", turn.changedAt().toString());
    json.put("mode", turn.mode());
    json.put("language", turn.language());
    json.put("engines", turn.engines());
    List<Map<String, Object>> lines =
        turn.lines().stream()
            .map(
                line ->
                    Map.<String, Object>of(
                        "role",
                        line.role().name().toLowerCase(Locale.ROOT),
                        "content",
                        line.text()))
            .toList();
    json.put("lines", lines);
    return json;
  }
}
