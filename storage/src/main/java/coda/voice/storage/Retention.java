package coda.voice.storage;

import coda.voice.conversation.store.ConversationStore;
import coda.voice.conversation.store.StorageException;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes conversations in which nothing was said for too long: when it starts, and every so often
 * after that.
 */
public final class Retention implements AutoCloseable {
  /** How often old conversations are looked for. */
  public static final Duration EVERY = Duration.ofHours(1);

  private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
  private static final int AT_ONCE = 100;
  private static final long RESTART_MS = 60_000;
  private static final long PATIENCE_MS = 5_000;

  private final ConversationStore store;
  private final Duration age;
  private final Duration every;
  private final InstantSource clock;
  private final StoreMetrics metrics;
  private final CountDownLatch ending = new CountDownLatch(1);
  private final Supervised task;

  private Retention(
      ConversationStore store,
      Duration age,
      Duration every,
      InstantSource clock,
      MeterRegistry meters) {
    this.store = store;
    this.age = age;
    this.every = every;
    this.clock = clock;
    this.metrics = new StoreMetrics(meters);
    this.task =
        Supervised.start(
            "storage-retention",
            this::run,
            RESTART_MS,
            () -> metrics.restarted("storage-retention"));
  }

  /**
   * Begins.
   *
   * @param store where
   * @param age how old a conversation may become
   * @param every how often is looked
   * @param clock tells the time; one that jumps ahead deletes too early
   * @param meters where it is counted
   */
  public static Retention start(
      ConversationStore store,
      Duration age,
      Duration every,
      InstantSource clock,
      MeterRegistry meters) {
    return new Retention(store, age, every, clock, meters);
  }

  private void run() {
    try {
      do {
        deleteOld();
      } while (!ending.await(every.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void deleteOld() {
    int all = 0;
    try {
      int some;
      do {
        some = store.deleteBefore(clock.instant().minus(age), AT_ONCE);
        metrics.expired(some);
        all += some;
      } while (some > 0 && ending.getCount() > 0);
    } catch (StorageException e) {
      metrics.failed(e.error());
      LOG.warn("{}: old conversations are deleted later: {}", e.code(), e.getMessage());
    }
    if (all > 0) {
      LOG.info("Deleted {} conversations that were older than {} days", all, age.toDays());
    }
  }

  /** Ends it; what is being deleted is waited for, some seconds at most. Blocks. */
  @Override
  public void close() {
    ending.countDown();
    task.stop();
    try {
      task.join(PATIENCE_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
