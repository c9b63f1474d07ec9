package coda.voice.engines.kyutai.moshi;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs tasks one after the other in the order they were posted, on a virtual thread that lives
 * while there are any. Posting never blocks; any thread may.
 */
final class Mailbox {
  private static final Logger log = LoggerFactory.getLogger(Mailbox.class);

  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();

  void post(Runnable task) {
    tasks.add(task);
    if (waiting.getAndIncrement() == 0) {
      Thread.startVirtualThread(this::run);
    }
  }

  private void run() {
    int done = waiting.get();
    while (done > 0) {
      for (int i = 0; i < done; i++) {
        Runnable task = tasks.remove();
        try {
          task.run();
        } catch (RuntimeException e) {
          log.error("A task of a Moshi stream failed", e);
        }
      }
      done = waiting.addAndGet(-done);
    }
  }
}
