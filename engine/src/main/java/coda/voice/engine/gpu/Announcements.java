package coda.voice.engine.gpu;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells listeners what happened: in order, one at a time, on a thread of the executor, holding
 * nothing. Pressure is told as it is when a listener's turn comes; of other events at most 1000
 * wait, then the oldest are dropped and counted.
 */
final class Announcements {
  private static final Logger LOG = LoggerFactory.getLogger(Announcements.class);
  private static final int MOST_WAITING = 1_000;

  private final Executor executor;
  private final List<Consumer<GpuEvent>> listeners = new CopyOnWriteArrayList<>();
  private final Object lock = new Object();

  // Guarded by the lock.
  private final Queue<GpuEvent> waiting = new ArrayDeque<>();
  private final Map<CardBook, Pressure> told = new LinkedHashMap<>();
  private boolean telling;
  private long dropped;

  Announcements(Executor executor) {
    this.executor = executor;
  }

  Runnable add(Consumer<GpuEvent> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  /** The pressure of a card may have changed. */
  void pressure(CardBook card) {
    synchronized (lock) {
      told.putIfAbsent(card, Pressure.NONE);
      if (told.get(card) == card.pressure()) {
        return;
      }
    }
    wake();
  }

  void event(GpuEvent event) {
    synchronized (lock) {
      if (waiting.size() == MOST_WAITING) {
        waiting.remove();
        dropped++;
      }
      waiting.add(event);
    }
    wake();
  }

  private void wake() {
    synchronized (lock) {
      if (telling) {
        return;
      }
      telling = true;
    }
    try {
      executor.execute(this::tellAll);
    } catch (RejectedExecutionException stopping) {
      LOG.debug("Nobody is told any more: {}", stopping.toString());
    }
  }

  private void tellAll() {
    GpuEvent next = next();
    while (next != null) {
      tell(next);
      next = next();
    }
  }

  private @Nullable GpuEvent next() {
    synchronized (lock) {
      if (dropped > 0) {
        LOG.warn("{} events of GPU memory were dropped: a listener is too slow", dropped);
        dropped = 0;
      }
      for (Map.Entry<CardBook, Pressure> entry : told.entrySet()) {
        Pressure now = entry.getKey().pressure();
        if (now != entry.getValue()) {
          return new GpuEvent.PressureChanged(entry.getKey().index(), entry.setValue(now), now);
        }
      }
      GpuEvent next = waiting.poll();
      telling = next != null;
      return next;
    }
  }

  private void tell(GpuEvent event) {
    for (Consumer<GpuEvent> listener : listeners) {
      try {
        listener.accept(event);
      } catch (RuntimeException e) {
        LOG.warn("A listener to GPU memory failed", e);
      }
    }
  }
}
