package coda.voice.engine.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GpuLedgerTest {
  private final LedgerFixture fixture = new LedgerFixture();
  private final GpuLedger ledger = fixture.ledger(1_000);

  @AfterEach
  void close() {
    fixture.close();
  }

  private static long reserved(GpuLedger ledger) {
    return ledger.snapshot().cards().getFirst().reservedBytes();
  }

  @Test
  void shouldBookToTheLastByteAndNotOneMore() {
    GpuComponent moshi = fixture.register(ledger, "moshi", 800, 8);
    GpuComponent llm = fixture.register(ledger, "llm", 800, 5);

    assertThat(moshi.tryReserve(300)).isTrue();
    assertThat(llm.tryReserve(701)).isFalse();
    assertThat(llm.tryReserve(700)).isTrue();
    assertThat(moshi.tryReserve(1)).isFalse();
    assertThat(reserved(ledger)).isEqualTo(1_000);

    llm.release(700);
    assertThat(moshi.tryReserve(500)).isTrue();
    assertThat(moshi.reservedBytes()).isEqualTo(800);
    assertThat(reserved(ledger)).isEqualTo(800);
  }

  @Test
  void shouldFindTheLastByteInTheAllowancesOfOthers() {
    GpuLedger wide = fixture.ledger(64_000);
    List<GpuComponent> small =
        List.of(
            fixture.register(wide, "a", 10_000, 5),
            fixture.register(wide, "b", 10_000, 5),
            fixture.register(wide, "c", 10_000, 5));
    small.forEach(component -> component.tryReserve(10));
    GpuComponent large = fixture.register(wide, "large", 64_000, 5);

    assertThat(large.tryReserve(64_000 - 29)).isFalse();
    assertThat(large.tryReserve(64_000 - 30)).isTrue();
    assertThat(wide.snapshot().cards().getFirst().reservedBytes()).isEqualTo(64_000);
  }

  @Test
  void shouldKeepEveryComponentBelowItsMaximum() {
    GpuComponent llm = fixture.register(ledger, "llm", 200, 5);

    assertThat(llm.tryReserve(150)).isTrue();
    assertThat(llm.tryReserve(51)).isFalse();
    assertThat(llm.tryResize(201)).isFalse();
    assertThat(llm.reserve(51).toCompletableFuture())
        .failsWithin(Duration.ofSeconds(30))
        .withThrowableThat()
        .withMessageContaining("gpu.components.llm.maximum");
    assertThat(llm.reservedBytes()).isEqualTo(150);
  }

  @Test
  void shouldResizeUpAndDown() {
    GpuComponent llm = fixture.register(ledger, "llm", 900, 5);

    assertThat(llm.tryResize(900)).isTrue();
    assertThat(llm.tryResize(20)).isTrue();
    assertThat(llm.tryResize(20)).isTrue();
    assertThat(llm.reservedBytes()).isEqualTo(20);
    assertThat(reserved(ledger)).isEqualTo(20);
    assertThat(llm.tryResize(0)).isTrue();
    assertThat(llm.card()).isEmpty();
  }

  @Test
  void shouldRefuseToReleaseWhatIsNotHeld() {
    GpuComponent llm = fixture.register(ledger, "llm", 900, 5);
    llm.tryReserve(10);

    assertThatThrownBy(() -> llm.release(11))
        .isInstanceOfSatisfying(
            GpuException.class, e -> assertThat(e.code()).isEqualTo("GPU_RELEASE_INVALID"));
    assertThat(llm.reservedBytes()).isEqualTo(10);
    assertThatThrownBy(() -> llm.release(-1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shouldReleaseEverythingOnceWhenAComponentIsUnregistered() {
    GpuComponent llm = fixture.register(ledger, "llm", 900, 5);
    llm.tryReserve(10);
    llm.tryReserve(400);

    llm.close();
    llm.close();
    llm.release(400);

    assertThat(llm.tryReserve(1)).isFalse();
    assertThat(llm.reserve(1).toCompletableFuture())
        .failsWithin(Duration.ofSeconds(30))
        .withThrowableThat()
        .withMessageContaining("not registered");
    assertThat(reserved(ledger)).isZero();
    assertThat(ledger.snapshot().components()).isEmpty();
    assertThat(fixture.register(ledger, "other", 1_000, 5).tryReserve(1_000)).isTrue();
  }

  @Test
  void shouldKnowEachNameOnce() {
    fixture.register(ledger, "llm", 900, 5).close();
    fixture.register(ledger, "llm", 900, 5);

    assertThatThrownBy(() -> fixture.register(ledger, "llm", 1, 5))
        .isInstanceOfSatisfying(
            GpuException.class, e -> assertThat(e.code()).isEqualTo("GPU_COMPONENT_TAKEN"));
  }

  @Test
  void shouldSayWhatToChangeWhenAComponentCanNeverFit() {
    assertThatThrownBy(() -> fixture.register(ledger, "llm", 1_001, 5))
        .isInstanceOf(GpuException.class)
        .hasMessageContaining("gpu.components.llm.maximum")
        .hasMessageContaining("gpu.reserve");
    assertThatThrownBy(
            () ->
                ledger.register(
                    new ComponentPlan("llm", 1, 5, true, OptionalInt.of(1)), new TestOwner()))
        .hasMessageContaining("card 1");
  }

  @Test
  void shouldSayPlainlyThatThereIsNoCard() {
    GpuLedger none = GpuLedger.none("there is no driver");

    assertThat(none.present()).isFalse();
    assertThat(none.reason()).isEqualTo("there is no driver");
    assertThat(none.snapshot().cards()).isEmpty();
    assertThat(none.pressure()).isEqualTo(Pressure.NONE);
    assertThatThrownBy(() -> none.register(ComponentPlan.of("a", 1, 1, true), new TestOwner()))
        .isInstanceOfSatisfying(GpuException.class, e -> assertThat(e.code()).isEqualTo("GPU_NONE"))
        .hasMessageContaining("there is no driver")
        .hasMessageContaining("gpu.total");
    none.close();
  }

  @Test
  void shouldLetTheOperatorsPlanReplaceTheEngines() {
    ComponentPlan plan = new ComponentPlan("llm", 300, 9, false, OptionalInt.empty());
    GpuLedger planned = fixture.ledger(fixture.options.with(Map.of("llm", plan)), 1_000);

    GpuComponent llm = fixture.register(planned, "llm", 900, 5);

    assertThat(llm.plan()).isEqualTo(plan);
    assertThat(llm.tryReserve(301)).isFalse();
  }

  @Test
  void shouldTellTheStateOfEveryComponentAndCard() {
    GpuComponent llm = fixture.register(ledger, "llm", 900, 5);
    llm.tryReserve(10);
    fixture.pass(Duration.ofSeconds(5));
    llm.touch();
    fixture.pass(Duration.ofSeconds(5));
    ledger.observe(0, 300);

    GpuSnapshot.Component state = ledger.snapshot().components().getFirst();
    assertThat(state.reservedBytes()).isEqualTo(10);
    assertThat(state.card()).hasValue(0);
    assertThat(state.plan().priority()).isEqualTo(5);
    assertThat(state.lastUsed()).isEqualTo(Instant.ofEpochMilli(1_005_000));
    GpuSnapshot.Card card = ledger.snapshot().cards().getFirst();
    assertThat(card.card().budgetBytes()).isEqualTo(1_000);
    assertThat(card.untrackedBytes()).hasValue(290);
    ledger.unobserved(0);
    assertThat(ledger.snapshot().cards().getFirst().untrackedBytes())
        .isEqualTo(OptionalLong.empty());
  }

  @Test
  void shouldTellPressureAtEachThresholdUpAndDown() {
    GpuComponent llm = fixture.register(ledger, "llm", 1_000, 5);
    long[] amounts = {599, 600, 749, 750, 849, 850, 949, 950, 1_000};
    Pressure[] levels = {
      Pressure.NONE,
      Pressure.LOW,
      Pressure.LOW,
      Pressure.MEDIUM,
      Pressure.MEDIUM,
      Pressure.HIGH,
      Pressure.HIGH,
      Pressure.CRITICAL,
      Pressure.CRITICAL
    };
    for (int i = 0; i < amounts.length; i++) {
      llm.tryResize(amounts[i]);
      assertThat(ledger.pressure()).as("%d bytes", amounts[i]).isEqualTo(levels[i]);
    }
    for (int i = amounts.length - 1; i >= 0; i--) {
      llm.tryResize(amounts[i]);
      assertThat(ledger.pressure()).as("%d bytes", amounts[i]).isEqualTo(levels[i]);
    }
  }

  @Test
  void shouldNotMistakeAllowancesForPressure() {
    GpuLedger wide = fixture.ledger(64_000);
    for (int i = 0; i < 60; i++) {
      fixture.register(wide, "c" + i, 10_000, 5).tryReserve(100);
    }
    GpuComponent large = fixture.register(wide, "large", 64_000, 5);

    assertThat(large.tryReserve(32_399)).isTrue();
    assertThat(wide.pressure()).isEqualTo(Pressure.NONE);
    assertThat(large.tryReserve(1)).isTrue();
    assertThat(wide.pressure()).isEqualTo(Pressure.LOW);
    large.release(1);
    assertThat(wide.pressure()).isEqualTo(Pressure.NONE);
  }

  @Test
  void shouldTellListenersWhatPressureChangedTo() {
    GpuComponent llm = fixture.register(ledger, "llm", 1_000, 5);
    llm.tryReserve(800);
    await().until(() -> fixture.events.size() == 1);
    llm.release(800);
    await().until(() -> fixture.events.size() == 2);

    assertThat(fixture.events)
        .containsExactly(
            new GpuEvent.PressureChanged(0, Pressure.NONE, Pressure.MEDIUM),
            new GpuEvent.PressureChanged(0, Pressure.MEDIUM, Pressure.NONE));
  }

  @Test
  void shouldGoOnWhenAListenerFails() {
    GpuLedger other = fixture.ledger(1_000);
    List<GpuEvent> heard = new java.util.concurrent.CopyOnWriteArrayList<>();
    other.listen(
        event -> {
          throw new IllegalStateException("no");
        });
    Runnable stop = other.listen(heard::add);
    fixture.register(other, "llm", 1_000, 5).tryReserve(900);
    await().until(() -> !heard.isEmpty());

    stop.run();
    assertThat(other.pressure()).isEqualTo(Pressure.HIGH);
  }

  @Test
  void shouldBeUnderPressureWhenTheDeviceIsThoughTheBooksAreNot() {
    ledger.observe(0, 1_050);
    assertThat(ledger.pressure()).isEqualTo(Pressure.CRITICAL);
    assertThat(ledger.snapshot().pressure()).isEqualTo(Pressure.CRITICAL);

    ledger.unobserved(0);
    assertThat(ledger.pressure()).isEqualTo(Pressure.NONE);
  }

  @Test
  void shouldRefuseEverythingAfterItsEnd() {
    GpuComponent llm = fixture.register(ledger, "llm", 1_000, 5);
    llm.tryReserve(900);
    ledger.close();

    assertThat(llm.tryReserve(1)).isFalse();
    assertThat(reserved(ledger)).isZero();
    assertThatThrownBy(() -> fixture.register(ledger, "late", 1, 5))
        .isInstanceOf(GpuException.class);
  }
}
