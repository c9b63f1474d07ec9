package coda.voice.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import coda.voice.engine.Capacity.Permit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class CapacityQueueTest {
  private static final Duration LONG = Duration.ofMinutes(5);

  @Test
  void shouldGiveAFreePermitAtOnce() {
    Capacity capacity = new Capacity("engine", 1);

    CompletableFuture<Permit> got = ask(capacity, LONG);

    assertThat(got).isCompleted();
    assertThat(capacity.inUse()).isEqualTo(1);
    got.join().close();
    assertThat(capacity.inUse()).isZero();
  }

  @Test
  void shouldRefuseWithoutWaitingWhenNobodyWantsToWait() {
    Capacity capacity = new Capacity("engine", 1);
    capacity.acquire();

    assertThat(ask(capacity, Duration.ZERO))
        .isCompletedExceptionally()
        .failsWithin(Duration.ZERO)
        .withThrowableThat()
        .withCauseInstanceOf(EngineBusyException.class);
    assertThat(capacity.refused()).isEqualTo(1);
  }

  @Test
  void shouldServeThoseWhoWaitInTheOrderOfTheirComing() {
    Capacity capacity = new Capacity("engine", 1);
    Permit first = capacity.acquire();
    List<CompletableFuture<Permit>> line = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      line.add(ask(capacity, LONG));
    }
    assertThat(capacity.waiting()).isEqualTo(20);

    first.close();
    for (int i = 0; i < line.size(); i++) {
      Permit permit = line.get(i).orTimeout(1, TimeUnit.MINUTES).join();
      assertThat(line.subList(i + 1, line.size())).noneMatch(CompletableFuture::isDone);
      assertThat(capacity.inUse()).isEqualTo(1);
      permit.close();
    }
    assertThat(capacity.inUse()).isZero();
    assertThat(capacity.waiting()).isZero();
  }

  @Test
  void shouldNotLetAnybodyPushAheadOfTheLine() {
    Capacity capacity = new Capacity("engine", 1);
    Permit held = capacity.acquire();
    CompletableFuture<Permit> waiting = ask(capacity, LONG);

    held.close();

    assertThatThrownBy(capacity::acquire).isInstanceOf(EngineBusyException.class);
    waiting.orTimeout(1, TimeUnit.MINUTES).join().close();
    capacity.acquire().close();
  }

  @Test
  void shouldFailWhenTheTimeIsOver() {
    Capacity capacity = new Capacity("engine", 1);
    Permit held = capacity.acquire();

    CompletableFuture<Permit> waiting = ask(capacity, Duration.ofMillis(5));

    assertThatThrownBy(() -> waiting.orTimeout(1, TimeUnit.MINUTES).join())
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOf(EngineBusyException.class)
        .hasMessageContaining("within 5 ms");
    assertThat(capacity.waiting()).isZero();
    await()
        .atMost(1, TimeUnit.MINUTES)
        .untilAsserted(() -> assertThat(capacity.refused()).isEqualTo(1));
    held.close();
    assertThat(capacity.inUse()).isZero();
  }

  @Test
  void shouldRefuseAtOnceWhenTheLineIsFull() {
    Capacity capacity = new Capacity("engine", 1, 2);
    capacity.acquire();
    ask(capacity, LONG);
    CompletableFuture<Permit> second = ask(capacity, LONG);

    assertThat(ask(capacity, LONG)).isCompletedExceptionally();

    second.cancel(false);
    assertThat(capacity.waiting()).isEqualTo(1);
    assertThat(ask(capacity, LONG)).isNotDone();
  }

  @Test
  void shouldPassAPermitOverThoseWhoLeftTheLine() {
    Capacity capacity = new Capacity("engine", 1);
    Permit held = capacity.acquire();
    CompletableFuture<Permit> gone = ask(capacity, LONG);
    CompletableFuture<Permit> impatient = ask(capacity, LONG).orTimeout(1, TimeUnit.MILLISECONDS);
    CompletableFuture<Permit> stays = ask(capacity, LONG);
    gone.cancel(false);
    await().until(impatient::isDone);

    held.close();

    stays.orTimeout(1, TimeUnit.MINUTES).join().close();
    assertThat(capacity.inUse()).isZero();
    assertThat(capacity.waiting()).isZero();
  }

  @Test
  void shouldServeALongLineWhoseMembersGiveBackAtOnce() {
    Capacity capacity = new Capacity("engine", 1, 5_000);
    Permit held = capacity.acquire();
    AtomicInteger served = new AtomicInteger();
    for (int i = 0; i < 5_000; i++) {
      ask(capacity, LONG)
          .thenAccept(
              permit -> {
                served.incrementAndGet();
                permit.close();
              });
    }

    held.close();

    await().atMost(1, TimeUnit.MINUTES).untilAsserted(() -> assertThat(capacity.inUse()).isZero());
    assertThat(served).hasValue(5_000);
  }

  /** Nothing is lost and never too much given out, whatever they do at the same time. */
  @Property(tries = 12)
  void shouldNeitherLoseNorInventPermits(
      @ForAll @IntRange(min = 1, max = 4) int limit,
      @ForAll @IntRange(min = 0, max = 8) int room,
      @ForAll long seed)
      throws Exception {
    Capacity capacity = new Capacity("engine", limit, room);
    AtomicInteger out = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    LongAdder got = new LongAdder();
    LongAdder refused = new LongAdder();
    LongAdder cancelled = new LongAdder();
    int threads = 6;
    int rounds = 400;
    try (ExecutorService askers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        Random random = new Random(seed + i);
        all.add(
            askers.submit(
                () -> {
                  for (int round = 0; round < rounds; round++) {
                    CompletableFuture<Permit> asked =
                        ask(capacity, Duration.ofNanos(random.nextInt(3) * 100_000L));
                    if (random.nextInt(4) == 0 && asked.cancel(false)) {
                      cancelled.increment();
                      continue;
                    }
                    try (Permit permit = asked.orTimeout(1, TimeUnit.MINUTES).join()) {
                      most.accumulateAndGet(out.incrementAndGet(), Math::max);
                      got.increment();
                      Thread.yield();
                      out.decrementAndGet();
                    } catch (CompletionException busy) {
                      assertThat(busy).hasCauseInstanceOf(EngineBusyException.class);
                      refused.increment();
                    }
                  }
                }));
      }
      for (Future<?> asker : all) {
        asker.get();
      }
    }
    assertThat(most.get()).isBetween(1, limit);
    assertThat(got.sum() + refused.sum() + cancelled.sum()).isEqualTo((long) threads * rounds);
    await().atMost(1, TimeUnit.MINUTES).untilAsserted(() -> assertThat(capacity.inUse()).isZero());
    assertThat(capacity.waiting()).isZero();
    await()
        .atMost(1, TimeUnit.MINUTES)
        .untilAsserted(() -> assertThat(capacity.refused()).isEqualTo(refused.sum()));
    for (int i = 0; i < limit; i++) {
      capacity.acquire();
    }
    assertThatThrownBy(capacity::acquire).isInstanceOf(EngineBusyException.class);
  }

  private static CompletableFuture<Permit> ask(Capacity capacity, Duration atMost) {
    return capacity.acquireWithin(atMost).toCompletableFuture();
  }
}
