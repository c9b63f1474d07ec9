package coda.voice.engines.kyutai.transport;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs steps one after the other, in their order, on threads of an executor; once that takes no
 * more work, on the threads that bring them, so that what is under way still comes to its end. A
 * step that throws is a defect: it is logged, and the next one runs. It has no bound of its own:
 * those who put steps in bound what they put in.
 */
public final class Mailbox implements Executor {
  private static final Logger LOG = LoggerFactory.getLogger(Mailbox.class);

  private final Executor executor;
  private final Queue<Runnable> steps = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();

  /**
   * An empty mailbox.
   *
   * @param executor where steps run; one thread of it at a time
   */
  public Mailbox(Executor executor) {
    this.executor = executor;
  }

  /**
   * Puts a step behind those that wait. Never blocks; any thread.
   *
   * @param step what to do
   */
  @Override
  public void execute(Runnable step) {
    steps.add(step);
    if (waiting.getAndIncrement() == 0) {
      try {
        executor.execute(this::work);
      } catch (RejectedExecutionException stopping) {
        work();
      }
    }
  }

  private void work() {
    do {
      Runnable step = steps.poll();
      if (step != null) {
        run(step);
      }
    } while (waiting.decrementAndGet() > 0);
  }

  private static void run(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException e) {
      LOG.error("A step of a connection to a speech server failed", e);
    }
  }
}
