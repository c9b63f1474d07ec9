package coda.voice.conversation.playback;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class PlaybackClockTest {
  private final PlaybackClock clock = new PlaybackClock();

  @Test
  void theClientPlaysInRealTimeWhatItHas() {
    clock.sent(400, 1000);
    assertThat(clock.playedMs(1000)).isZero();
    assertThat(clock.playedMs(1250)).isEqualTo(250);
    assertThat(clock.playedMs(9000)).isEqualTo(400);
  }

  @Test
  void afterAPauseInTheSupplyThePlaybackGoesOnWhereItStopped() {
    clock.sent(100, 0);
    assertThat(clock.playedMs(500)).isEqualTo(100);
    clock.sent(300, 500);
    assertThat(clock.playedMs(600)).isEqualTo(200);
  }

  @Test
  void aClientThatPausesWhereItLastSaidItWasIsBelieved() {
    clock.sent(2000, 0);
    clock.acknowledge(1100, 1100);
    clock.hold();
    clock.acknowledge(1100, 1140);
    assertThat(clock.playedMs(1800)).isEqualTo(1100);
  }

  @Test
  void aRepeatedAcknowledgementOfAClientThatPlaysChangesNothing() {
    clock.sent(2000, 0);
    clock.acknowledge(1100, 1100);
    clock.acknowledge(1100, 1300);
    assertThat(clock.playedMs(1300)).isEqualTo(1300);
  }

  @Test
  void anAcknowledgementReplacesTheReckoningAndTimeGoesOnFromIt() {
    clock.sent(1000, 0);
    clock.acknowledge(300, 500);
    assertThat(clock.playedMs(500)).isEqualTo(300);
    assertThat(clock.playedMs(600)).isEqualTo(400);
  }

  @Test
  void anAcknowledgementThatGoesBackIsIgnored() {
    clock.sent(1000, 0);
    clock.acknowledge(300, 500);
    clock.acknowledge(200, 510);
    assertThat(clock.playedMs(510)).isEqualTo(310);
  }

  @Test
  void nobodyHasPlayedMoreThanWasSent() {
    clock.sent(200, 0);
    clock.acknowledge(5000, 10);
    assertThat(clock.playedMs(10)).isEqualTo(200);
  }

  @Test
  void aClientThatPausesAndSaysSoStandsStillUntilItGoesOn() {
    clock.sent(1000, 0);
    clock.hold();
    assertThat(clock.playedMs(100)).isEqualTo(100);
    clock.acknowledge(120, 150);
    assertThat(clock.playedMs(600)).isEqualTo(120);
    clock.resume(700);
    assertThat(clock.playedMs(750)).isEqualTo(170);
  }

  @Property
  void thePositionStaysBetweenNothingAndWhatWasSent(@ForAll("rows") List<Move> moves) {
    PlaybackClock any = new PlaybackClock();
    long now = 0;
    double sent = 0;
    for (Move move : moves) {
      now += move.passed();
      if (move.ack()) {
        any.acknowledge(move.ms() - 500, now);
      } else {
        sent += move.ms();
        any.sent(sent, now);
      }
      assertThat(any.playedMs(now)).isBetween(0L, any.sentMs());
    }
  }

  @Provide
  Arbitrary<List<Move>> rows() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 500),
            Arbitraries.of(true, false),
            Arbitraries.integers().between(0, 3000))
        .as(Move::new)
        .list()
        .ofMaxSize(60);
  }

  record Move(int passed, boolean ack, int ms) {}
}
