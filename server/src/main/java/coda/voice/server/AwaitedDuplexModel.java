package coda.voice.server;

import coda.voice.engine.Capacity;
import coda.voice.engine.DuplexModel;
import coda.voice.engine.EngineException;
import coda.voice.engine.Health;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A duplex model that may not be there when the server starts. It is warmed up again and again in
 * the background until it is; before that it is down and opens nothing, so that sessions do without
 * it and say so. Once it was warm, it looks after itself.
 */
final class AwaitedDuplexModel implements DuplexModel {
  /** How often a model that is not there is looked for. */
  static final Duration EVERY = Duration.ofSeconds(5);

  private static final Logger LOG = LoggerFactory.getLogger(AwaitedDuplexModel.class);

  private final DuplexModel engine;
  private final ExecutorService blocking;
  private final Duration every;
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile Health coldHealth = Health.STARTING;
  private volatile boolean warm;

  /**
   * A model that is not warm yet.
   *
   * @param engine it; closed with this
   * @param blocking where it is waited for
   * @param every how long until it is looked for again
   */
  AwaitedDuplexModel(DuplexModel engine, ExecutorService blocking, Duration every) {
    this.engine = engine;
    this.blocking = blocking;
    this.every = every;
  }

  /**
   * Warms the model up; blocks.
   *
   * @throws EngineException when it is not there
   */
  @Override
  public void warmUp() {
    try {
      engine.warmUp();
      warm = true;
    } catch (EngineException e) {
      coldHealth = Health.down(String.valueOf(e.getMessage()));
      throw e;
    }
  }

  /** Looks for a model that could not be warmed up until it is there or this is closed. */
  void await() {
    blocking.execute(this::lookUntilThere);
  }

  private void lookUntilThere() {
    try {
      while (!warm && !closed.await(every.toMillis(), TimeUnit.MILLISECONDS)) {
        look();
      }
    } catch (InterruptedException e) {
      // The server stops.
      Thread.currentThread().interrupt();
    }
  }

  private void look() {
    try {
      warmUp();
      LOG.info("The duplex model '{}' is there now", name());
    } catch (EngineException e) {
      LOG.debug("The duplex model '{}' is still not there: {}", name(), e.getMessage());
    } catch (RuntimeException e) {
      coldHealth = Health.down("it failed in an unexpected way");
      LOG.warn("Warming up the duplex model '{}' failed unexpectedly", name(), e);
    }
  }

  @Override
  public String name() {
    return engine.name();
  }

  @Override
  public Health health() {
    return warm ? engine.health() : coldHealth;
  }

  @Override
  public Capacity capacity() {
    return engine.capacity();
  }

  @Override
  public int sampleRate() {
    return engine.sampleRate();
  }

  @Override
  public Set<String> languages() {
    return engine.languages();
  }

  @Override
  public DuplexStream open(DuplexRequest request, DuplexListener listener) {
    if (!warm) {
      throw EngineException.unavailable(name(), "it was not there since the server started");
    }
    return engine.open(request, listener);
  }

  @Override
  public void close() {
    closed.countDown();
    engine.close();
  }
}
