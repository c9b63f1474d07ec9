package coda.voice.engine.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;

/**
 * Many threads on few components. Each thread counts what it holds only while it certainly holds
 * it, so the count can never exceed what is really reserved; if it exceeds the budget, a byte was
 * given out twice. When all is released, a byte that is missing was lost.
 */
class LedgerStressTest {
  private static final int THREADS = 6;
  private static final int ROUNDS = 15_000;
  private static final long BUDGET = 100_000;

  private final LedgerFixture fixture = new LedgerFixture();
  private final AtomicLong certainlyHeld = new AtomicLong();
  private final AtomicLong most = new AtomicLong();

  @AfterEach
  void close() {
    fixture.close();
  }

  private interface Work {
    void run(int thread, Random random) throws Exception;
  }

  private static void inParallel(Work work) throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        int thread = i;
        running.add(
            threads.submit(
                () -> {
                  work.run(thread, new Random(thread));
                  return null;
                }));
      }
      for (Future<?> one : running) {
        one.get();
      }
    }
  }

  private void holds(long bytes) {
    most.accumulateAndGet(certainlyHeld.addAndGet(bytes), Math::max);
  }

  private void releases(GpuComponent component, long bytes) {
    certainlyHeld.addAndGet(-bytes);
    component.release(bytes);
  }

  private static void assertEverythingIsFree(GpuLedger ledger) {
    GpuSnapshot snapshot = ledger.snapshot();
    assertThat(snapshot.cards()).allMatch(card -> card.reservedBytes() == 0);
    assertThat(snapshot.components()).allMatch(component -> component.reservedBytes() == 0);
    assertThat(ledger.pressure()).isEqualTo(Pressure.NONE);
  }

  private static long amount(Random random) {
    return switch (random.nextInt(10)) {
      case 0 -> random.nextLong(BUDGET / 2);
      case 1, 2 -> random.nextLong(BUDGET / 10);
      default -> 1 + random.nextLong(1_500);
    };
  }

  @RepeatedTest(3)
  void shouldNeverLoseOrDoubleAByte() throws Exception {
    GpuLedger ledger = fixture.ledger(BUDGET);
    List<GpuComponent> components = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      components.add(fixture.register(ledger, "c" + i, BUDGET, 5));
    }
    inParallel(
        (thread, random) -> {
          long[] held = new long[components.size()];
          for (int round = 0; round < ROUNDS; round++) {
            int which = random.nextInt(components.size());
            GpuComponent component = components.get(which);
            long bytes = amount(random);
            if (held[which] > 0 && random.nextInt(3) > 0) {
              releases(component, held[which]);
              held[which] = 0;
            } else if (component.tryReserve(bytes)) {
              holds(bytes);
              held[which] += bytes;
            }
          }
          for (int i = 0; i < held.length; i++) {
            releases(components.get(i), held[i]);
          }
        });
    assertThat(most.get()).isBetween(BUDGET / 2, BUDGET);
    assertEverythingIsFree(ledger);
    assertThat(components.getFirst().tryReserve(BUDGET)).isTrue();
  }

  @RepeatedTest(3)
  void shouldNeverRefuseWhatSurelyFits() throws Exception {
    GpuLedger ledger = fixture.ledger(BUDGET);
    long share = BUDGET / THREADS;
    List<GpuComponent> components = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      components.add(fixture.register(ledger, "c" + i, share, 5));
    }
    // Each thread stays within its share, so the card always has room: a refusal would mean that
    // free bytes were hidden in the allowance of another.
    inParallel(
        (thread, random) -> {
          GpuComponent component = components.get(thread);
          long held = 0;
          for (int round = 0; round < ROUNDS; round++) {
            long bytes = Math.min(share - held, amount(random));
            assertThat(component.tryReserve(bytes)).isTrue();
            held += bytes;
            long back = random.nextInt(3) == 0 ? held : random.nextLong(held + 1);
            component.release(back);
            held -= back;
          }
          component.release(held);
        });
    assertEverythingIsFree(ledger);
  }

  @RepeatedTest(3)
  void shouldResizeExactlyHoweverManyDo() throws Exception {
    GpuLedger ledger = fixture.ledger(BUDGET, BUDGET / 2);
    GpuComponent shared = fixture.register(ledger, "shared", BUDGET, 5);
    GpuComponent other = fixture.register(ledger, "other", BUDGET, 5);
    inParallel(
        (thread, random) -> {
          for (int round = 0; round < ROUNDS; round++) {
            long bytes = amount(random);
            if (thread % 2 == 0) {
              shared.tryResize(bytes);
            } else if (other.tryReserve(bytes)) {
              other.release(bytes);
            }
            for (GpuSnapshot.Card card :
                round % 64 == 0 ? ledger.snapshot().cards() : List.<GpuSnapshot.Card>of()) {
              assertThat(card.reservedBytes()).isBetween(0L, card.card().budgetBytes());
            }
          }
        });
    assertThat(other.reservedBytes()).isZero();
    assertThat(shared.tryResize(0)).isTrue();
    assertEverythingIsFree(ledger);
  }

  @RepeatedTest(3)
  void shouldKeepTheBooksWhileComponentsComeAndGo() throws Exception {
    GpuLedger ledger = fixture.ledger(BUDGET);
    inParallel(
        (thread, random) -> {
          for (int round = 0; round < ROUNDS / 10; round++) {
            GpuComponent component = fixture.register(ledger, "c" + thread, BUDGET, 5);
            long bytes = amount(random);
            if (component.tryReserve(bytes)) {
              holds(bytes);
              certainlyHeld.addAndGet(-bytes);
              if (random.nextBoolean()) {
                component.release(bytes);
              }
            }
            component.close();
          }
        });
    assertThat(most.get()).isLessThanOrEqualTo(BUDGET);
    assertEverythingIsFree(ledger);
    assertThat(fixture.register(ledger, "all", BUDGET, 5).tryReserve(BUDGET)).isTrue();
  }

  /**
   * Holds what it is told, gives back as a moody owner does: all, some, nothing, a lie, an error.
   */
  private final class Moody implements GpuOwner {
    private final AtomicLong held = new AtomicLong();
    private final Random random;
    private GpuComponent component;
    private long lie;

    Moody(int seed) {
      random = new Random(seed);
    }

    @Override
    public long bytesHeld() {
      return held.get();
    }

    @Override
    public synchronized long giveBack(long wanted) {
      long given = free(wanted);
      lie = random.nextInt(6) == 0 ? 1_000 : 0;
      if (random.nextInt(6) == 0) {
        throw new IllegalStateException("moody");
      }
      return given + lie;
    }

    @Override
    public void notBooked(long bytes) {
      component.release(Math.max(0, bytes - lie));
    }

    private long free(long wanted) {
      long now;
      long given;
      do {
        now = held.get();
        given = random.nextInt(4) == 0 ? 0 : Math.min(now, wanted);
      } while (!held.compareAndSet(now, now - given));
      certainlyHeld.addAndGet(-given);
      return given;
    }
  }

  @RepeatedTest(3)
  void shouldKeepTheBooksWhileOwnersGiveBackLieAndFail() throws Exception {
    LedgerOptions options =
        new LedgerOptions(
            Placement.Fit.BEST_FIT,
            java.util.Map.of(),
            Duration.ofSeconds(30),
            Duration.ZERO,
            Duration.ZERO,
            fixture.clock);
    GpuLedger ledger = fixture.ledger(options, BUDGET);
    List<Moody> owners = new ArrayList<>();
    List<GpuComponent> components = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      Moody owner = new Moody(i);
      owners.add(owner);
      components.add(ledger.register(ComponentPlan.of("c" + i, BUDGET, 1 + i, true), owner));
      owner.component = components.get(i);
    }
    inParallel(
        (thread, random) -> {
          GpuComponent component = components.get(thread);
          Moody owner = owners.get(thread);
          for (int round = 0; round < ROUNDS / 30; round++) {
            long bytes = amount(random);
            boolean reserved =
                component
                    .reserve(bytes)
                    .handle((done, refused) -> refused == null)
                    .toCompletableFuture()
                    .get(60, TimeUnit.SECONDS);
            if (reserved) {
              owner.held.addAndGet(bytes);
              holds(bytes);
            }
            // A failing owner may have freed what nobody confirmed: the books may be above the
            // truth until the owner says what it holds, but never below.
            long books = component.reservedBytes();
            assertThat(books).isGreaterThanOrEqualTo(owner.held.get());
          }
        });
    assertThat(most.get()).isLessThanOrEqualTo(BUDGET);
    for (int i = 0; i < THREADS; i++) {
      assertThat(components.get(i).tryResize(owners.get(i).held.get())).isTrue();
    }
    await()
        .untilAsserted(
            () ->
                assertThat(ledger.snapshot().cards().getFirst().reservedBytes())
                    .isEqualTo(owners.stream().mapToLong(Moody::bytesHeld).sum()));
    components.forEach(GpuComponent::close);
    assertEverythingIsFree(ledger);
  }
}
