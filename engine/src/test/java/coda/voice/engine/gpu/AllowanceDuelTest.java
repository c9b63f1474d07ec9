package coda.voice.engine.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Two threads that meet where it is narrowest: one reserves from its allowance or releases into it
 * while the other collects it. They start together again and again, so that they do meet.
 */
class AllowanceDuelTest {
  private static final int DUELS = 40_000;
  private static final int STEPS = 6;
  private static final long BUDGET = 64_000;

  private final LedgerFixture fixture = new LedgerFixture();
  private final GpuLedger ledger = fixture.ledger(BUDGET);
  private final GpuComponent small = fixture.register(ledger, "small", 1_000, 5);
  private final GpuComponent large = fixture.register(ledger, "large", BUDGET, 5);
  private final AtomicLong certainlyHeld = new AtomicLong();
  private final AtomicInteger tooMuch = new AtomicInteger();

  @AfterEach
  void close() {
    fixture.close();
  }

  private void duel(Runnable one, Runnable other, Runnable check) throws Exception {
    CyclicBarrier start = new CyclicBarrier(2, check);
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      List<Future<?>> running = new ArrayList<>();
      for (Runnable side : List.of(one, other)) {
        running.add(
            threads.submit(
                () -> {
                  for (int i = 0; i < DUELS / STEPS; i++) {
                    start.await();
                    for (int step = 0; step < STEPS; step++) {
                      side.run();
                    }
                  }
                  return null;
                }));
      }
      for (Future<?> side : running) {
        side.get();
      }
    }
  }

  private void reserveAndRelease(GpuComponent component, long bytes) {
    if (component.tryReserve(bytes)) {
      if (certainlyHeld.addAndGet(bytes) > BUDGET) {
        tooMuch.incrementAndGet();
      }
      certainlyHeld.addAndGet(-bytes);
      component.release(bytes);
    }
  }

  private void assertNothingIsHeld() {
    GpuSnapshot snapshot = ledger.snapshot();
    assertThat(snapshot.cards().getFirst().reservedBytes()).isZero();
    assertThat(snapshot.components()).allMatch(component -> component.reservedBytes() == 0);
  }

  @Test
  void shouldNeverGiveAByteToBoth() throws Exception {
    duel(
        () -> reserveAndRelease(small, 10),
        () -> reserveAndRelease(large, BUDGET - 9),
        this::assertNothingIsHeld);

    assertThat(tooMuch).hasValue(0);
    assertNothingIsHeld();
  }

  @Test
  void shouldAlwaysFindTheLastByte() throws Exception {
    AtomicInteger refused = new AtomicInteger();
    duel(
        () -> {
          if (!small.tryReserve(10)) {
            refused.incrementAndGet();
          } else {
            small.release(10);
          }
        },
        () -> {
          if (!large.tryReserve(BUDGET - 10)) {
            refused.incrementAndGet();
          } else {
            large.release(BUDGET - 10);
          }
        },
        this::assertNothingIsHeld);

    assertThat(refused).hasValue(0);
  }

  @Test
  void shouldLoseNothingToAComponentThatCloses() throws Exception {
    AtomicInteger number = new AtomicInteger();
    GpuComponent[] current = {fixture.register(ledger, "c", 1_000, 5)};
    duel(
        () -> {
          GpuComponent component = current[0];
          if (component.tryReserve(10)) {
            component.release(10);
          }
        },
        () -> {
          large.tryReserve(BUDGET);
          large.tryResize(0);
          current[0].close();
        },
        () -> {
          current[0].close();
          assertNothingIsHeld();
          current[0] = fixture.register(ledger, "c" + number.incrementAndGet(), 1_000, 5);
        });
    current[0].close();
    large.close();
    assertNothingIsHeld();
    assertThat(fixture.register(ledger, "all", BUDGET, 5).tryReserve(BUDGET)).isTrue();
  }
}
