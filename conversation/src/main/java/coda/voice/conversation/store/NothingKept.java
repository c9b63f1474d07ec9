package coda.voice.conversation.store;

import coda.voice.ErrorCode;
import coda.voice.conversation.Owner;
import java.util.Optional;
import java.util.function.Consumer;

/** Storage that was switched off. */
final class NothingKept implements ConversationKeeper {
  @Override
  public boolean storing() {
    return false;
  }

  @Override
  public Earlier earlier(Owner owner, String id) {
    return new Earlier.Nothing();
  }

  @Override
  public void keep(SittingTurn turn, Fate fate) {
    fate.dropped(turn, StorageError.STORAGE_OFF);
  }

  @Override
  public Optional<ErrorCode> trouble() {
    return Optional.empty();
  }

  @Override
  public Runnable watch(Consumer<Optional<ErrorCode>> watcher) {
    return () -> {};
  }

  @Override
  public boolean forget(Owner owner, String id) {
    return false;
  }

  @Override
  public int forget(Owner owner) {
    return 0;
  }

  @Override
  public Optional<ConversationStore> store() {
    return Optional.empty();
  }
}
