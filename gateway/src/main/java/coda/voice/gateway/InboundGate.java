package coda.voice.gateway;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Lets in what a client sends, one frame at a time, and holds it back while a message before it is
 * still being worked on: so order is kept although large messages are read and decoded elsewhere.
 * What the client sends meanwhile waits in its own buffers. Used on the client's loop.
 */
public final class InboundGate {
  private final HomeLoop loop;
  private final Executor elsewhere;
  private final Deque<Runnable> whenOpen = new ArrayDeque<>();

  private @Nullable Runnable next;
  private boolean asked;
  private int held;
  private boolean closed;

  /**
   * A gate that is open, with nobody at it yet.
   *
   * @param loop the client's
   * @param elsewhere runs what takes time
   */
  public InboundGate(HomeLoop loop, Executor elsewhere) {
    this.loop = loop;
    this.elsewhere = elsewhere;
  }

  /**
   * Frames come from here from now on; the first is asked for when the gate is open.
   *
   * @param askForNext asks for one more frame
   */
  public void attach(Runnable askForNext) {
    next = askForNext;
    asked = false;
    ask();
  }

  /** Nothing comes any more. */
  public void detach() {
    next = null;
    asked = false;
  }

  /** Nothing comes any more, ever; what waits for the gate to open waits no longer. */
  public void close() {
    detach();
    closed = true;
    while (!whenOpen.isEmpty()) {
      whenOpen.remove().run();
    }
  }

  /** The frame that was asked for came and was dealt with, or is being worked on. */
  public void passed() {
    asked = false;
    ask();
  }

  /** Nothing comes in until {@link #release}. */
  public void hold() {
    held++;
  }

  /** The opposite of {@link #hold}; counted. */
  public void release() {
    held--;
    ask();
    while (held == 0 && !whenOpen.isEmpty()) {
      whenOpen.remove().run();
    }
  }

  /**
   * Does something when everything that came in so far was dealt with, or nobody will: at once, or
   * later.
   *
   * @param task what
   */
  public void whenOpen(Runnable task) {
    if (held == 0 || closed) {
      task.run();
    } else {
      whenOpen.add(task);
    }
  }

  private void ask() {
    Runnable more = next;
    if (held == 0 && !asked && more != null) {
      asked = true;
      more.run();
    }
  }

  /**
   * Works elsewhere and goes on here, with the gate closed until that is done.
   *
   * @param work may take some time; not on the loop
   * @param then gets its result, on the loop
   * @param failed gets what the work threw, on the loop
   */
  public <T> void elsewhere(Callable<T> work, Consumer<T> then, Consumer<Throwable> failed) {
    hold();
    elsewhere.execute(
        () -> {
          Runnable done;
          try {
            T result = work.call();
            done = () -> then.accept(result);
          } catch (Exception | Error e) {
            done = () -> failed.accept(e);
          }
          Runnable task = done;
          loop.execute(
              () -> {
                try {
                  task.run();
                } finally {
                  release();
                }
              });
        });
  }
}
