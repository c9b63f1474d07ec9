package coda.voice.conversation.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class HardRulesTest {
  private static final Set<Answerer> BOTH = Set.of(Answerer.values());

  private static TurnFacts facts(String text, boolean typed, boolean tools, Set<Answerer> usable) {
    return new TurnFacts(
        text,
        "en",
        typed,
        OptionalDouble.empty(),
        tools,
        ToolWords.NONE,
        true,
        usable,
        true,
        OptionalInt.empty(),
        OptionalInt.empty());
  }

  private static TurnFacts permits(int chain, int duplex) {
    return new TurnFacts(
        "hello",
        "en",
        false,
        OptionalDouble.empty(),
        false,
        ToolWords.NONE,
        false,
        BOTH,
        true,
        OptionalInt.of(chain),
        OptionalInt.of(duplex));
  }

  private static Decision parallel(TurnFacts facts) {
    return HybridRoute.decide(Route.PARALLEL, facts);
  }

  @Test
  void shouldKeepToTheConfiguredStrategy() {
    assertThat(parallel(TurnFacts.spoken("hello", "en")).route()).isEqualTo(Route.PARALLEL);
    assertThat(HybridRoute.decide(Route.SEQUENTIAL, TurnFacts.spoken("hello", "en")).route())
        .isEqualTo(Route.SEQUENTIAL);
  }

  @Test
  void shouldLeaveOutWhoIsDown() {
    assertThat(parallel(facts("hello", false, false, Set.of(Answerer.CHAIN))).route())
        .isEqualTo(Route.CHAIN);
    assertThat(parallel(facts("hello", false, false, Set.of(Answerer.DUPLEX))).route())
        .isEqualTo(Route.DUPLEX);
  }

  @Test
  void shouldLeaveOutWhoHasNoRoom() {
    assertThat(parallel(permits(0, 1)).route()).isEqualTo(Route.DUPLEX);
    assertThat(parallel(permits(0, 1)).reasons()).contains("the language model has no room");
    assertThat(parallel(permits(1, 0)).route()).isEqualTo(Route.CHAIN);
  }

  @Test
  void shouldGiveTypedTurnsToTheChain() {
    Decision decision = parallel(facts("hello", true, false, BOTH));

    assertThat(decision.route()).isEqualTo(Route.CHAIN);
    assertThat(decision.reasons()).contains("typed, and the duplex model only hears");
  }

  @Test
  void shouldGiveTurnsWithoutATranscriptToWhoHears() {
    Decision decision = parallel(facts(" ", false, false, BOTH));

    assertThat(decision.route()).isEqualTo(Route.DUPLEX);
    assertThat(decision.reasons()).contains("nothing was transcribed");
  }

  @Test
  void shouldLeaveOutTheDuplexModelWhereAToolIsNeededAndThere() {
    assertThat(parallel(facts("what time is it", false, true, BOTH)).able())
        .containsExactly(Answerer.CHAIN);
    assertThat(parallel(facts("what time is it", false, false, BOTH)).able())
        .containsExactlyInAnyOrder(Answerer.CHAIN, Answerer.DUPLEX);
  }

  @Test
  void shouldLetTheDuplexModelHoldTheFloorOfATurnItCannotAnswer() {
    TurnFacts facts = facts("what time is it", false, true, BOTH);

    assertThat(HybridRoute.decide(Route.SEQUENTIAL, facts).route()).isEqualTo(Route.SEQUENTIAL);
    assertThat(Sequential.takesOver(facts)).isTrue();
    assertThat(Sequential.reasons(facts)).contains("asks for the time or the date");
  }

  @Test
  void shouldRatherHearTheDuplexModelThanNobody() {
    TurnFacts facts = facts("what time is it", false, true, Set.of(Answerer.DUPLEX));

    assertThat(parallel(facts).route()).isEqualTo(Route.DUPLEX);
    assertThat(Sequential.takesOver(facts)).isFalse();
  }

  @Test
  void shouldSayThatNobodyCanAnswer() {
    Decision decision = parallel(facts("hello", false, false, Set.of()));

    assertThat(decision.able()).isEmpty();
    assertThat(decision.route()).isEqualTo(Route.CHAIN);
    assertThat(decision.reasons())
        .startsWith("nobody can answer", "the language model is down", "the duplex model is down");
  }

  @Test
  void shouldTakeOverWhenMoreIsAskedForThanTalk() {
    assertThat(Sequential.takesOver(TurnFacts.spoken("hello", "en"))).isFalse();
    assertThat(Sequential.takesOver(TurnFacts.spoken("why is the sky blue", "en"))).isTrue();
    assertThat(Sequential.reasons(TurnFacts.spoken("why is the sky blue", "en")))
        .containsExactly("asks for an explanation");
  }

  @Provide
  Arbitrary<TurnFacts> facts() {
    return AnyTurn.facts();
  }

  @Provide
  Arbitrary<RouterState> states() {
    return AnyTurn.state();
  }

  @Property
  void noDecisionBreaksAHardRule(
      @ForAll("facts") TurnFacts facts,
      @ForAll("states") RouterState state,
      @ForAll boolean explore,
      @ForAll Route strategy) {
    holds(facts, RouteChoice.decide(facts, state, explore));
    holds(facts, HybridRoute.decide(strategy, facts));
  }

  private static void holds(TurnFacts facts, Decision decision) {
    assertThat(decision.reasons()).isNotEmpty().doesNotHaveDuplicates();
    boolean chain = present(Answerer.CHAIN, facts) && !facts.text().isBlank();
    boolean duplex =
        present(Answerer.DUPLEX, facts) && !facts.typed() && facts.duplexSpeaksLanguage();
    if (!chain && !duplex) {
      assertThat(decision.able()).isEmpty();
      assertThat(decision.route()).isEqualTo(Route.CHAIN);
      return;
    }
    assertThat(decision.able()).isNotEmpty();
    if (!chain) {
      assertThat(decision.route()).isEqualTo(Route.DUPLEX);
    }
    if (!duplex) {
      assertThat(decision.route()).isEqualTo(Route.CHAIN);
    }
    boolean needed =
        facts.tools() && decision.demand().needs().contains(Need.TOOL)
            || facts.memory() && decision.demand().needs().contains(Need.MEMORY);
    if (chain && needed) {
      assertThat(decision.route()).isIn(Route.CHAIN, Route.SEQUENTIAL);
      assertThat(Sequential.takesOver(facts)).isTrue();
    }
  }

  private static boolean present(Answerer answerer, TurnFacts facts) {
    return facts.usable().contains(answerer) && facts.permits(answerer).orElse(1) > 0;
  }

  @Property
  void theChainTakesOverOnlyWhereItCanAndSaysWhy(@ForAll("facts") TurnFacts facts) {
    assertThat(Sequential.takesOver(facts)).isEqualTo(!Sequential.reasons(facts).isEmpty());
    if (!present(Answerer.CHAIN, facts) || facts.text().isBlank()) {
      assertThat(Sequential.takesOver(facts)).isFalse();
    } else if (Demand.of(facts).complexity().atLeast(Complexity.MEDIUM)) {
      assertThat(Sequential.takesOver(facts)).isTrue();
    }
  }
}
