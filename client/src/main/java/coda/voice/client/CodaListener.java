package coda.voice.client;

/**
 * Told everything that happens to a client: one event at a time, in order, on the client's threads.
 *
 * <p>A listener that takes long holds back the server (nothing more is read meanwhile). It must not
 * call the client's waiting methods, which would wait for what it holds back; they refuse.
 */
@FunctionalInterface
public interface CodaListener {
  /**
   * Something happened.
   *
   * @param event what
   */
  void onEvent(CodaEvent event);
}
