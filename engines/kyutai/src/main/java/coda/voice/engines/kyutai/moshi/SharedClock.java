package coda.voice.engines.kyutai.moshi;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Real time: one thread beats for all streams, while there are any. */
final class SharedClock implements MoshiClock {
  private static final Logger log = LoggerFactory.getLogger(SharedClock.class);

  private final Set<Runnable> beats = ConcurrentHashMap.newKeySet();
  private final ScheduledThreadPoolExecutor thread;
  private @Nullable Future<?> beating;

  SharedClock() {
    thread =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("moshi-clock").factory());
    thread.setRemoveOnCancelPolicy(true);
  }

  private void beat() {
    for (Runnable beat : beats) {
      try {
        beat.run();
      } catch (RuntimeException e) {
        log.error("A beat failed", e); // or all streams would stand still
      }
    }
  }

  @Override
  public long nanos() {
    return System.nanoTime();
  }

  @Override
  public synchronized Runnable every(Runnable beat) {
    Runnable own = beat::run; // an object of its own, so that the same beat may be given twice
    beats.add(own);
    if (beating == null && !thread.isShutdown()) {
      beating =
          thread.scheduleAtFixedRate(this::beat, BEAT_NANOS, BEAT_NANOS, TimeUnit.NANOSECONDS);
    }
    return () -> end(own);
  }

  private synchronized void end(Runnable beat) {
    beats.remove(beat);
    if (beats.isEmpty() && beating != null) {
      beating.cancel(false);
      beating = null;
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
