package coda.voice.conversation.store;

/**
 * A turn and where it belongs.
 *
 * @param sitting where
 * @param turn what
 */
public record SittingTurn(Sitting sitting, StoredTurn turn) {}
