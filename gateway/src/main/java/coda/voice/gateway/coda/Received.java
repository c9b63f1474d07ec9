package coda.voice.gateway.coda;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What of a client's messages has come, so that one it sends again after a lost socket is not
 * carried out twice. Used on the client's loop.
 */
final class Received {
  /** Ids that are remembered; of messages before that, clients know that they came. */
  static final int KEPT = 1_024;

  private final LinkedHashSet<String> ids = new LinkedHashSet<>();
  private Set<String> before = Set.of();
  private Optional<String> last = Optional.empty();

  /** A conversation begins. */
  void clear() {
    ids.clear();
    before = Set.of();
    last = Optional.empty();
  }

  /** The client is back: what came until now may come again, and counts only once. */
  void resumed() {
    before = Set.copyOf(ids);
  }

  /**
   * A message came.
   *
   * @param id its id, if it has one
   * @return whether it was taken before the socket was lost
   */
  boolean again(Optional<String> id) {
    if (id.isEmpty()) {
      return false;
    }
    if (before.contains(id.get())) {
      return true;
    }
    last = id;
    ids.remove(id.get());
    ids.add(id.get());
    if (ids.size() > KEPT) {
      ids.removeFirst();
    }
    return false;
  }

  /** The last message that had an id. */
  Optional<String> last() {
    return last;
  }
}
