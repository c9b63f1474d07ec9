package coda.voice.engines.kyutai.slot;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs steps one after the other, in their order, on threads of an executor; once that takes no
 * more work, on the threads that bring them, so that what is under way still comes to its end.
 * Steps must not throw. It has no bound of its own: those who put steps in bound what they put in.
 */
final class Mailbox implements Executor {
  private final Executor executor;
  private final Queue<Runnable> steps = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();

  Mailbox(Executor executor) {
    this.executor = executor;
  }

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
        step.run();
      }
    } while (waiting.decrementAndGet() > 0);
  }
}
