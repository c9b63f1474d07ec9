package coda.voice.storage;

import coda.voice.ErrorCode;
import coda.voice.conversation.store.ConversationStore;
import coda.voice.conversation.store.StorageException;
import coda.voice.storage.WaitingTurns.Waiting;
import java.util.List;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores what waits, the oldest first, many at once. What fails is tried again after a pause that
 * grows, with everything behind it waiting; what the database will never take is dropped, alone.
 * Runs on a thread of its own, and may be started again at any point.
 */
final class StoreWriter implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(StoreWriter.class);
  private static final int BATCH = 64;

  private final WaitingTurns waiting;
  private final ConversationStore store;
  private final KeeperSettings settings;
  private final Trouble trouble;
  private final StoreMetrics metrics;
  private final BiConsumer<Waiting, ErrorCode> dropped;
  private long pauseMs;

  StoreWriter(
      WaitingTurns waiting,
      ConversationStore store,
      KeeperSettings settings,
      Trouble trouble,
      StoreMetrics metrics,
      BiConsumer<Waiting, ErrorCode> dropped) {
    this.waiting = waiting;
    this.store = store;
    this.settings = settings;
    this.trouble = trouble;
    this.metrics = metrics;
    this.dropped = dropped;
  }

  @Override
  public void run() {
    pauseMs = 0;
    List<Waiting> batch;
    while (!(batch = waiting.batch(BATCH)).isEmpty()) {
      if (!wrote(batch) && waiting.closed()) {
        // Nobody waits for better times at the end.
        return;
      }
    }
  }

  private boolean wrote(List<Waiting> batch) {
    try {
      write(batch);
      return true;
    } catch (StorageException e) {
      if (e.passing()) {
        failed(e);
        return false;
      }
      return batch.size() == 1 ? refused(batch.getFirst(), e) : oneByOne(batch);
    }
  }

  private boolean oneByOne(List<Waiting> batch) {
    for (Waiting each : batch) {
      if (!wrote(List.of(each))) {
        return false;
      }
    }
    return true;
  }

  private void write(List<Waiting> batch) {
    metrics.writing().record(() -> store.write(batch.stream().map(Waiting::turn).toList()));
    for (Waiting each : batch) {
      metrics.stored();
      if (waiting.done(each)) {
        tell(each);
      }
    }
    pauseMs = 0;
    trouble.wrote();
    if (waiting.size() <= settings.waitingTurns() / 2) {
      trouble.full(false);
    }
  }

  private static void tell(Waiting each) {
    try {
      each.fate().stored(each.turn());
    } catch (RuntimeException e) {
      LOG.error("Somebody could not be told that a turn is stored", e);
    }
  }

  private void failed(StorageException e) {
    metrics.failed(e.error());
    trouble.failed(e.error(), String.valueOf(e.getMessage()));
    pauseMs = Math.clamp(pauseMs * 2, settings.retryMs(), settings.longestRetryMs());
    waiting.pause(pauseMs);
  }

  private boolean refused(Waiting turn, StorageException e) {
    metrics.failed(e.error());
    LOG.warn("{}: a turn cannot be stored: {}", e.code(), e.getMessage());
    if (waiting.done(turn)) {
      dropped.accept(turn, e.error());
    }
    return true;
  }
}
