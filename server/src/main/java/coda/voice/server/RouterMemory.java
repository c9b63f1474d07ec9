package coda.voice.server;

import coda.voice.conversation.routing.AdaptiveRouter;
import coda.voice.conversation.routing.RouterState;
import coda.voice.conversation.routing.RouterStateFile;
import coda.voice.conversation.routing.RoutingStateException;
import coda.voice.server.config.ModesConfig;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server's adaptive router and what keeps its learning over a restart. What was learned is
 * written every so often if there is anything new, and when the server stops.
 */
final class RouterMemory implements AutoCloseable {
  /** How often what was learned is written at most. */
  static final Duration EVERY = Duration.ofSeconds(30);

  private static final Logger LOG = LoggerFactory.getLogger(RouterMemory.class);

  private final AdaptiveRouter router;
  private final Optional<RouterStateFile> file;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final ReentrantLock writing = new ReentrantLock();
  private RouterState written;
  private boolean failing;

  private RouterMemory(AdaptiveRouter router, Optional<RouterStateFile> file, RouterState written) {
    this.router = router;
    this.file = file;
    this.written = written;
  }

  /**
   * A router with what was learned before, if there is a file. Blocks while it reads, and writes
   * once: a file that cannot be written is found out now and not when there is something to lose.
   *
   * @param config the share of exploration, and the file
   * @throws RoutingStateException {@code ROUTING_STATE_IO} when the file can neither be read nor
   *     set aside, or not be written
   */
  static RouterMemory open(ModesConfig config) {
    Optional<RouterStateFile> file = config.file().map(RouterStateFile::new);
    RouterState start = file.map(RouterMemory::load).orElse(RouterState.FRESH);
    file.ifPresent(each -> each.save(start));
    return new RouterMemory(
        new AdaptiveRouter(
            start, config.exploration(), () -> ThreadLocalRandom.current().nextDouble()),
        file,
        start);
  }

  private static RouterState load(RouterStateFile file) {
    RouterStateFile.Loaded loaded = file.load();
    loaded.problem().ifPresent(e -> LOG.warn("{}: {}", e.code(), e.getMessage()));
    return loaded.state();
  }

  /** The router. */
  AdaptiveRouter router() {
    return router;
  }

  /**
   * Writes what is new from now on, every so often.
   *
   * @param blocking where
   * @param every how often at most
   */
  void keep(ExecutorService blocking, Duration every) {
    if (file.isPresent()) {
      blocking.execute(() -> keepUntilClosed(every));
    }
  }

  private void keepUntilClosed(Duration every) {
    try {
      while (!closed.await(every.toMillis(), TimeUnit.MILLISECONDS)) {
        write();
      }
    } catch (InterruptedException e) {
      // The server stops, and writes once more.
      Thread.currentThread().interrupt();
    }
  }

  private void write() {
    writing.lock();
    try {
      RouterState now = router.state();
      if (file.isPresent() && !now.equals(written)) {
        file.get().save(now);
        written = now;
        failing = false;
      }
    } catch (RoutingStateException e) {
      if (!failing) {
        LOG.warn("{}: {}", e.code(), e.getMessage());
      }
      failing = true;
    } finally {
      writing.unlock();
    }
  }

  /** Writes once more. Idempotent. Blocks. */
  @Override
  public void close() {
    closed.countDown();
    write();
  }
}
