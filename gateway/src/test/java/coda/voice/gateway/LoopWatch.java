package coda.voice.gateway;

import io.vertx.core.Context;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * Watches that nothing holds an event loop for 50 ms. Unlike Vert.x's own checker it looks at the
 * thread: only waiting, or computing all the time, counts, so that a busy machine is no finding.
 */
final class LoopWatch implements AutoCloseable {
  private static final long LIMIT_MS = 50;
  private static final long LOOK_EVERY_MS = 10;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final List<String> findings = new CopyOnWriteArrayList<>();
  private final List<Beat> beats;
  private final Thread watcher;
  private volatile boolean closed;

  /** One loop's pulse. */
  private static final class Beat {
    final Context loop;
    volatile Thread thread;
    volatile long askedNanos;
    volatile long cpuNanos;
    volatile boolean answered = true;
    volatile boolean reported;

    Beat(Context loop) {
      this.loop = loop;
    }

    void ask() {
      answered = false;
      reported = false;
      askedNanos = System.nanoTime();
      loop.runOnContext(
          ignored -> {
            thread = Thread.currentThread();
            cpuNanos = THREADS.getCurrentThreadCpuTime();
            answered = true;
          });
    }
  }

  LoopWatch(List<Context> loops) {
    this.beats = loops.stream().map(Beat::new).toList();
    this.watcher = Thread.ofPlatform().daemon().name("loop-watch").start(this::watch);
  }

  /** What held a loop, with its stack. */
  List<String> findings() {
    return List.copyOf(findings);
  }

  private void watch() {
    try {
      while (!closed) {
        beats.forEach(this::look);
        TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MS);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void look(Beat beat) {
    if (beat.answered) {
      beat.ask();
      return;
    }
    long waitedMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - beat.askedNanos);
    Thread thread = beat.thread;
    if (waitedMs < LIMIT_MS || beat.reported || thread == null) {
      return;
    }
    long cpuMs =
        TimeUnit.NANOSECONDS.toMillis(THREADS.getThreadCpuTime(thread.threadId()) - beat.cpuNanos);
    boolean waits = thread.getState() != Thread.State.RUNNABLE;
    StackTraceElement[] stack = thread.getStackTrace();
    if ((waits || cpuMs >= LIMIT_MS) && !beat.answered) {
      beat.reported = true;
      findings.add(
          "%s %s for %d ms, %d ms of it computing, at %s"
              .formatted(
                  thread.getName(),
                  thread.getState(),
                  waitedMs,
                  cpuMs,
                  Arrays.stream(stack).limit(25).toList()));
    }
  }

  @Override
  public void close() {
    closed = true;
    watcher.interrupt();
  }
}
