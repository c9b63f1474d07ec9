package coda.voice.engine.ladder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coda.voice.engine.EngineBusyException;
import coda.voice.engine.EngineException;
import coda.voice.engine.Health;
import coda.voice.engine.ladder.RungStatus.Circuit;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What ladders of all kinds have in common. */
class LadderTest {
  @ParameterizedTest
  @EnumSource
  void shouldLeaveAnEngineAloneThatHasFailedThreeTimes(Kind kind) {
    LadderOfTwo two = new LadderOfTwo(kind).warm();
    two.first.usually = Behaviour.FAILS_BEFORE;
    for (int i = 0; i < 3; i++) {
      two.work("c" + i);
    }
    assertThat(two.firstStatus().circuit()).isEqualTo(Circuit.OPEN);
    assertThat(two.ladder.health().state()).isEqualTo(Health.State.DEGRADED);
    assertThat(two.ladder.health().detail())
        .contains("'first' failed (ENGINE_FAILED)", "'second' does the work");

    assertThat(two.work("c")).contains("delivered", "done");

    assertThat(two.first.played).hasSize(3);
    assertThat(two.firstStatus().counts())
        .isEqualTo(new RungStatus.Counts(3, 0, 0, 0, 1, 0, Map.of("ENGINE_FAILED", 3L)));
    assertThat(two.secondStatus().counts())
        .isEqualTo(new RungStatus.Counts(4, 4, 4, 0, 0, 0, Map.of()));
  }

  @ParameterizedTest
  @EnumSource
  void shouldUseAnEngineAgainWhenOnePieceOfWorkHasShownThatItIsBack(Kind kind) {
    LadderOfTwo two = new LadderOfTwo(kind).warm();
    two.first.usually = Behaviour.FAILS_BEFORE;
    for (int i = 0; i < 3; i++) {
      two.work("c");
    }
    two.first.usually = Behaviour.WORKS;
    two.clock.advance(LadderOfTwo.OPEN_MS);

    assertThat(two.work("c")).endsWith("delivered", "done");

    assertThat(two.firstStatus().circuit()).isEqualTo(Circuit.CLOSED);
    assertThat(two.firstStatus().counts().recovered()).isEqualTo(1);
    assertThat(two.ladder.health()).isEqualTo(Health.READY);
  }

