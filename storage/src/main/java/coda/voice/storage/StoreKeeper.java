package coda.voice.storage;

import coda.voice.ErrorCode;
import coda.voice.conversation.Owner;
import coda.voice.conversation.store.ConversationKeeper;
import coda.voice.conversation.store.ConversationStore;
import coda.voice.conversation.store.SittingTurn;
import coda.voice.conversation.store.StorageError;
import coda.voice.storage.WaitingTurns.Waiting;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands between those who speak and a database. Turns wait in a bounded queue and are written by
 * one thread, in their order, so that a slow or missing database delays nobody; when it is back,
 * everything that waited is stored. A turn that finds no room is dropped, counted and told of. May
 * be used from any thread.
 */
public final class StoreKeeper implements ConversationKeeper, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StoreKeeper.class);

  private static final int DELETED_AT_ONCE = 100;
  private static final long RESTART_MS = 1_000;

  private final ConversationStore store;
  private final KeeperSettings settings;
  private final StoreMetrics metrics;
  private final WaitingTurns waiting;
  private final Trouble trouble = new Trouble();
  private final Loader loader;
  private final Supervised writer;
  private final Supervised watch;
  private boolean closed;

  private StoreKeeper(ConversationStore store, KeeperSettings settings, MeterRegistry meters) {
    this.store = store;
    this.settings = settings;
    this.metrics = new StoreMetrics(meters);
    this.waiting = new WaitingTurns(settings.waitingTurns());
    this.loader = new Loader(store, waiting, settings.loadMs(), metrics);
    metrics.watch(waiting::size, () -> trouble.now().isPresent() ? 1 : 0);
    StoreWriter work = new StoreWriter(waiting, store, settings, trouble, metrics, this::drop);
    this.writer = supervise("storage-writer", work);
    this.watch = supervise("storage-watch", this::lookAtAge);
  }

  private Supervised supervise(String name, Runnable task) {
    return Supervised.start(
        name,
        task,
        RESTART_MS,
        () -> {
          metrics.restarted(name);
          trouble.failed(StorageError.STORAGE_DEFECT, "the task " + name + " died");
        });
  }

  /**
   * Begins to keep turns.
   *
   * @param store where; it is closed together with this
   * @param settings how
   * @param meters where it is counted
   */
  public static StoreKeeper start(
      ConversationStore store, KeeperSettings settings, MeterRegistry meters) {
    return new StoreKeeper(store, settings, meters);
  }

  private void lookAtAge() {
    while (!waiting.closed()) {
      waiting.pause(Math.max(1, settings.slowMs() / 4));
      trouble.slow(waiting.ageMs(nowMs()) > settings.slowMs());
    }
  }

  @Override
  public boolean storing() {
    return true;
  }

  @Override
  public Earlier earlier(Owner owner, String id) {
    return loader.earlier(owner, id);
  }

  @Override
  public void keep(SittingTurn turn, Fate fate) {
    if (!waiting.offer(turn, fate, nowMs())) {
      boolean ending = waiting.closed();
      if (!ending) {
        trouble.full(true);
      }
      drop(
          new Waiting(turn, fate, nowMs()),
          ending ? StorageError.STORAGE_CLOSED : StorageError.STORAGE_QUEUE_FULL);
    }
  }

  private void drop(Waiting turn, ErrorCode why) {
    metrics.dropped(why);
    try {
      turn.fate().dropped(turn.turn(), why);
    } catch (RuntimeException e) {
      LOG.error("Somebody could not be told that a turn is lost", e);
    }
  }

  @Override
  public Optional<ErrorCode> trouble() {
    return trouble.now();
  }

  @Override
  public Runnable watch(Consumer<Optional<ErrorCode>> watcher) {
    return trouble.watch(watcher);
  }

  @Override
  public boolean forget(Owner owner, String id) {
    waiting
        .remove(
            turn ->
                turn.sitting().owner().equals(owner) && turn.sitting().conversation().equals(id))
        .forEach(turn -> drop(turn, StorageError.STORAGE_DELETED));
    return store.delete(owner, id);
  }

  @Override
  public int forget(Owner owner) {
    waiting
        .remove(turn -> turn.sitting().owner().equals(owner))
        .forEach(turn -> drop(turn, StorageError.STORAGE_DELETED));
    int all = 0;
    int some;
    do {
      some = store.deleteUser(owner, DELETED_AT_ONCE);
      all += some;
    } while (some > 0);
    return all;
  }

  @Override
  public Optional<ConversationStore> store() {
    return Optional.of(store);
  }

  /**
   * Ends it: what waits is stored, for a bounded time; what is left then is dropped and counted.
   * Idempotent. Blocks.
   */
  @Override
  public void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
    }
    waiting.close();
    writer.stop();
    watch.stop();
    boolean idle = false;
    try {
      idle = writer.join(settings.closeMs());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    List<Waiting> lost = waiting.remove(turn -> true);
    if (!lost.isEmpty()) {
      LOG.warn("{} turns could not be stored before the end", lost.size());
      lost.forEach(turn -> drop(turn, StorageError.STORAGE_CLOSED));
    }
    if (idle) {
      store.close();
    } else {
      // A database that hangs hangs here, too; nobody waits for that.
      Thread.ofVirtual().name("storage-close").start(store::close);
    }
  }

  private static long nowMs() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
  }
}
