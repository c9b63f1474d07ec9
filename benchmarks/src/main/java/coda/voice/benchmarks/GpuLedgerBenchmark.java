package coda.voice.benchmarks;

import coda.voice.engine.gpu.ComponentPlan;
import coda.voice.engine.gpu.GpuCard;
import coda.voice.engine.gpu.GpuComponent;
import coda.voice.engine.gpu.GpuLedger;
import coda.voice.engine.gpu.GpuOwner;
import coda.voice.engine.gpu.LedgerOptions;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Reserving 1 MB of graphics memory and releasing it: the ledger against {@link LockedLedger}, in
 * one run. {@code full} is how much of the card is in use already: at 0 % components have
 * allowances of their own, at 70 % every byte comes from the card.
 *
 * <p>{@link #main} runs it with one and two threads, each with a component of its own and all with
 * one, and prints the ratios.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 6, time = 1)
@Fork(2)
public class GpuLedgerBenchmark {
  private static final long MB = 1L << 20;
  private static final long BUDGET = 23L << 30;
  private static final int COMPONENTS = 8;

  /** How much of the budget is in use, in per cent. */
  @Param({"0", "70"})
  public int full;

  /** Whether all threads use one component. */
  @Param({"false", "true"})
  public boolean shared;

  private final GpuComponent[] components = new GpuComponent[COMPONENTS];
  private final LockedLedger.Component[] locked = new LockedLedger.Component[COMPONENTS];
  private final AtomicInteger threads = new AtomicInteger();

  /** Both ledgers, with a component for each thread. */
  @Setup
  public void open() {
    GpuLedger ledger =
        GpuLedger.of(
            List.of(new GpuCard(0, "benchmark", BUDGET + (1L << 30), 1L << 30)),
            LedgerOptions.DEFAULTS,
            Runnable::run);
    LockedLedger lockedLedger = new LockedLedger(BUDGET);
    for (int i = 0; i < COMPONENTS; i++) {
      components[i] =
          ledger.register(
              ComponentPlan.of("c" + i, BUDGET, 5, true),
              GpuOwner.unloading(() -> 0, () -> false, Duration.ZERO));
      locked[i] = lockedLedger.register(BUDGET);
    }
    components[COMPONENTS - 1].tryReserve(BUDGET / 100 * full);
    locked[COMPONENTS - 1].tryReserve(BUDGET / 100 * full);
  }

  /** What one thread uses. */
  @State(Scope.Thread)
  public static class Mine {
    private int which;

    /** A component of its own, or the one for all. */
    @Setup
    public void choose(GpuLedgerBenchmark all) {
      which = all.shared ? 0 : all.threads.getAndIncrement() % (COMPONENTS - 1);
    }
  }

  /** Compare-and-set on allowances and counters. */
  @Benchmark
  public boolean lockFree(Mine mine) {
    GpuComponent component = components[mine.which];
    boolean reserved = component.tryReserve(MB);
    component.release(MB);
    return reserved;
  }

  /** One lock around everything. */
  @Benchmark
  public boolean lockBased(Mine mine) {
    LockedLedger.Component component = locked[mine.which];
    boolean reserved = component.tryReserve(MB);
    component.release(MB);
    return reserved;
  }

  /**
   * Runs everything and prints how many times faster it is without the lock.
   *
   * @param arguments none
   */
  public static void main(String... arguments) throws RunnerException {
    StringBuilder table = new StringBuilder();
    for (int threads : new int[] {1, 2}) {
      Collection<RunResult> results =
          new Runner(
                  new OptionsBuilder()
                      .include(GpuLedgerBenchmark.class.getName())
                      .threads(threads)
                      .build())
              .run();
      for (String shared : List.of("false", "true")) {
        for (String full : List.of("0", "70")) {
          double free = score(results, "lockFree", shared, full);
          double lock = score(results, "lockBased", shared, full);
          table.append(
              String.format(
                  Locale.ROOT,
                  "| %d | %s | %s %% | %.1f | %.1f | %.1f |%n",
                  threads,
                  shared.equals("true") ? "one for all" : "one each",
                  full,
                  free,
                  lock,
                  free / lock));
        }
      }
    }
    System.out.println("Pairs of reserve and release per microsecond, all threads together");
    System.out.println("| threads | component | card in use | lock-free | lock-based | ratio |");
    System.out.println("|---|---|---|---|---|---|");
    System.out.print(table);
  }

  private static double score(
      Collection<RunResult> results, String method, String shared, String full) {
    return results.stream()
        .filter(r -> r.getParams().getBenchmark().endsWith("." + method))
        .filter(r -> r.getParams().getParam("shared").equals(shared))
        .filter(r -> r.getParams().getParam("full").equals(full))
        .findFirst()
        .orElseThrow()
        .getPrimaryResult()
        .getScore();
  }
}
