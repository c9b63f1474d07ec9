package coda.voice.benchmarks.stress;

import coda.voice.engine.gpu.ComponentPlan;
import coda.voice.engine.gpu.GpuCard;
import coda.voice.engine.gpu.GpuComponent;
import coda.voice.engine.gpu.GpuLedger;
import coda.voice.engine.gpu.GpuOwner;
import coda.voice.engine.gpu.LedgerOptions;
import java.time.Duration;
import java.util.List;

/** A ledger in which a small component has an allowance and a large one wants nearly everything. */
public class SmallLedger {
  /** What both may hold together. */
  protected static final long BUDGET = 64_000;

  /** What the small one reserves; its allowance covers it. */
  protected static final long LITTLE = 10;

  /** The one with the allowance. */
  protected final GpuComponent small;

  /** The one that wants the rest. */
  protected final GpuComponent large;

  /** With an allowance for the small one. */
  protected SmallLedger() {
    GpuLedger ledger =
        GpuLedger.of(
            List.of(new GpuCard(0, "card", BUDGET + 1, 1)), LedgerOptions.DEFAULTS, Runnable::run);
    small = register(ledger, "small");
    large = register(ledger, "large");
    small.tryReserve(LITTLE);
    small.release(LITTLE);
  }

  private static GpuComponent register(GpuLedger ledger, String name) {
    return ledger.register(
        ComponentPlan.of(name, BUDGET, 5, true),
        GpuOwner.unloading(() -> 0, () -> false, Duration.ZERO));
  }

  /** Whether every byte can be reserved when all is released: none was lost. */
  protected boolean nothingIsLost() {
    return large.tryReserve(BUDGET) && !small.tryReserve(1);
  }
}
