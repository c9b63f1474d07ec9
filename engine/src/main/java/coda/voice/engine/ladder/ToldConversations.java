package coda.voice.engine.ladder;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What conversations believe about who does the work. Only those are kept that were told of a
 * fallback and not yet of a recovery; the one that was told longest ago is forgotten when there are
 * too many, and then hears of no recovery. Any thread.
 */
final class ToldConversations {
  private final Map<String, Integer> believed;

  ToldConversations(int most) {
    this.believed =
        Collections.synchronizedMap(
            new LinkedHashMap<>() {
              private static final long serialVersionUID = 1L;

              @Override
              protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
                return size() > most;
              }
            });
  }

  /**
   * From now on a conversation believes in a rung.
   *
   * @param conversationId which
   * @param rung the one it is told
   * @return the one before
   */
  int set(String conversationId, int rung) {
    if (rung == 0 && believed.isEmpty()) {
      return 0;
    }
    Integer before =
        rung == 0 ? believed.remove(conversationId) : believed.put(conversationId, rung);
    return before == null ? 0 : before;
  }
}
