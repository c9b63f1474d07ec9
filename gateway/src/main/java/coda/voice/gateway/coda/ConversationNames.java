package coda.voice.gateway.coda;

import static coda.voice.gateway.GatewayError.CONVERSATION_IN_USE;

import coda.voice.conversation.Owner;
import coda.voice.gateway.GatewayException;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The ids of conversations that are going on; no two have the same, as among those that are stored.
 * Whoever asks for one of somebody else learns only that it cannot be used. May be used from any
 * thread.
 */
final class ConversationNames {
  private static final long RETRY_MS = 5_000;

  private final Map<String, Owner> taken = new ConcurrentHashMap<>();

  /**
   * Takes an id.
   *
   * @param owner whose conversation it is
   * @param wanted the client's choice, or empty for a new one
   * @throws GatewayException {@code CONVERSATION_IN_USE}; it may be this client's own, on a socket
   *     whose loss was not noticed yet; {@code CONVERSATION_NOT_AVAILABLE} when it is somebody
   *     else's
   */
  String claim(Owner owner, Optional<String> wanted) {
    String id = wanted.orElseGet(() -> "conv-" + UUID.randomUUID());
    Owner other = taken.putIfAbsent(id, owner);
    if (other != null && !other.equals(owner)) {
      throw EarlierTurns.notAvailable();
    }
    if (other != null) {
      throw GatewayException.retryable(
          CONVERSATION_IN_USE, "The conversation is going on elsewhere", RETRY_MS);
    }
    return id;
  }

  /**
   * Gives an id back.
   *
   * @param owner whose conversation it was
   * @param id that was claimed
   */
  void release(Owner owner, String id) {
    taken.remove(id, owner);
  }

  /** How many are going on. */
  int count() {
    return taken.size();
  }
}
