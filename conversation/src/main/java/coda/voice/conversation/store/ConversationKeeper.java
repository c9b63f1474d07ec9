package coda.voice.conversation.store;

import coda.voice.ErrorCode;
import coda.voice.conversation.Owner;
import coda.voice.engine.LanguageModel.Message;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What front doors need of storage: turns are handed over and stored later, by somebody else, so
 * that a database that is slow or gone delays nobody. May be used from any thread.
 */
public interface ConversationKeeper {
  /** Keeps nothing, and knows of nothing. */
  ConversationKeeper OFF = new NothingKept();

  /** Whether anything is stored at all. */
  boolean storing();

  /**
   * What is known of a conversation that is about to begin or go on. Blocks, for a configured time
   * at most; not for event loops.
   *
   * @param owner who wants it
   * @param id its id
   */
  Earlier earlier(Owner owner, String id);

  /**
   * Stores a turn as soon as possible. Never blocks.
   *
   * @param turn what
   * @param fate told once what became of it, from any thread; when the same turn was kept again
   *     before it was stored, only the later one is told of
   */
  void keep(SittingTurn turn, Fate fate);

  /** Why turns are not being stored at the moment; empty when all is well. */
  Optional<ErrorCode> trouble();

  /**
   * Tells whenever {@link #trouble} changes.
   *
   * @param watcher gets what it is now, from any thread; must not block
   * @return ends it
   */
  Runnable watch(Consumer<Optional<ErrorCode>> watcher);

  /**
   * Deletes a conversation, what waits to be stored of it included. Blocks.
   *
   * @param owner whose it must be
   * @param id its id
   * @return whether it was there and is theirs
   * @throws StorageException when it could not be deleted
   */
  boolean forget(Owner owner, String id);

  /**
   * Deletes everything somebody said, what waits to be stored included. Blocks.
   *
   * @param owner who
   * @return how many conversations were deleted
   * @throws StorageException when not all could be deleted
   */
  int forget(Owner owner);

  /** To read what is stored; empty when nothing is. */
  Optional<ConversationStore> store();

  /** What became of a turn. Called from any thread; must not block. */
  interface Fate {
    /**
     * It is stored, and survives.
     *
     * @param turn what
     */
    void stored(SittingTurn turn);

    /**
     * It will not be stored.
     *
     * @param turn what
     * @param why its code
     */
    void dropped(SittingTurn turn, ErrorCode why);
  }

  /** What is known of a conversation. */
  sealed interface Earlier {
    /** Nothing: it is new. */
    record Nothing() implements Earlier {}

    /**
     * It was there.
     *
     * @param history its newest lines, oldest first
     * @param turns how many turns it has
     */
    record Lines(List<Message> history, int turns) implements Earlier {
      /** Copies the lines. */
      public Lines {
        history = List.copyOf(history);
      }
    }

    /** It belongs to somebody else. */
    record NotYours() implements Earlier {}

    /**
     * Nobody knows at the moment.
     *
     * @param why its code
     */
    record Unknown(ErrorCode why) implements Earlier {}
  }
}
