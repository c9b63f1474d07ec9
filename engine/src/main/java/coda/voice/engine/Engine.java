package coda.voice.engine;

/**
 * What all engines have in common. An engine is shared by all sessions; its methods may be called
 * from any thread.
 */
public interface Engine extends AutoCloseable {
  /** The name it is chosen by in the configuration, for example {@code sphinx4}. */
  String name();

  /**
   * Loads models and runs a first inference, so that the first user does not wait. Blocks; called
   * before the server is ready. An engine that failed at it or is down is warmed up again from time
   * to time where other engines stand behind it, one call at a time.
   *
   * @throws EngineException {@code ENGINE_UNAVAILABLE} with what is missing and where to get it
   */
  void warmUp();

  /** How it is now. Cheap; asked often. */
  Health health();

  /** What it can carry at once, and carries now. */
  Capacity capacity();

  /** Ends what runs and releases everything. Idempotent. */
  @Override
  void close();
}
