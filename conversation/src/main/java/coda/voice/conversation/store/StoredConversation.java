package coda.voice.conversation.store;

import coda.voice.conversation.Owner;
import java.time.Instant;

/**
 * A conversation that is stored.
 *
 * @param id unique among all owners
 * @param owner whose it is
 * @param beganAt when its first turn began
 * @param changedAt when a turn of it was stored last
 * @param turns how many are stored
 */
public record StoredConversation(
    String id, Owner owner, Instant beganAt, Instant changedAt, int turns) {}
