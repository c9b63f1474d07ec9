package coda.voice.conversation;

import java.util.function.Consumer;

/** A session's loop whose tasks may fail without anybody noticing but the session itself. */
final class GuardedLoop implements SessionLoop {
  private final SessionLoop loop;
  private Consumer<RuntimeException> onFailure =
      failure -> {
        throw failure;
      };

  GuardedLoop(SessionLoop loop) {
    this.loop = loop;
  }

  /** Who is told of a task that failed, on the loop. Set once, before the first task. */
  void onFailure(Consumer<RuntimeException> handler) {
    onFailure = handler;
  }

  private Runnable guarded(Runnable task) {
    return () -> {
      try {
        task.run();
      } catch (RuntimeException failure) {
        onFailure.accept(failure);
      }
    };
  }

  @Override
  public void execute(Runnable task) {
    loop.execute(guarded(task));
  }

  @Override
  public Cancellable schedule(long delayMs, Runnable task) {
    return loop.schedule(delayMs, guarded(task));
  }

  @Override
  public long nowMillis() {
    return loop.nowMillis();
  }

  @Override
  public long wallClockMillis() {
    return loop.wallClockMillis();
  }
}
