package coda.voice.gateway.coda;

import coda.voice.conversation.Owner;
import coda.voice.conversation.store.ConversationKeeper;
import coda.voice.conversation.store.ConversationKeeper.Earlier;
import coda.voice.conversation.store.StorageError;
import coda.voice.gateway.GatewayException;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Finds out what was said before in a conversation that is to go on. What the client sends
 * meanwhile waits. Used on the connection's loop.
 */
final class EarlierTurns {
  private final ConnectionParts parts;

  EarlierTurns(ConnectionParts parts) {
    this.parts = parts;
  }

  /**
   * Looks.
   *
   * @param id of the conversation, if the client named one
   * @param inReplyTo the message that wants it; what fails is answered to it
   * @param then gets what was found, on the loop, at once when there is nothing to look for
   */
  void find(Optional<String> id, Optional<String> inReplyTo, Consumer<Earlier> then) {
    ConversationKeeper keeper = parts.shared().defaults().get().keeper();
    if (id.isEmpty() || !keeper.storing()) {
      then.accept(new Earlier.Nothing());
      return;
    }
    Owner owner = parts.who().owner();
    parts
        .gate()
        .elsewhere(
            () -> keeper.earlier(owner, id.get()),
            earlier -> parts.guard().attempt(inReplyTo, () -> then.accept(theirs(earlier))),
            failure -> parts.guard().attempt(inReplyTo, () -> MicrophoneFeed.rethrow(failure)));
  }

  /** Whoever asks for somebody else's learns as little as can be: that the id cannot be used. */
  private static Earlier theirs(Earlier earlier) {
    if (earlier instanceof Earlier.NotYours) {
      throw notAvailable();
    }
    return earlier;
  }

  static GatewayException notAvailable() {
    return new GatewayException(
        StorageError.CONVERSATION_NOT_AVAILABLE,
        "This conversation id is not available; take another one, or none");
  }
}
