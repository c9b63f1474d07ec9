package coda.voice.storage;

import coda.voice.ErrorCode;
import coda.voice.conversation.Owner;
import coda.voice.conversation.history.History;
import coda.voice.conversation.store.ConversationKeeper.Earlier;
import coda.voice.conversation.store.ConversationStore;
import coda.voice.conversation.store.SittingTurn;
import coda.voice.conversation.store.StorageError;
import coda.voice.conversation.store.StorageException;
import coda.voice.conversation.store.StoredConversation;
import coda.voice.engine.LanguageModel.Message;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks up what was said before, for a bounded time. A database that does not answer holds a
 * bounded number of threads; then nothing is asked of it.
 */
final class Loader {
  private static final Logger LOG = LoggerFactory.getLogger(Loader.class);
  private static final int AT_ONCE = 32;

  private final ConversationStore store;
  private final WaitingTurns waiting;
  private final int boundMs;
  private final StoreMetrics metrics;
  private final Semaphore permits = new Semaphore(AT_ONCE);

  Loader(ConversationStore store, WaitingTurns waiting, int boundMs, StoreMetrics metrics) {
    this.store = store;
    this.waiting = waiting;
    this.boundMs = boundMs;
    this.metrics = metrics;
  }

  /** Blocks up to the bound. */
  Earlier earlier(Owner owner, String id) {
    if (!permits.tryAcquire()) {
      return unknown(StorageError.STORAGE_TIMEOUT);
    }
    // A thread that is interrupted while it reads would harm the embedded database: the caller may
    // be, this one is not.
    CompletableFuture<Earlier> answer = new CompletableFuture<>();
    Thread.ofVirtual()
        .name("storage-load")
        .start(
            () -> {
              try {
                answer.complete(look(owner, id));
              } catch (RuntimeException e) {
                answer.completeExceptionally(e);
              } finally {
                permits.release();
              }
            });
    try {
      return answer.get(boundMs, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return unknown(StorageError.STORAGE_TIMEOUT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return unknown(StorageError.STORAGE_TIMEOUT);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof StorageException known) {
        LOG.warn("{}: {}", known.code(), known.getMessage());
        return unknown(known.error());
      }
      LOG.error("What was said before cannot be read", e.getCause());
      return unknown(StorageError.STORAGE_DEFECT);
    }
  }

  private Earlier unknown(ErrorCode why) {
    metrics.failed(why);
    return new Earlier.Unknown(why);
  }

  private Earlier look(Owner owner, String id) {
    // First those that wait: one that is stored meanwhile is seen twice, but never missed.
    List<SittingTurn> newest = waiting.of(id);
    Optional<StoredConversation> stored = store.conversation(id);
    Optional<Owner> whose =
        stored
            .map(StoredConversation::owner)
            .or(() -> newest.stream().map(turn -> turn.sitting().owner()).findFirst());
    if (whose.isEmpty()) {
      return new Earlier.Nothing();
    }
    if (!whose.get().equals(owner)) {
      return new Earlier.NotYours();
    }
    List<SittingTurn> turns = new ArrayList<>(store.lastTurns(id, History.MAX_LINES));
    int count = stored.map(StoredConversation::turns).orElse(0);
    for (SittingTurn each : newest) {
      if (each.sitting().owner().equals(owner)) {
        count += turns.removeIf(old -> same(old, each)) ? 0 : 1;
        turns.add(each);
      }
    }
    List<Message> lines =
        turns.stream()
            .sorted(
                Comparator.comparing((SittingTurn turn) -> turn.sitting().id())
                    .thenComparing(turn -> turn.turn().position())
                    .thenComparing(turn -> turn.turn().number()))
            .flatMap(turn -> turn.turn().lines().stream())
            .toList();
    return new Earlier.Lines(
        lines.subList(Math.max(0, lines.size() - History.MAX_LINES), lines.size()), count);
  }

  private static boolean same(SittingTurn one, SittingTurn other) {
    return one.sitting().id().equals(other.sitting().id())
        && one.turn().number() == other.turn().number();
  }
}
