package coda.voice.storage;

import coda.voice.ErrorCode;
import coda.voice.conversation.store.StorageError;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether turns are being stored, and why not. Three things count: writing fails, no room is left
 * to wait in, the oldest turn has waited too long. Each change is logged once and told to whoever
 * watches. May be used from any thread.
 */
final class Trouble {
  private static final Logger LOG = LoggerFactory.getLogger(Trouble.class);

  private final ReentrantLock lock = new ReentrantLock();
  private final List<Consumer<Optional<ErrorCode>>> watchers = new CopyOnWriteArrayList<>();
  private Optional<ErrorCode> failing = Optional.empty();
  private boolean full;
  private boolean slow;
  private volatile Optional<ErrorCode> told = Optional.empty();

  /** What it is now. */
  Optional<ErrorCode> now() {
    return told;
  }

  Runnable watch(Consumer<Optional<ErrorCode>> watcher) {
    watchers.add(watcher);
    return () -> watchers.remove(watcher);
  }

  void failed(ErrorCode code, String message) {
    update(() -> failing = Optional.of(code), message);
  }

  void wrote() {
    update(() -> failing = Optional.empty(), "");
  }

  void full(boolean is) {
    update(() -> full = is, "so many turns wait to be stored that more are dropped");
  }

  void slow(boolean is) {
    update(() -> slow = is, "turns wait too long to be stored");
  }

  private void update(Runnable change, String message) {
    lock.lock();
    try {
      change.run();
      Optional<ErrorCode> now = is();
      boolean turned = now.isPresent() != told.isPresent();
      told = now;
      if (!turned) {
        return;
      }
      if (now.isPresent()) {
        LOG.warn("{}: {}; conversations go on, and what they say waits", now.get().code(), message);
      } else {
        LOG.info("Conversations are stored again");
      }
      for (Consumer<Optional<ErrorCode>> watcher : watchers) {
        tell(watcher, now);
      }
    } finally {
      lock.unlock();
    }
  }

  private static void tell(Consumer<Optional<ErrorCode>> watcher, Optional<ErrorCode> now) {
    try {
      watcher.accept(now);
    } catch (RuntimeException e) {
      LOG.error("Somebody could not be told how storage is", e);
    }
  }

  private Optional<ErrorCode> is() {
    return full
        ? Optional.of(StorageError.STORAGE_QUEUE_FULL)
        : failing.or(() -> slow ? Optional.of(StorageError.STORAGE_SLOW) : failing);
  }
}
