package coda.voice.engine.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EvictionTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  private final LedgerFixture fixture = new LedgerFixture();
  private final GpuLedger ledger = fixture.ledger(1_000);
  private final TestOwner first = new TestOwner();
  private final TestOwner second = new TestOwner();

  @AfterEach
  void close() {
    fixture.close();
  }

  /** Is asked, and thinks until it is told to go on. */
  private static final class WaitingOwner extends TestOwner {
    final CountDownLatch go = new CountDownLatch(1);
    private volatile boolean reached;

    boolean reached() {
      return reached;
    }

    @Override
    public long giveBack(long wanted) {
      reached = true;
      try {
        go.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return 0;
      }
      return super.giveBack(wanted);
    }
  }

  private static CompletableFuture<Void> soon(CompletionStage<Void> stage) {
    return stage.toCompletableFuture();
  }

  @Test
  void shouldAskTheLeastImportantFirstAndOnlyForWhatIsMissing() {
    GpuComponent middle = fixture.register(ledger, "middle", 1_000, 4, first);
    GpuComponent low = fixture.register(ledger, "low", 1_000, 2, second);
    middle.tryReserve(400);
    low.tryReserve(400);
    GpuComponent moshi = fixture.register(ledger, "moshi", 1_000, 8);

    assertThat(soon(moshi.reserve(500))).succeedsWithin(LONG);

    assertThat(second.asked).containsExactly(300L);
    assertThat(first.asked).isEmpty();
    assertThat(low.reservedBytes()).isEqualTo(100);
    assertThat(moshi.reservedBytes()).isEqualTo(500);
    await().until(() -> fixture.events.contains(new GpuEvent.GivenBack(0, "low", 300, "moshi")));
  }

  @Test
  void shouldAskAmongEqualsTheLeastRecentlyUsedFirst() {
    GpuComponent used = fixture.register(ledger, "used", 1_000, 2, first);
    GpuComponent unused = fixture.register(ledger, "unused", 1_000, 2, second);
    used.tryReserve(500);
    fixture.pass(Duration.ofSeconds(1));
    unused.tryReserve(500);
    fixture.pass(Duration.ofSeconds(1));
    used.touch();
    GpuComponent moshi = fixture.register(ledger, "moshi", 1_000, 8);

    assertThat(soon(moshi.reserve(100))).succeedsWithin(LONG);

    assertThat(second.asked).containsExactly(100L);
    assertThat(first.asked).isEmpty();
  }

  @Test
  void shouldNeverAskEqualOrHigherPriority() {
    fixture.register(ledger, "equal", 1_000, 5, first).tryReserve(500);
    fixture.register(ledger, "higher", 1_000, 6, second).tryReserve(500);
    GpuComponent llm = fixture.register(ledger, "llm", 1_000, 5);

    assertThat(soon(llm.reserve(100)))
        .failsWithin(LONG)
        .withThrowableThat()
        .withMessageContaining("no room for 100 B of component 'llm'")
        .withMessageContaining("equal holds 500 B at priority 5");
    assertThat(first.asked).isEmpty();
    assertThat(second.asked).isEmpty();
  }

  @Test
  void shouldAskNobodyWhenAllTogetherCouldNotHelp() {
    fixture.register(ledger, "low", 1_000, 1, first).tryReserve(200);
    fixture.register(ledger, "high", 1_000, 9, second).tryReserve(700);
    GpuComponent llm = fixture.register(ledger, "llm", 1_000, 5);

    assertThat(soon(llm.reserve(301))).failsWithin(LONG);
    assertThat(first.asked).isEmpty();
    assertThat(soon(llm.reserve(300))).succeedsWithin(LONG);
  }

  @Test
  void shouldNotAskTheOwnerOfAComponentThatCannotShrink() {
    GpuComponent fixed = ledger.register(ComponentPlan.of("fixed", 1_000, 1, false), first);
    fixed.tryReserve(1_000);
    GpuComponent moshi = fixture.register(ledger, "moshi", 1_000, 8);

    assertThat(soon(moshi.reserve(1))).failsWithin(LONG);
    assertThat(first.asked).isEmpty();
  }

  @Test
  void shouldGiveWhatIsTooMuchToAll() {
    TestOwner wholesale =
        new TestOwner() {
          @Override
          public long giveBack(long wanted) {
            return super.giveBack(bytesHeld());
          }
        };
    GpuComponent low = fixture.register(ledger, "low", 1_000, 1, wholesale);
    low.tryReserve(800);
    GpuComponent moshi = fixture.register(ledger, "moshi", 1_000, 8);

    assertThat(soon(moshi.reserve(300))).succeedsWithin(LONG);
    assertThat(low.reservedBytes()).isZero();
    assertThat(moshi.tryReserve(700)).isTrue();
    assertThat(moshi.tryReserve(1)).isFalse();
  }

  @Test
  void shouldWaitUntilAnotherProcessHasUnloadedItsModel() {
    AtomicInteger looks = new AtomicInteger();
    GpuComponent model =
        ledger.register(
            ComponentPlan.of("ollama:llama", 1_000, 5, true),
            GpuOwner.unloading(() -> looks.incrementAndGet() > 5 ? 0 : 600, () -> true, LONG));
    model.tryResize(600);
    GpuComponent moshi = fixture.register(ledger, "moshi", 1_000, 8);

    assertThat(soon(moshi.resize(800))).succeedsWithin(LONG);
    assertThat(model.reservedBytes()).isZero();
  }

  @Test
  void shouldNotWaitForAModelServerThatRefusesOrHasNothing() {
    GpuOwner refusing = GpuOwner.unloading(() -> 600, () -> false, LONG);
    GpuOwner empty = GpuOwner.unloading(() -> 0, () -> true, LONG);
    GpuOwner stuck = GpuOwner.unloading(() -> 600, () -> true, Duration.ofMillis(60));

    assertThat(refusing.giveBack(1)).isZero();
    assertThat(empty.giveBack(1)).isZero();
    assertThat(stuck.giveBack(1)).isZero();
    assertThat(stuck.bytesHeld()).isEqualTo(600);
  }

  @Test
  void shouldPassOverAnOwnerThatFails() {
    TestOwner failing =
        new TestOwner() {
          @Override
          public long giveBack(long wanted) {
            super.giveBack(0);
            throw new IllegalStateException("driver gone");
          }
        };
    GpuComponent bad = fixture.register(ledger, "bad", 1_000, 1, failing);
    bad.tryReserve(500);
    GpuComponent good = fixture.register(ledger, "good", 1_000, 2, second);
    good.tryReserve(500);
    GpuComponent moshi = fixture.register(ledger, "moshi", 1_000, 8);

    assertThat(soon(moshi.reserve(100))).succeedsWithin(LONG);

    assertThat(bad.reservedBytes()).isEqualTo(500);
    assertThat(good.reservedBytes()).isEqualTo(400);
    GpuSnapshot.Component state = ledger.snapshot().components().getFirst();
    assertThat(state.failures()).isEqualTo(1);
    assertThat(state.problem()).contains("driver gone");
    await()
        .untilAsserted(
            () ->
                assertThat(fixture.events)
                    .anyMatch(
                        e -> e instanceof GpuEvent.OwnerFailed f && f.component().equals("bad")));

    assertThat(soon(moshi.reserve(100))).succeedsWithin(LONG);
    assertThat(failing.asked).as("it is left alone").hasSize(1);
    fixture.pass(Duration.ofSeconds(31));
    assertThat(soon(moshi.reserve(100))).succeedsWithin(LONG);
    assertThat(failing.asked).as("it gets another chance").hasSize(2);
  }

  @Test
  void shouldBookOnlyWhatALiarReallyGaveBack() {
    TestOwner liar =
        new TestOwner() {
          @Override
          public long giveBack(long wanted) {
            asked.add(wanted);
            held = 450;
            return 500;
          }
        };
    GpuComponent low = fixture.register(ledger, "low", 1_000, 1, liar);
    low.tryReserve(500);
    fixture.register(ledger, "other", 1_000, 9).tryReserve(500);
    GpuComponent moshi = fixture.register(ledger, "moshi", 1_000, 8);

    assertThat(soon(moshi.reserve(100))).failsWithin(LONG);

    assertThat(low.reservedBytes()).isEqualTo(450);
    assertThat(ledger.snapshot().components().getFirst().problem())
        .isEqualTo("says it gave back 500 bytes, but holds 450 of the 500 it reserved");
    assertThat(moshi.tryReserve(50)).isTrue();
    assertThat(moshi.tryReserve(1)).isFalse();
  }

  @Test
  void shouldLetAnOwnerThatTookMemoryMeanwhileSetTheBooksRight() {
    TestOwner busy =
        new TestOwner() {
          @Override
          public long giveBack(long wanted) {
            component.tryReserve(30);
            held = 500 - 100 + 30;
            return 100;
          }

          @Override
          public void notBooked(long bytes) {
            component.release(bytes);
          }
        };
    GpuComponent low = fixture.register(ledger, "low", 1_000, 1, busy);
    low.tryReserve(500);
    fixture.register(ledger, "other", 1_000, 9).tryReserve(400);
    GpuComponent moshi = fixture.register(ledger, "moshi", 1_000, 8);

    assertThat(soon(moshi.reserve(170))).succeedsWithin(LONG);
    assertThat(low.reservedBytes()).isEqualTo(430);
    assertThat(ledger.snapshot().components().getFirst().failures()).isZero();
  }

  @Test
  void shouldNotBelieveNegativeNumbers() {
    TestOwner odd =
        new TestOwner() {
          @Override
          public long bytesHeld() {
            return -5;
          }

          @Override
          public long giveBack(long wanted) {
            return Long.MIN_VALUE;
          }
        };
    GpuComponent low = fixture.register(ledger, "low", 1_000, 1, odd);
    low.tryReserve(1_000);
    GpuComponent moshi = fixture.register(ledger, "moshi", 1_000, 8);

    assertThat(soon(moshi.reserve(1))).failsWithin(LONG);
    assertThat(low.reservedBytes()).isEqualTo(1_000);
  }

  @Test
  void shouldNotWaitLongerThanTheDeadlineAndBookALateAnswer() {
    GpuLedger quick =
        fixture.ledger(fixture.options.withOwnerDeadline(Duration.ofMillis(50)), 1_000);
    WaitingOwner slow = new WaitingOwner();
    GpuComponent low = fixture.register(quick, "low", 1_000, 1, slow);
    low.tryReserve(500);
    fixture.register(quick, "next", 1_000, 2, second).tryReserve(500);
    GpuComponent moshi = fixture.register(quick, "moshi", 1_000, 8);

    assertThat(soon(moshi.reserve(100))).succeedsWithin(LONG);
    assertThat(second.asked).containsExactly(100L);
    assertThat(low.reservedBytes()).isEqualTo(500);
    assertThat(quick.snapshot().components().getFirst().problem()).contains("within 50 ms");

    slow.go.countDown();
    await().until(() -> low.reservedBytes() == 400);
    await().until(() -> moshi.tryReserve(100));
    assertThat(moshi.tryReserve(1)).isFalse();
  }

  @Test
  void shouldLetOthersBookWhileAnOwnerThinks() {
    WaitingOwner slow = new WaitingOwner();
    GpuComponent low = fixture.register(ledger, "low", 1_000, 1, slow);
    low.tryReserve(900);
    GpuComponent moshi = fixture.register(ledger, "moshi", 1_000, 8);
    CompletableFuture<Void> waiting = soon(moshi.reserve(500));
    await().until(slow::reached);

    GpuComponent tiny = fixture.register(ledger, "tiny", 10, 1);
    assertThat(tiny.tryReserve(10)).isTrue();
    low.release(5);
    assertThat(ledger.snapshot().components()).hasSize(3);
    assertThat(waiting).isNotDone();

    slow.go.countDown();
    assertThat(waiting).succeedsWithin(LONG);
  }

  @Test
  void shouldKeepWhatWasGivenBackFromTheLessImportant() {
    GpuComponent thief = fixture.register(ledger, "thief", 1_000, 1);
    TestOwner half =
        new TestOwner() {
          @Override
          public long giveBack(long wanted) {
            long given = super.giveBack(wanted);
            thief.tryReserve(wanted);
            return given;
          }
        };
    GpuComponent low = fixture.register(ledger, "low", 1_000, 2, half);
    low.tryReserve(1_000);
    GpuComponent moshi = fixture.register(ledger, "moshi", 1_000, 8);

    assertThat(soon(moshi.reserve(600))).succeedsWithin(LONG);
    assertThat(thief.reservedBytes()).isZero();
  }

  @Test
  void shouldServeTheMoreImportantFirst() {
    WaitingOwner slow = new WaitingOwner();
    fixture.register(ledger, "low", 1_000, 1, slow).tryReserve(1_000);
    GpuComponent a = fixture.register(ledger, "a", 1_000, 5);
    GpuComponent b = fixture.register(ledger, "b", 1_000, 6);
    GpuComponent c = fixture.register(ledger, "c", 1_000, 7);
    CompletableFuture<Void> begun = soon(a.reserve(200));
    await().until(slow::reached);
    CompletableFuture<Void> later = soon(b.reserve(800));
    CompletableFuture<Void> important = soon(c.reserve(800));
    slow.go.countDown();

    assertThat(begun).succeedsWithin(LONG);
    assertThat(important).succeedsWithin(LONG);
    assertThat(later).failsWithin(LONG);
  }

  @Test
  void shouldRefuseWhoWaitsWhenTheLedgerIsClosed() {
    WaitingOwner stuck = new WaitingOwner();
    fixture.register(ledger, "low", 1_000, 1, stuck).tryReserve(1_000);
    GpuComponent moshi = fixture.register(ledger, "moshi", 1_000, 8);
    CompletableFuture<Void> first = soon(moshi.reserve(100));
    await().until(stuck::reached);
    CompletableFuture<Void> waiting = soon(moshi.reserve(100));
    ledger.close();

    assertThat(waiting).failsWithin(LONG);
    fixture.close();
    assertThat(first).failsWithin(LONG);
  }

  @Test
  void shouldAskIdleComponentsAtHighPressureOfTheDevice() {
    GpuComponent idle = fixture.register(ledger, "idle", 1_000, 5, first);
    idle.tryReserve(200);
    fixture.pass(Duration.ofMinutes(2));
    GpuComponent busy = fixture.register(ledger, "busy", 1_000, 1, second);
    busy.tryReserve(200);

    ledger.observe(0, 945);

    await().until(() -> idle.reservedBytes() == 189);
    assertThat(first.asked).containsExactly(11L);
    assertThat(second.asked).isEmpty();
  }

  @Test
  void shouldAskWhoeverCanShrinkAtCriticalPressure() {
    GpuComponent fixed = ledger.register(ComponentPlan.of("fixed", 100, 1, false), first);
    fixed.tryReserve(100);
    GpuComponent busy = fixture.register(ledger, "busy", 1_000, 10, second);
    busy.tryReserve(500);

    ledger.observe(0, 1_100);

    await().until(() -> busy.reservedBytes() == 334);
    assertThat(first.asked).isEmpty();
  }

  @Test
  void shouldNotNagOwnersThatHaveNothingToGive() {
    TestOwner empty =
        new TestOwner() {
          @Override
          public long giveBack(long wanted) {
            asked.add(wanted);
            return 0;
          }
        };
    fixture.register(ledger, "llm", 1_000, 5, empty).tryReserve(500);
    ledger.observe(0, 1_100);
    await().until(() -> empty.asked.size() == 1);
    GpuComponent moshi = fixture.register(ledger, "moshi", 1_000, 9);
    assertThat(soon(moshi.reserve(501))).failsWithin(LONG);
    assertThat(empty.asked).hasSize(2);

    ledger.observe(0, 1_100);
    assertThat(soon(moshi.reserve(501))).failsWithin(LONG);
    assertThat(empty.asked).as("only the reservation asked again").hasSize(3);
  }
}
