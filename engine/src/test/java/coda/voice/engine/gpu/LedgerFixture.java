package coda.voice.engine.gpu;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** Ledgers with round numbers and a clock that stands still. */
final class LedgerFixture implements AutoCloseable {
  final AtomicLong millis = new AtomicLong(1_000_000);
  final InstantSource clock = () -> Instant.ofEpochMilli(millis.get());
  final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  final List<GpuEvent> events = Collections.synchronizedList(new ArrayList<>());

  final LedgerOptions options =
      LedgerOptions.DEFAULTS.with(clock).withOwnerDeadline(Duration.ofSeconds(30));

  /** Cards whose budgets are these, with a reserve of 100 each. */
  GpuLedger ledger(LedgerOptions options, long... budgets) {
    List<GpuCard> cards =
        IntStream.range(0, budgets.length)
            .mapToObj(i -> new GpuCard(i, "card", budgets[i] + 100, 100))
            .toList();
    GpuLedger ledger = GpuLedger.of(cards, options, executor);
    ledger.listen(events::add);
    return ledger;
  }

  GpuLedger ledger(long... budgets) {
    return ledger(options, budgets);
  }

  GpuComponent register(GpuLedger ledger, String name, long maximum, int priority) {
    return register(ledger, name, maximum, priority, new TestOwner());
  }

  GpuComponent register(
      GpuLedger ledger, String name, long maximum, int priority, TestOwner owner) {
    GpuComponent component =
        ledger.register(ComponentPlan.of(name, maximum, priority, true), owner);
    owner.component = component;
    return component;
  }

  void pass(Duration time) {
    millis.addAndGet(time.toMillis());
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