  @ParameterizedTest
  @EnumSource
  void shouldNotCountBusyEnginesAsFailed(Kind kind) {
    LadderOfTwo two = new LadderOfTwo(kind).warm();
    two.first.usually = Behaviour.BUSY;
    for (int i = 0; i < 20; i++) {
      two.work("c");
    }

    assertThat(two.firstStatus().circuit()).isEqualTo(Circuit.CLOSED);
    assertThat(two.firstStatus().counts().skippedBusy()).isEqualTo(20);
    assertThat(two.firstStatus().counts().failed()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void shouldCountTimeOutsAsFailures(Kind kind) {
    LadderOfTwo two = new LadderOfTwo(kind).warm();
    two.first.usually = Behaviour.SILENT;
    for (int i = 0; i < 3; i++) {
      two.work("c");
    }

    assertThat(two.firstStatus().circuit()).isEqualTo(Circuit.OPEN);
    assertThat(two.firstStatus().counts().failed()).isEqualTo(Map.of("ENGINE_TIMEOUT", 3L));
  }

  @ParameterizedTest
  @EnumSource
  void shouldNotJudgeAnEngineByWorkThatWasCancelled(Kind kind) {
    LadderOfTwo two = new LadderOfTwo(kind).warm();
    two.first.usually = Behaviour.SILENT;
    for (int i = 0; i < 20; i++) {
      kind.ask(two.ladder, "c", new Kind.Log()).run();
    }

    assertThat(two.firstStatus().circuit()).isEqualTo(Circuit.CLOSED);
    assertThat(two.firstStatus().counts().failed()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void shouldAskAgainOnceWhenAConnectionBrokeAndNobodyElseIsThere(Kind kind) {
    LadderOfTwo two = new LadderOfTwo(kind).warm();
    two.second.health = Health.down("scripted");
    two.first.script.add(Behaviour.LOST_BEFORE);

    assertThat(two.work("c")).containsExactly("delivered", "done");

    assertThat(two.first.played).containsExactly(Behaviour.LOST_BEFORE, Behaviour.WORKS);
  }

  @ParameterizedTest
  @EnumSource
  void shouldNotAskAgainAfterATimeOut(Kind kind) {
    LadderOfTwo two = new LadderOfTwo(kind).warm();
    two.second.health = Health.down("scripted");
    two.first.usually = Behaviour.SILENT;

    assertThat(two.work("c")).containsExactly("failed ENGINE_TIMEOUT");

    assertThat(two.first.played).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource
  void shouldSayBusyWhenAllAre(Kind kind) {
    LadderOfTwo two = new LadderOfTwo(kind).warm();
    two.first.usually = Behaviour.BUSY;
    two.second.usually = Behaviour.BUSY;

    assertThatThrownBy(() -> two.work("c")).isInstanceOf(EngineBusyException.class);

    assertThat(two.ladder.capacity().inUse()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void shouldWorkWithWhatIsWarmAndWarmUpTheRestInTheBackground(Kind kind) {
    LadderOfTwo two = new LadderOfTwo(kind);
    assertThat(two.ladder.health()).isEqualTo(Health.STARTING);
    two.first.warmUpFailure = Scripted.failure("ENGINE_UNAVAILABLE");
    two.warm();

    assertThat(two.firstStatus().circuit()).isEqualTo(Circuit.OPEN);
    assertThat(two.firstStatus().health().state()).isEqualTo(Health.State.DOWN);
    assertThat(two.ladder.health().state()).isEqualTo(Health.State.DEGRADED);
    assertThat(two.work("c"))
        .containsExactly("first>second ENGINE_UNAVAILABLE", "delivered", "done");

    two.clock.advance(10 * LadderOfTwo.OPEN_MS);
    assertThat(two.first.warmUps).as("one try a pause").isEqualTo(11);
    two.work("d");
    assertThat(two.first.played).isEmpty();

    two.first.warmUpFailure = null;
    two.clock.advance(LadderOfTwo.OPEN_MS);
    assertThat(two.ladder.health()).isEqualTo(Health.READY);
    assertThat(two.work("c")).containsExactly("second>first back", "delivered", "done");
    two.clock.advance(10 * LadderOfTwo.OPEN_MS);
    assertThat(two.first.warmUps).isEqualTo(12);
  }

  @ParameterizedTest
  @EnumSource
  void shouldPassOverAnEngineThatIsDownAndLookWhetherItIsBack(Kind kind) {
    LadderOfTwo two = new LadderOfTwo(kind).warm();
    two.first.health = Health.down("scripted");
    two.first.warmUpFailure = Scripted.failure("ENGINE_UNAVAILABLE");

    assertThat(two.work("c")).contains("delivered");
    two.clock.advance(3 * LadderOfTwo.OPEN_MS);
    assertThat(two.first.played).isEmpty();
    assertThat(two.first.warmUps).isEqualTo(4);
    assertThat(two.ladder.health().detail()).contains("'first' is down (scripted)");

    two.first.health = Health.READY;
    assertThat(two.work("c")).contains("second>first back");
  }

  @ParameterizedTest
  @EnumSource
  void shouldNotStartWhenNothingCanBeWarmedUp(Kind kind) {
    LadderOfTwo two = new LadderOfTwo(kind);
    two.first.warmUpFailure = Scripted.failure("ENGINE_UNAVAILABLE");
    two.second.warmUpFailure = Scripted.failure("ENGINE_FAILED");

    assertThatThrownBy(two::warm)
        .isInstanceOfSatisfying(
            EngineException.class, e -> assertThat(e.code()).isEqualTo("ENGINE_UNAVAILABLE"));
  }

  @ParameterizedTest
  @EnumSource
  void shouldBeDownOnlyUntilTheNextPieceOfWorkMayTry(Kind kind) {
    LadderOfTwo two = new LadderOfTwo(kind).warm();
    two.first.usually = Behaviour.THROWS;
    two.second.usually = Behaviour.THROWS;
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> two.work("c")).isInstanceOf(EngineException.class);
    }

    assertThat(two.ladder.health().state()).isEqualTo(Health.State.DOWN);
    assertThatThrownBy(() -> two.work("c"))
        .isInstanceOfSatisfying(
            EngineException.class, e -> assertThat(e.code()).isEqualTo("ENGINE_UNAVAILABLE"));
    two.clock.advance(LadderOfTwo.OPEN_MS + 1);
    assertThat(two.ladder.health().state()).isEqualTo(Health.State.DEGRADED);
  }

  @ParameterizedTest
  @EnumSource
  void shouldCloseAllEnginesAndLookAfterNoneAnyMore(Kind kind) {
    LadderOfTwo two = new LadderOfTwo(kind);
    two.first.warmUpFailure = Scripted.failure("ENGINE_UNAVAILABLE");
    two.warm();

    two.ladder.close();
    two.clock.advance(10 * LadderOfTwo.OPEN_MS);

    assertThat(two.first.closed).isEqualTo(1);
    assertThat(two.second.closed).isEqualTo(1);
    assertThat(two.first.warmUps).isEqualTo(1);
    assertThat(two.ladder.health().usable()).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void shouldCarryAsMuchAsItsEnginesTogether(Kind kind) {
    LadderOfTwo two = new LadderOfTwo(kind).warm();
    two.first.usually = Behaviour.SILENT;
    two.second.usually = Behaviour.SILENT;
    for (int i = 0; i < 8; i++) {
      kind.ask(two.ladder, "c", new Kind.Log());
    }

    assertThat(two.ladder.capacity().limit()).isEqualTo(8);
    assertThat(two.ladder.inUseBelow()).isEqualTo(8);
    assertThatThrownBy(() -> kind.ask(two.ladder, "c", new Kind.Log()))
        .isInstanceOf(EngineBusyException.class);
  }
}
