package coda.voice.engine.gpu.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coda.voice.engine.gpu.GpuCard;
import coda.voice.engine.gpu.GpuLedger;
import coda.voice.engine.gpu.LedgerOptions;
import coda.voice.engine.gpu.Pressure;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class GpuMonitorTest {
  private static final GpuCard CARD = new GpuCard(0, "card", 1_000, 100);

  private final GpuLedger ledger =
      GpuLedger.of(List.of(CARD), LedgerOptions.DEFAULTS, Runnable::run);

  private static GpuReadings used(long bytes) {
    return new GpuReadings(
        List.of(
            new CardReading(
                0,
                "card",
                1_000,
                bytes,
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalDouble.empty())),
        "test");
  }

  private OptionalLong deviceUse() {
    return ledger.snapshot().cards().getFirst().deviceUsedBytes();
  }

  /** Answers one thing after the other, then the last for ever. */
  private static final class Script implements GpuProbe {
    private final List<GpuReadings> answers;
    private final AtomicInteger reads = new AtomicInteger();
    private volatile boolean closed;

    Script(GpuReadings... answers) {
      this.answers = List.of(answers);
    }

    @Override
    public GpuReadings read() {
      return answers.get(Math.min(reads.getAndIncrement(), answers.size() - 1));
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  @Test
  void shouldTellTheLedgerWhatIsReallyInUse() {
    Script script = new Script(used(900), GpuReadings.none("lost"), used(300));
    try (GpuMonitor monitor = GpuMonitor.watch(script, used(100), ledger)) {
      assertThat(deviceUse()).hasValue(100);
      await().until(() -> ledger.pressure() == Pressure.HIGH);
      await().until(() -> deviceUse().isEmpty());
      assertThat(monitor.latest().detail()).isEqualTo("lost");
      assertThat(ledger.pressure()).isEqualTo(Pressure.NONE);
      await().until(() -> deviceUse().equals(OptionalLong.of(300)));
    }
    assertThat(script.closed).isTrue();
  }

  @Test
  void shouldNotPollWithoutACard() {
    Script script = new Script(used(900));
    AtomicInteger scheduled = new AtomicInteger();
    var timer =
        new java.util.concurrent.ScheduledThreadPoolExecutor(1) {
          @Override
          public java.util.concurrent.ScheduledFuture<?> scheduleWithFixedDelay(
              Runnable command, long first, long delay, java.util.concurrent.TimeUnit unit) {
            scheduled.incrementAndGet();
            return super.scheduleWithFixedDelay(command, first, delay, unit);
          }
        };
    try (GpuMonitor monitor = GpuMonitor.watch(script, GpuReadings.none("no GPU"), ledger, timer)) {
      assertThat(scheduled).hasValue(0);
      assertThat(monitor.latest().present()).isFalse();
      assertThat(deviceUse()).isEmpty();
    }
    assertThat(script.closed).isTrue();
  }

  @Test
  void shouldGoOnAfterAReadingThatThrows() {
    AtomicInteger reads = new AtomicInteger();
    GpuProbe broken =
        () -> {
          if (reads.getAndIncrement() == 0) {
            throw new IllegalStateException("broken");
          }
          return used(700);
        };
    try (GpuMonitor monitor = GpuMonitor.watch(broken, used(1), ledger)) {
      await().until(() -> monitor.latest().equals(used(700)));
    }
  }

  @Test
  void shouldTryTheSecondWayOnlyWhenTheFirstFindsNothing() {
    Script first = new Script(used(1));
    Script second = new Script(used(2));
    assertThat(GpuProbe.detect(first, second)).isSameAs(first);
    assertThat(second.closed).isTrue();
    assertThat(second.reads).hasValue(0);

    Script empty = new Script(GpuReadings.none("no library"));
    Script other = new Script(used(2));
    assertThat(GpuProbe.detect(empty, other)).isSameAs(other);
    assertThat(empty.closed).isTrue();
  }

  @Test
  void shouldSayPlainlyThatThereIsNoCardAndWhyItThinksSo() {
    GpuProbe none =
        GpuProbe.detect(
            new Script(GpuReadings.none("no library")), new Script(GpuReadings.none("no program")));

    assertThat(none.read()).isEqualTo(GpuReadings.none("no GPU found (no library; no program)"));
    none.close();
  }
}
