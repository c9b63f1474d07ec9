package coda.voice.server.solo;

import coda.voice.engine.Engine;
import coda.voice.engine.EngineContext;
import coda.voice.engine.EngineException;
import coda.voice.engine.EngineProvider;
import coda.voice.engine.EngineProvider.Availability;
import coda.voice.engine.EngineRegistry;
import coda.voice.server.config.EnginesConfig;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** One warm engine outside a server, with threads of its own. */
public final class OpenEngine<E extends Engine> implements AutoCloseable {
  private final ExecutorService inference;
  private final ExecutorService blocking;
  private final E engine;
  private final long warmUpMs;

  /**
   * Opens and warms an engine up.
   *
   * @param provider what opens it
   * @param config its settings are in here
   * @throws EngineException when it is not available or its settings are wrong
   */
  public OpenEngine(EngineProvider<E> provider, EnginesConfig config) {
    long began = System.nanoTime();
    inference = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    blocking = Executors.newVirtualThreadPerTaskExecutor();
    try {
      EngineContext context =
          new EngineContext(config.settingsOf(provider.name()), inference, blocking);
      Availability availability = provider.availability(context);
      if (!availability.available()) {
        throw EngineException.unavailable(provider.name(), availability.reason());
      }
      engine = provider.open(context);
      engine.warmUp();
    } catch (RuntimeException failed) {
      closeThreads();
      throw failed;
    }
    warmUpMs = (System.nanoTime() - began) / 1_000_000;
  }

  /**
   * Opens the engine of a kind.
   *
   * @param registry where it is looked up
   * @param kind its interface
   * @param name as in the configuration
   * @param config its settings are in here
   * @throws EngineException when it is unknown or not available, or its settings are wrong
   */
  public static <E extends Engine> OpenEngine<E> open(
      EngineRegistry registry, Class<E> kind, String name, EnginesConfig config) {
    return new OpenEngine<>(registry.provider(kind, name), config);
  }

  /** The engine; closed with this. */
  public E engine() {
    return engine;
  }

  /** How long opening and warming up took, in milliseconds. */
  public long warmUpMs() {
    return warmUpMs;
  }

  @Override
  public void close() {
    engine.close();
    closeThreads();
  }

  private void closeThreads() {
    inference.shutdownNow();
    blocking.shutdownNow();
  }
}
