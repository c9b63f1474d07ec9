package coda.voice.engine.gpu.device;

import coda.voice.engine.gpu.GpuLedger;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the cards every second and tells the ledger what is really in use. Only where there is a
 * card: a machine without one runs no timer. {@link #latest} may be asked from any thread.
 */
public final class GpuMonitor implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(GpuMonitor.class);
  private static final Duration INTERVAL = Duration.ofSeconds(1);

  private final GpuProbe probe;
  private final GpuLedger ledger;
  private final ScheduledExecutorService timer;
  private volatile GpuReadings latest;

  private GpuMonitor(
      GpuProbe probe, GpuLedger ledger, GpuReadings first, ScheduledExecutorService timer) {
    this.probe = probe;
    this.ledger = ledger;
    this.latest = first;
    this.timer = timer;
    tell(first);
  }

  /**
   * Begins to watch, if there is something to watch.
   *
   * @param probe reads the cards; closed with the monitor
   * @param first what it said when the ledger was made
   * @param ledger is told
   */
  public static GpuMonitor watch(GpuProbe probe, GpuReadings first, GpuLedger ledger) {
    ScheduledExecutorService timer =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("gpu-monitor").daemon().factory());
    return watch(probe, first, ledger, timer);
  }

  /** With a timer of the caller's; it is ended with the monitor. */
  static GpuMonitor watch(
      GpuProbe probe, GpuReadings first, GpuLedger ledger, ScheduledExecutorService timer) {
    GpuMonitor monitor = new GpuMonitor(probe, ledger, first, timer);
    if (first.present() && ledger.present()) {
      timer.scheduleWithFixedDelay(
          monitor::poll, INTERVAL.toMillis(), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }
    return monitor;
  }

  private void poll() {
    try {
      GpuReadings now = probe.read();
      GpuReadings before = latest;
      latest = now;
      if (!now.detail().equals(before.detail())) {
        LOG.info("Graphics cards: {}", now.detail());
      }
      tell(now);
    } catch (RuntimeException e) {
      // A timer that throws would never run again.
      LOG.warn("The graphics cards could not be read", e);
    }
  }

  private void tell(GpuReadings readings) {
    int cards = ledger.cards().size();
    Set<Integer> read =
        readings.cards().stream().map(CardReading::index).collect(Collectors.toSet());
    for (CardReading card : readings.cards()) {
      if (card.index() < cards) {
        ledger.observe(card.index(), card.usedBytes());
      }
    }
    for (int i = 0; i < cards; i++) {
      if (!read.contains(i)) {
        ledger.unobserved(i);
      }
    }
  }

  /** What the cards said last. */
  public GpuReadings latest() {
    return latest;
  }

  /** Ends the watch and closes the probe, after a reading that is under way. */
  @Override
  public void close() {
    timer.shutdown();
    try {
      if (!timer.awaitTermination(10, TimeUnit.SECONDS)) {
        LOG.warn("A reading of the graphics cards does not end");
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    probe.close();
  }
}
