package coda.voice.gateway.coda;

import static coda.voice.gateway.GatewayError.CONVERSATION_IN_USE;

import coda.voice.conversation.Owner;
import coda.voice.gateway.GatewayException;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The ids of conversations that are going on; no two of one owner have the same. Those of others do
 * not matter: who asks for an id learns nothing of them. May be used from any thread.
 */
final class ConversationNames {
  private static final long RETRY_MS = 5_000;

  private record Name(Owner owner, String id) {}

  private final Map<Name, Visit> taken = new ConcurrentHashMap<>();

  /**
   * Takes an id.
   *
   * @param owner whose conversation it is
   * @param wanted the client's choice, or empty for a new one
   * @param visit where it is
   * @throws GatewayException {@code CONVERSATION_IN_USE}; it may be this client's own, on a socket
   *     whose loss was not noticed yet
   */
  String claim(Owner owner, Optional<String> wanted, Visit visit) {
    String id = wanted.orElseGet(() -> "conv-" + UUID.randomUUID());
    if (taken.putIfAbsent(new Name(owner, id), visit) != null) {
      throw GatewayException.retryable(
          CONVERSATION_IN_USE, "The conversation is going on elsewhere", RETRY_MS);
    }
    return id;
  }

  /** Where the conversation of an owner with this id is. */
  Optional<Visit> holder(Owner owner, String id) {
    return Optional.ofNullable(taken.get(new Name(owner, id)));
  }

  /**
   * Gives an id back.
   *
   * @param owner whose conversation it was
   * @param id that was claimed
   */
  void release(Owner owner, String id) {
    taken.remove(new Name(owner, id));
  }

  /** How many are going on. */
  int count() {
    return taken.size();
  }
}
