package coda.voice.conversation.store;

import coda.voice.conversation.Owner;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where conversations are kept.
 *
 * <p>Every method blocks until it is done or has failed, and may be called from any thread but an
 * event loop. When one that writes returns, what it wrote is there, also after the process was
 * killed at that moment. All throw {@link StorageException}; one that is {@link
 * StorageException#passing} may be called again with the same arguments, which does no harm if the
 * first call succeeded after all.
 */
public interface ConversationStore extends AutoCloseable {
  /**
   * Stores turns, all or none. A turn that is there with the same or a higher revision stays as it
   * is. A conversation that is not there begins with its first turn.
   *
   * @param turns in the order of their making
   * @throws StorageException {@code CONVERSATION_NOT_AVAILABLE} when one of them belongs to a
   *     conversation of somebody else
   */
  void write(List<SittingTurn> turns);

  /**
   * A conversation, whoever's it is.
   *
   * @param id its id
   */
  Optional<StoredConversation> conversation(String id);

  /**
   * The newest turns of a conversation, oldest first.
   *
   * @param id its id
   * @param most no more than so many
   */
  List<SittingTurn> lastTurns(String id, int most);

  /**
   * A page of turns of a conversation, oldest first.
   *
   * @param id its id
   * @param skip how many at the beginning are left out
   * @param most no more than so many
   */
  List<SittingTurn> turns(String id, int skip, int most);

  /**
   * A page of somebody's conversations, the one that changed last first.
   *
   * @param owner whose
   * @param skip how many at the beginning are left out
   * @param most no more than so many
   */
  List<StoredConversation> conversations(Owner owner, int skip, int most);

  /**
   * Deletes a conversation with all it has.
   *
   * @param owner whose it must be
   * @param id its id
   * @return whether it was there and is theirs
   */
  boolean delete(Owner owner, String id);

  /**
   * Deletes some of somebody's conversations. Call it until it returns 0.
   *
   * @param owner whose
   * @param most no more than so many conversations at once
   * @return how many were deleted
   */
  int deleteUser(Owner owner, int most);

  /**
   * Deletes conversations that were last changed before a time. Call it until it returns 0.
   *
   * @param time before which
   * @param most no more than so many conversations at once
   * @return how many were deleted
   */
  int deleteBefore(Instant time, int most);

  /** Closes it. Idempotent. */
  @Override
  void close();
}
