package coda.voice.client;

import static coda.voice.client.ClientError.CLIENT_STATE;

import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands events to the listener one at a time, and survives what the listener throws. */
final class Dispatcher {
  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

  private final CodaListener listener;
  private final ReentrantLock lock = new ReentrantLock();

  Dispatcher(CodaListener listener) {
    this.listener = listener;
  }

  void tell(CodaEvent event) {
    lock.lock();
    try {
      listener.onEvent(event);
    } catch (RuntimeException e) {
      LOG.error("The client's listener failed with {}", event.getClass().getSimpleName(), e);
    } finally {
      lock.unlock();
    }
  }

  /** Whether the caller is the listener. */
  boolean isListening() {
    return lock.isHeldByCurrentThread();
  }

  /** Refuses a wait that would wait for itself. */
  void refuseInListener() {
    if (isListening()) {
      throw new ClientException(
          CLIENT_STATE,
          "The listener cannot wait for the server: what it waits for is held back by itself");
    }
  }
}
