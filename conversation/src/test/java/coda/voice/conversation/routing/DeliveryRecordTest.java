package coda.voice.conversation.routing;

import static coda.voice.conversation.routing.Delivery.Result.FAILED;
import static coda.voice.conversation.routing.Delivery.Result.HEARD;
import static coda.voice.conversation.routing.Delivery.Result.INTERRUPTED;
import static coda.voice.conversation.routing.Delivery.Result.UNHEARD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import coda.voice.conversation.routing.Delivery.Result;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class DeliveryRecordTest {
  private static DeliveryRecord record(Result... results) {
    return new DeliveryRecord(
        Arrays.stream(results)
            .map(result -> new Delivery(Answerer.CHAIN, Complexity.LOW, result, 500))
            .toList());
  }

  @Test
  void shouldHaveNoQualityBeforeThreeTurns() {
    assertThat(DeliveryRecord.EMPTY.quality()).isEmpty();
    assertThat(record(HEARD, HEARD).quality()).isEmpty();
    assertThat(record(HEARD, HEARD, HEARD).quality()).hasValue(1);
  }

  @Test
  void shouldNotTakeAnswersNobodyHeardForLikedOnes() {
    assertThat(record(UNHEARD, UNHEARD, UNHEARD, UNHEARD).quality()).isEmpty();
    assertThat(record(UNHEARD, UNHEARD, INTERRUPTED, INTERRUPTED, INTERRUPTED).quality())
        .hasValue(0);
    assertThat(record(HEARD, HEARD, HEARD, UNHEARD, UNHEARD).quality()).hasValue(1);
  }

  @Test
  void shouldWeighTheLastTurnsMost() {
    double failedFirst = record(FAILED, HEARD, HEARD, HEARD).quality().orElseThrow();
    double failedLast = record(HEARD, HEARD, HEARD, FAILED).quality().orElseThrow();

    double weights = 1 + 0.9 + 0.81 + 0.729;
    assertThat(failedFirst).isCloseTo((1 + 0.9 + 0.81) / weights, within(1e-9));
    assertThat(failedLast).isCloseTo((0.9 + 0.81 + 0.729) / weights, within(1e-9));
  }

  @Test
  void shouldRememberTheLastTwentyTurns() {
    List<Result> results = new ArrayList<>(Collections.nCopies(30, FAILED));
    results.addAll(Collections.nCopies(20, HEARD));

    DeliveryRecord record = record(results.toArray(Result[]::new));

    assertThat(record.turns()).isEqualTo(20);
    assertThat(record.quality()).hasValue(1);
  }

  @Test
  void shouldMeasureTimeOfTheAnswersThatCame() {
    assertThat(record(FAILED, FAILED, HEARD, UNHEARD).firstSoundMs()).isEmpty();
    assertThat(record(HEARD, UNHEARD, INTERRUPTED, FAILED).firstSoundMs()).hasValue(500);
  }

  @Provide
  Arbitrary<List<Delivery>> deliveries() {
    return AnyTurn.delivery().list().ofMaxSize(30);
  }

  @Property
  void theShareIsThatOfGoodAnswersWhenAllWereHeard(
      @ForAll("deliveries") List<Delivery> deliveries) {
    List<Delivery> heard =
        deliveries.stream().filter(delivery -> delivery.result() != UNHEARD).toList();
    DeliveryRecord record = new DeliveryRecord(heard);
    double good = 0;
    double all = 0;
    for (Delivery delivery : record.recent()) {
      good = good * 0.9 + (delivery.result() == HEARD ? 1 : 0);
      all = all * 0.9 + 1;
    }
    if (record.turns() >= 3) {
      assertThat(record.quality().orElseThrow()).isCloseTo(good / all, within(1e-9));
    }
  }

  @Property
  void aBetterTurnNeverMakesTheQualityWorse(@ForAll("deliveries") List<Delivery> deliveries) {
    for (int at = 0; at < deliveries.size(); at++) {
      Delivery old = deliveries.get(at);
      if (old.result() == FAILED || old.result() == INTERRUPTED) {
        List<Delivery> better = new ArrayList<>(deliveries);
        better.set(at, new Delivery(old.answerer(), old.bucket(), HEARD, 0));

        assertThat(new DeliveryRecord(better).quality().orElse(-1))
            .isGreaterThanOrEqualTo(new DeliveryRecord(deliveries).quality().orElse(-1) - 1e-9);
      }
    }
  }
}
