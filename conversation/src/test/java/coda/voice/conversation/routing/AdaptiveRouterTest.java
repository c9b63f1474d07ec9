package coda.voice.conversation.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import coda.voice.conversation.routing.Deployment.Manner;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdaptiveRouterTest {
  private static final TurnFacts TALK = TurnFacts.spoken("nice day today", "en");
  private static final TurnFacts QUESTION = TurnFacts.spoken("why is the sky blue", "en");
  private static final TurnFacts PROJECT =
      TurnFacts.spoken("explain the code of this sorting algorithm", "en");

  private static Outcome heard(Route route, Answerer winner, Complexity bucket, long ms) {
    return new Outcome(route, winner, bucket, true, ms, false, false);
  }

  private static AdaptiveRouter without() {
    return new AdaptiveRouter(RouterState.FRESH, 0, () -> 0.5);
  }

  @Test
  void shouldBeginWithWhatEachIsMadeFor() {
    assertThat(without().decide(TALK).route()).isEqualTo(Route.DUPLEX);
    assertThat(without().decide(QUESTION).route()).isEqualTo(Route.SEQUENTIAL);
    assertThat(without().decide(PROJECT).route()).isEqualTo(Route.CHAIN);
    assertThat(without().decide(TALK).reasons())
        .containsExactly("is short and simple", "no experience with such turns yet");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void shouldShiftAwayFromWhoFailsAndBackWhenItRecovers(long seed) {
    Deployment deployment = withASlowChain(seed).turns(60, TALK);
    assertThat(duplexHeard(deployment)).isGreaterThan(0.8);

    deployment.with(Answerer.DUPLEX, new Manner(1, 0, 0)).turns(60, TALK);
    assertThat(deployment.turns(100, TALK).share(Route.DUPLEX)).isLessThan(0.1);

    deployment.with(Answerer.DUPLEX, Manner.GOOD_DUPLEX).turns(300, TALK);
    assertThat(duplexHeard(deployment.turns(100, TALK))).isGreaterThan(0.8);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void shouldShiftAwayFromWhoIsCutEarlyAndBack(long seed) {
    Deployment deployment = withASlowChain(seed).turns(60, TALK);

    deployment.with(Answerer.DUPLEX, new Manner(0, 0.9, 250)).turns(60, TALK);
    assertThat(deployment.turns(200, TALK).share(Route.CHAIN)).isGreaterThan(0.75);

    deployment.with(Answerer.DUPLEX, Manner.GOOD_DUPLEX).turns(300, TALK);
    assertThat(duplexHeard(deployment.turns(100, TALK))).isGreaterThan(0.8);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void shouldFindOutThatAnAnswererIsBetterThanItWasThought(long seed) {
    Deployment deployment =
        new Deployment(seed, AdaptiveRouter.EXPLORATION)
            .with(Answerer.CHAIN, new Manner(0.05, 0.3, 2500))
            .turns(300, PROJECT);

    assertThat(
            deployment.turns(200, PROJECT).share(Route.DUPLEX) + deployment.share(Route.PARALLEL))
        .isGreaterThan(0.6);
  }

  private static Deployment withASlowChain(long seed) {
    return new Deployment(seed, AdaptiveRouter.EXPLORATION)
        .with(Answerer.CHAIN, new Manner(0.05, 0.2, 1200));
  }

  private static double duplexHeard(Deployment deployment) {
    return deployment.share(Route.DUPLEX)
        + deployment.share(Route.PARALLEL)
        + deployment.share(Route.SEQUENTIAL);
  }

  @Test
  void shouldKeepExperienceOfSimpleTurnsApartFromThatOfHardOnes() {
    AdaptiveRouter router = without();
    for (int turn = 0; turn < 10; turn++) {
      router.learn(
          new Outcome(Route.DUPLEX, Answerer.DUPLEX, Complexity.LOW, false, 0, false, true));
    }

    assertThat(router.decide(TALK).route()).isNotEqualTo(Route.DUPLEX);
    assertThat(router.decide(QUESTION).route()).isEqualTo(Route.SEQUENTIAL);
    assertThat(router.decide(TALK).reasons())
        .contains("the duplex model failed in 10 of 10 recent turns");
  }

  @Test
  void shouldSayHowOftenSomebodyWasInterrupted() {
    AdaptiveRouter router = without();
    for (int turn = 0; turn < 10; turn++) {
      router.learn(
          new Outcome(
              Route.DUPLEX, Answerer.DUPLEX, Complexity.LOW, true, 300, turn % 5 < 2, false));
    }

    assertThat(router.decide(TALK).reasons())
        .contains("the duplex model was interrupted early in 4 of 10 recent turns");
  }

  @Test
  void shouldJudgeAnUntriedRouteByWhatWasDeliveredInOtherModes() {
    AdaptiveRouter router = without();
    for (int turn = 0; turn < 5; turn++) {
      router.learn(new Delivery(Answerer.CHAIN, Complexity.HIGH, Delivery.Result.FAILED, 0));
    }

    assertThat(router.decide(PROJECT).route()).isNotEqualTo(Route.CHAIN);
    for (int turn = 0; turn < 5; turn++) {
      router.learn(new Delivery(Answerer.DUPLEX, Complexity.HIGH, Delivery.Result.HEARD, 300));
    }
    assertThat(router.decide(PROJECT).route()).isEqualTo(Route.DUPLEX);
    assertThat(router.decide(PROJECT).reasons())
        .contains(
            "the language model failed in 5 of 5 recent turns",
            "delivered well with such turns in other modes");
    assertThat(router.state().satisfaction(Route.CHAIN, Complexity.HIGH)).isEmpty();
  }

  @Test
  void shouldPreferWhoHearsTheSoundWhenTheTranscriptIsUncertain() {
    AdaptiveRouter router = without();
    router.learn(heard(Route.CHAIN, Answerer.CHAIN, Complexity.LOW, 200));
    router.learn(heard(Route.DUPLEX, Answerer.DUPLEX, Complexity.LOW, 400));
    router.learn(heard(Route.CHAIN, Answerer.CHAIN, Complexity.LOW, 200));
    router.learn(heard(Route.DUPLEX, Answerer.DUPLEX, Complexity.LOW, 400));
    RouterState state = router.state();

    assertThat(RouteChoice.score(Route.CHAIN, Complexity.LOW, confident(1), state))
        .isGreaterThan(RouteChoice.score(Route.CHAIN, Complexity.LOW, confident(0.2), state));
    assertThat(RouteChoice.score(Route.DUPLEX, Complexity.LOW, confident(1), state))
        .isEqualTo(RouteChoice.score(Route.DUPLEX, Complexity.LOW, confident(0.2), state));
  }

  private static TurnFacts confident(double confidence) {
    return new TurnFacts(
        "nice day today",
        "en",
        false,
        OptionalDouble.of(confidence),
        false,
        ToolWords.NONE,
        false,
        Set.of(Answerer.values()),
        true,
        OptionalInt.empty(),
        OptionalInt.empty());
  }

  private static TurnFacts lastRoomOfTheChain() {
    return new TurnFacts(
        "nice day today",
        "en",
        false,
        OptionalDouble.empty(),
        false,
        ToolWords.NONE,
        false,
        Set.of(Answerer.values()),
        true,
        OptionalInt.of(1),
        OptionalInt.empty());
  }

  @Test
  void shouldNotTakeTheLastRoomOnlyToTrySomething() {
    AdaptiveRouter curious = new AdaptiveRouter(RouterState.FRESH, 0.25, () -> 0);

    Decision decision = curious.decide(lastRoomOfTheChain());

    assertThat(decision.route()).isEqualTo(Route.DUPLEX);
    assertThat(decision.explored()).isFalse();
  }

  @Test
  void shouldTryInTurnWhatItKnowsLeast() {
    AdaptiveRouter curious = new AdaptiveRouter(RouterState.FRESH, 0.25, () -> 0);
    List<Route> tried = new ArrayList<>();
    for (int turn = 0; turn < 3; turn++) {
      Decision decision = curious.decide(TALK);
      assertThat(decision.explored()).isTrue();
      assertThat(decision.reasons()).startsWith("explored");
      tried.add(decision.route());
      curious.learn(
          new Outcome(
              decision.route(),
              decision.route().uses(Answerer.CHAIN) ? Answerer.CHAIN : Answerer.DUPLEX,
              decision.bucket(),
              false,
              0,
              false,
              true));
    }

    assertThat(tried).containsExactlyInAnyOrder(Route.CHAIN, Route.PARALLEL, Route.SEQUENTIAL);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.05, 0.25})
  void shouldExploreNoMoreThanIsAllowed(double exploration) {
    Deployment deployment = new Deployment(11, exploration).turns(5000, TALK);

    // Five standard deviations above what is allowed; the chance is seeded.
    double deviation = Math.sqrt(exploration * (1 - exploration) / 5000);
    assertThat(deployment.explored()).isBetween(exploration / 2, exploration + 5 * deviation);
  }

  @Test
  void shouldRefuseToExploreWithoutBounds() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AdaptiveRouter(RouterState.FRESH, 0.26, () -> 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AdaptiveRouter(RouterState.FRESH, -0.01, () -> 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AdaptiveRouter(RouterState.FRESH, Double.NaN, () -> 0));
  }

  @Test
  void shouldLoseNoTurnOfSessionsThatLearnAtTheSameTime() throws Exception {
    AdaptiveRouter router = without();
    int each = 2000;
    try (ExecutorService sessions = Executors.newFixedThreadPool(4)) {
      List<Future<?>> running = new ArrayList<>();
      for (int session = 0; session < 4; session++) {
        running.add(
            sessions.submit(
                () -> {
                  for (int turn = 0; turn < each; turn++) {
                    router.decide(TALK);
                    router.learn(heard(Route.DUPLEX, Answerer.DUPLEX, Complexity.LOW, 300));
                  }
                }));
      }
      for (Future<?> one : running) {
        one.get();
      }
    }

    assertThat(router.state().experience(Route.DUPLEX, Complexity.LOW).turns())
        .isEqualTo(4L * each);
  }

  @Provide
  Arbitrary<TurnFacts> facts() {
    return AnyTurn.facts();
  }

  @Provide
  Arbitrary<RouterState> states() {
    return AnyTurn.state();
  }

  @Provide
  Arbitrary<Outcome> outcomes() {
    return AnyTurn.outcome();
  }

  @Property
  void theSameFactsStateAndChanceGiveTheSameDecision(
      @ForAll("facts") TurnFacts facts, @ForAll("states") RouterState state, @ForAll long seed) {
    assertThat(new AdaptiveRouter(state, 0.25, new Random(seed)::nextDouble).decide(facts))
        .isEqualTo(new AdaptiveRouter(state, 0.25, new Random(seed)::nextDouble).decide(facts));
  }

  @Property
  void withoutCuriosityNothingIsExplored(
      @ForAll("facts") TurnFacts facts, @ForAll("states") RouterState state) {
    assertThat(new AdaptiveRouter(state, 0, () -> 0).decide(facts).explored()).isFalse();
  }

  @Property
  void whatGoesWellIsNeverThoughtWorseOfThanWhatGoesBadly(
      @ForAll("states") RouterState state, @ForAll("outcomes") Outcome outcome) {
    Outcome well =
        new Outcome(outcome.route(), outcome.winner(), outcome.bucket(), true, 100, false, false);
    Outcome slowly =
        new Outcome(outcome.route(), outcome.winner(), outcome.bucket(), true, 2000, false, false);
    Outcome cut =
        new Outcome(outcome.route(), outcome.winner(), outcome.bucket(), true, 2000, true, false);
    Outcome badly =
        new Outcome(outcome.route(), outcome.winner(), outcome.bucket(), false, 0, false, true);

    assertThat(
            List.of(
                after(state, badly), after(state, cut), after(state, slowly), after(state, well)))
        .isSorted()
        .allMatch(value -> value >= 0 && value <= 1);
  }

  private static double after(RouterState state, Outcome outcome) {
    return state.with(outcome).satisfaction(outcome.route(), outcome.bucket()).orElseThrow();
  }
}
