package coda.voice.server.gpu;

import coda.voice.engine.gpu.GpuEvent;
import coda.voice.engine.gpu.GpuLedger;
import coda.voice.engine.gpu.GpuSnapshot;
import coda.voice.engine.gpu.LedgerOptions;
import coda.voice.engine.gpu.MemorySize;
import coda.voice.engine.gpu.Pressure;
import coda.voice.engine.gpu.device.GpuMonitor;
import coda.voice.engine.gpu.device.GpuProbe;
import coda.voice.engine.gpu.device.GpuReadings;
import coda.voice.server.config.ConfigException;
import coda.voice.server.config.GpuConfig;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The graphics cards of a running server: found, checked, booked and watched. */
public final class GpuSetup implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(GpuSetup.class);

  private final GpuLedger ledger;
  private final GpuMonitor monitor;

  private GpuSetup(GpuLedger ledger, GpuMonitor monitor) {
    this.ledger = ledger;
    this.monitor = monitor;
  }

  /**
   * Looks for cards and begins to keep books. Blocks for a moment; a program that reads cards and
   * hangs is given up after 5 s.
   *
   * @param config what is configured
   * @param probes finds a way to read cards; not asked when the configuration says there are none
   * @param blocking runs what may block
   * @throws ConfigException when what is configured does not fit the cards
   */
  public static GpuSetup open(GpuConfig config, Supplier<GpuProbe> probes, Executor blocking) {
    boolean unwanted = config.totalSize().filter(size -> size.bytes() == 0).isPresent();
    GpuReadings nothing = GpuReadings.none("gpu.total is " + config.total());
    GpuProbe probe = unwanted ? () -> nothing : probes.get();
    GpuReadings readings = probe.read();
    GpuInventory inventory = GpuInventory.of(config, readings);
    if (!inventory.problems().isEmpty()) {
      probe.close();
      throw new ConfigException(inventory.problems());
    }
    inventory.warnings().forEach(warning -> LOG.warn("Graphics memory: {}", warning));
    GpuLedger ledger = ledger(config, inventory, blocking);
    return new GpuSetup(ledger, GpuMonitor.watch(probe, readings, ledger));
  }

  private static GpuLedger ledger(GpuConfig config, GpuInventory inventory, Executor blocking) {
    if (inventory.cards().isEmpty()) {
      LOG.info("Graphics memory: {}", inventory.reason());
      return GpuLedger.none(inventory.reason());
    }
    inventory
        .cards()
        .forEach(
            card ->
                LOG.info(
                    "Graphics card {} ({}): {}, of which components may hold {}",
                    card.index(),
                    card.name(),
                    MemorySize.words(card.totalBytes()),
                    MemorySize.words(card.budgetBytes())));
    LedgerOptions options =
        LedgerOptions.DEFAULTS
            .with(config.placement())
            .with(config.components())
            .withOwnerDeadline(Duration.ofMillis(config.giveBackMs()));
    GpuLedger ledger = GpuLedger.of(inventory.cards(), options, blocking);
    ledger.listen(GpuSetup::log);
    return ledger;
  }

  private static void log(GpuEvent event) {
    if (event instanceof GpuEvent.PressureChanged changed) {
      if (changed.now().compareTo(Pressure.HIGH) >= 0) {
        LOG.warn("Memory of graphics card {} is under {} pressure", changed.card(), changed.now());
      } else {
        LOG.info("Memory of graphics card {}: pressure {}", changed.card(), changed.now());
      }
    }
  }

  /** The books; where there is no card, they say so. */
  public GpuLedger ledger() {
    return ledger;
  }

  /** How each card is now; empty where there is none. */
  public List<GpuSnapshot.Card> status() {
    return ledger.snapshot().cards();
  }

  /** What the cards said last. */
  public GpuReadings readings() {
    return monitor.latest();
  }

  /** Ends the watch and the books. */
  @Override
  public void close() {
    monitor.close();
    ledger.close();
  }
}
