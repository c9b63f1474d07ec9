package coda.voice.engines.kyutai.slot;

import static coda.voice.engine.EngineError.ENGINE_BUSY;

import coda.voice.engine.EngineException;
import coda.voice.engine.Health;
import coda.voice.engines.kyutai.messages.ServerMessage;
import coda.voice.engines.kyutai.transport.WireClient;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One {@code moshi-server} and one of its modules, shared by all sessions. Any thread. */
public final class SpeechServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SpeechServer.class);

  private final ServerSettings settings;
  private final ExecutorService blocking;
  private final WireClient client;
  private final ScheduledThreadPoolExecutor timer;
  private final Faults faults;
  private final ServerHealth health = new ServerHealth();
  private final Set<Slot> open = ConcurrentHashMap.newKeySet();
  private volatile boolean asked;
  private volatile boolean closed;

  /**
   * A server; nothing is connected before somebody wants a slot.
   *
   * @param settings where it is
   * @param blocking runs what comes from it
   */
  public SpeechServer(ServerSettings settings, ExecutorService blocking) {
    this.settings = settings;
    this.blocking = blocking;
    // A slot's own deadline comes first, and covers more than TCP.
    this.client = new WireClient(settings.tls(), blocking, settings.connectMs() + 1_000);
    this.faults = new Faults(settings);
    this.timer =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name(settings.engine() + "-timer").factory());
    timer.setRemoveOnCancelPolicy(true);
  }

  /** Where it is. */
  public ServerSettings settings() {
    return settings;
  }

  /**
   * Takes a slot. Returns at once.
   *
   * @param query of the address, encoded; may be empty
   * @param tenant told what happens, one call at a time
   * @param receiver given the slot before the tenant is told anything
   * @throws EngineException {@code ENGINE_UNAVAILABLE} when it was never warmed up or is closed
   */
  public void take(String query, Tenant tenant, Consumer<Slot> receiver) {
    requireOpen();
    enter(query, tenant, receiver);
  }

  /**
   * Refuses before any work is done.
   *
   * @throws EngineException {@code ENGINE_UNAVAILABLE} when it was never warmed up or is closed
   */
  public void requireOpen() {
    if (closed || !asked) {
      throw EngineException.unavailable(settings.engine(), "it is not warmed up or closed");
    }
  }

  private Slot enter(String query, Tenant tenant, Consumer<Slot> receiver) {
    Slot slot = new Slot(this, tenant, query);
    receiver.accept(slot);
    open.add(slot);
    slot.connect();
    if (closed) {
      slot.fail(EngineException.unavailable(settings.engine(), "it was closed"));
    }
    return slot;
  }

  /**
   * Takes a slot and gives it back, to see that address, path and key are right. Blocks. A server
   * whose slots are all taken works.
   *
   * @param query of the address, encoded; may be empty
   * @throws EngineException what is wrong and what to set
   */
  public void check(String query) {
    asked = true;
    CompletableFuture<@Nullable Void> answer = new CompletableFuture<>();
    Slot slot = enter(query, new Caller(answer), ours -> {});
    try {
      answer.join();
      slot.leave();
    } catch (CompletionException e) {
      if (e.getCause() instanceof EngineException failure) {
        if (!failure.is(ENGINE_BUSY)) {
          throw failure;
        }
        LOG.info("All slots of {} are taken at the moment", settings.base());
      } else {
        throw EngineException.failed(settings.engine(), e);
      }
    }
  }

  /** How it is, by what the last use showed; one that was down is asked again now and then. */
  public Health health() {
    if (!closed && health.worthAsking()) {
      blocking.execute(this::ask);
    }
    return health.now();
  }

  private void ask() {
    try {
      if (client.status(settings.buildInfo()) == 200) {
        LOG.info("{} answers again", settings.base());
        health.works();
      }
    } catch (IOException e) {
      LOG.debug("{} still does not answer: {}", settings.base(), e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * The server is gone in the middle of something.
   *
   * @param how for operators
   */
  public EngineException lost(String how) {
    return faults.lost(how);
  }

  ExecutorService blocking() {
    return blocking;
  }

  WireClient client() {
    return client;
  }

  ScheduledThreadPoolExecutor timer() {
    return timer;
  }

  Faults faults() {
    return faults;
  }

  /** It lets clients in. */
  void entered() {
    health.works();
  }

  void left(Slot slot) {
    open.remove(slot);
  }

  /** A slot could not be had. */
  void refused(EngineException failure) {
    if (!closed) {
      health.fails(failure);
    }
  }

  /** Ends what runs with {@code ENGINE_UNAVAILABLE}. Idempotent. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    health.closed();
    EngineException reason = EngineException.unavailable(settings.engine(), "it was closed");
    open.forEach(slot -> slot.fail(reason));
    timer.schedule(timer::shutdownNow, 1, TimeUnit.SECONDS);
    client.close();
  }

  /** Wants to know whether it would get a slot. */
  private record Caller(CompletableFuture<@Nullable Void> answer) implements Tenant {
    @Override
    public void onReady() {
      answer.complete(null);
    }

    @Override
    public void onMessage(ServerMessage message) {}

    @Override
    public void onClosed() {}

    @Override
    public void onFailure(EngineException failure) {
      answer.completeExceptionally(failure);
    }
  }
}
