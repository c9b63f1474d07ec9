package coda.voice.storage;

import coda.voice.conversation.Owner;
import coda.voice.conversation.store.ConversationStore;
import coda.voice.conversation.store.SittingTurn;
import coda.voice.conversation.store.StorageError;
import coda.voice.conversation.store.StorageException;
import coda.voice.conversation.store.StoredConversation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;

/** A store in memory that fails, hangs and dies when it is told to. */
final class FaultyStore implements ConversationStore {
  private final DatabaseConversationStore real =
      DatabaseConversationStore.open(Database.Memory.fresh(), StoreSettings.DEFAULTS);
  private final List<Integer> order = new ArrayList<>();
  private volatile Optional<RuntimeException> fault = Optional.empty();
  private volatile Predicate<SittingTurn> refused = turn -> false;
  private volatile CountDownLatch gate = new CountDownLatch(0);
  private volatile boolean closed;

  /** Every call fails from now on. */
  void fails(RuntimeException failure) {
    fault = Optional.of(failure);
  }

  static StorageException gone() {
    return StorageException.passing(
        StorageError.STORAGE_UNAVAILABLE, "gone", new IllegalStateException());
  }

  /** The database never takes these. */
  void refuses(Predicate<SittingTurn> which) {
    refused = which;
  }

  /** All is well from now on. */
  void works() {
    fault = Optional.empty();
    gate.countDown();
  }

  /** Every call hangs from now on. */
  void hangs() {
    gate = new CountDownLatch(1);
  }

  /** The numbers of turns in the order in which they were written. */
  synchronized List<Integer> order() {
    return List.copyOf(order);
  }

  boolean closed() {
    return closed;
  }

  private void pass() {
    try {
      gate.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    fault.ifPresent(
        failure -> {
          throw failure;
        });
  }

  @Override
  public void write(List<SittingTurn> turns) {
    pass();
    if (turns.stream().anyMatch(refused)) {
      throw StorageException.lasting(
          StorageError.STORAGE_REFUSED, "no", new IllegalStateException());
    }
    real.write(turns);
    synchronized (this) {
      turns.forEach(each -> order.add(each.turn().number()));
    }
  }

  @Override
  public Optional<StoredConversation> conversation(String id) {
    pass();
    return real.conversation(id);
  }

  @Override
  public List<SittingTurn> lastTurns(String id, int most) {
    pass();
    return real.lastTurns(id, most);
  }

  @Override
  public List<SittingTurn> turns(String id, int skip, int most) {
    pass();
    return real.turns(id, skip, most);
  }

  @Override
  public List<StoredConversation> conversations(Owner owner, int skip, int most) {
    pass();
    return real.conversations(owner, skip, most);
  }

  @Override
  public boolean delete(Owner owner, String id) {
    pass();
    return real.delete(owner, id);
  }

  @Override
  public int deleteUser(Owner owner, int most) {
    pass();
    return real.deleteUser(owner, most);
  }

  @Override
  public int deleteBefore(Instant time, int most) {
    pass();
    return real.deleteBefore(time, most);
  }

  @Override
  public void close() {
    closed = true;
    real.close();
  }
}
