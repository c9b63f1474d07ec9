package coda.voice.engine.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import coda.voice.engine.gpu.Placement.Fit;
import java.time.Duration;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlacementTest {
  private final LedgerFixture fixture = new LedgerFixture();

  @AfterEach
  void close() {
    fixture.close();
  }

  private GpuLedger ledger(Fit fit) {
    GpuLedger ledger = fixture.ledger(fixture.options.with(fit), 1_000, 400, 700);
    return ledger;
  }

  @ParameterizedTest
  @CsvSource({"FIRST_FIT, 0", "BEST_FIT, 2", "WORST_FIT, 0"})
  void shouldChooseTheCard(Fit fit, int card) {
    GpuComponent component = fixture.register(ledger(fit), "llm", 1_000, 5);

    assertThat(component.tryReserve(500)).isTrue();
    assertThat(component.card()).hasValue(card);
  }

  @Test
  void shouldSpreadWithWorstFitAndFillUpWithFirstFit() {
    GpuLedger spread = ledger(Fit.WORST_FIT);
    GpuLedger fill = ledger(Fit.FIRST_FIT);
    for (int i = 0; i < 3; i++) {
      fixture.register(spread, "c" + i, 400, 5).tryReserve(350);
      fixture.register(fill, "c" + i, 400, 5).tryReserve(350);
    }

    assertThat(spread.snapshot().components().stream().map(c -> c.card().orElseThrow()))
        .containsExactly(0, 2, 0);
    assertThat(fill.snapshot().components().stream().map(c -> c.card().orElseThrow()))
        .containsExactly(0, 0, 1);
  }

  @Test
  void shouldStayOnItsCardUntilItHoldsNothing() {
    GpuLedger ledger = ledger(Fit.BEST_FIT);
    GpuComponent llm = fixture.register(ledger, "llm", 1_000, 5);
    llm.tryReserve(300);

    assertThat(llm.card()).hasValue(1);
    assertThat(llm.tryReserve(101)).isFalse();
    llm.release(300);
    assertThat(llm.tryReserve(401)).isTrue();
    assertThat(llm.card()).hasValue(2);
  }

  @Test
  void shouldObeyThePlanOfTheOperator() {
    GpuComponent llm =
        ledger(Fit.FIRST_FIT)
            .register(new ComponentPlan("llm", 400, 5, true, OptionalInt.of(1)), new TestOwner());

    assertThat(llm.tryReserve(400)).isTrue();
    assertThat(llm.card()).hasValue(1);
  }

  @Test
  void shouldGetMemoryBackOnTheCardThatNeedsToGiveLeast() {
    GpuLedger ledger = ledger(Fit.FIRST_FIT);
    TestOwner first = new TestOwner();
    TestOwner third = new TestOwner();
    fixture.register(ledger, "a", 1_000, 2, first).tryReserve(1_000);
    fixture.register(ledger, "b", 400, 9).tryReserve(400);
    fixture.register(ledger, "c", 700, 2, third).tryReserve(500);
    GpuComponent moshi = fixture.register(ledger, "moshi", 1_000, 8);

    assertThat(moshi.reserve(600).toCompletableFuture()).succeedsWithin(Duration.ofSeconds(30));

    assertThat(moshi.card()).hasValue(2);
    assertThat(third.asked).containsExactly(400L);
    assertThat(first.asked).isEmpty();
  }

  @Test
  void shouldTryTheNextCardWhenNobodyHelpsOnTheFirst() {
    GpuLedger ledger = ledger(Fit.FIRST_FIT);
    TestOwner first = new TestOwner();
    fixture.register(ledger, "a", 1_000, 2, first).tryReserve(1_000);
    fixture.register(ledger, "b", 400, 9).tryReserve(400);
    fixture.register(ledger, "c", 700, 9).tryReserve(500);
    GpuComponent moshi = fixture.register(ledger, "moshi", 1_000, 8);

    assertThat(moshi.reserve(600).toCompletableFuture()).succeedsWithin(Duration.ofSeconds(30));
    assertThat(moshi.card()).hasValue(0);
    assertThat(first.asked).containsExactly(600L);
  }
}
