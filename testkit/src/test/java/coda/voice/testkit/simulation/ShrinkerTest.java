package coda.voice.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import coda.voice.testkit.scenario.AnswerStep;
import coda.voice.testkit.scenario.EngineScript;
import coda.voice.testkit.scenario.Happening;
import coda.voice.testkit.scenario.Scenario;
import coda.voice.testkit.scenario.UserAction;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class ShrinkerTest {
  private static final Scenario LONG = longScenario();

  private static Scenario longScenario() {
    // The first of many random ones that has what the predicates below look for.
    for (long seed = 1; ; seed++) {
      Scenario scenario = ConversationGenerator.conversation(seed);
      if (scenario.happenings().size() >= 5 && saysSomething(scenario) && hasAnswer(scenario)) {
        return scenario;
      }
    }
  }

  private static boolean saysSomething(Scenario scenario) {
    return scenario.happenings().stream().anyMatch(h -> h.what() instanceof UserAction.Says);
  }

  private static boolean hasAnswer(Scenario scenario) {
    return scenario.givens().stream()
        .anyMatch(
            g ->
                g instanceof EngineScript.Answer a
                    && a.steps().stream().anyMatch(AnswerStep.Says.class::isInstance));
  }

  private static Scenario shrink(Predicate<Scenario> goesWrong) {
    return new Shrinker(goesWrong, 10_000).shrink(LONG);
  }

  @Test
  void leavesOutWhatIsNotNeeded() {
    Scenario shortest = shrink(s -> saysSomething(s) && hasAnswer(s));

    assertThat(shortest.happenings()).hasSize(1);
    assertThat(shortest.givens()).hasSize(1);
  }

  @Test
  void simplifiesWhatIsLeft() {
    Scenario shortest = shrink(s -> saysSomething(s) && hasAnswer(s));

    Happening left = shortest.happenings().getFirst();
    assertThat(left.when()).isEqualTo(Happening.at(0, new UserAction.PressesStop()).when());
    assertThat(left.what())
        .isInstanceOfSatisfying(
            UserAction.Says.class,
            says -> {
              assertThat(says.words()).doesNotContain(" ");
              assertThat(says.manners()).isEmpty();
            });
    assertThat(((EngineScript.Answer) shortest.givens().getFirst()).steps()).hasSize(1);
  }

  @Test
  void keepsTheOrderOfWhatIsLeft() {
    Scenario shortest = shrink(s -> s.happenings().size() >= 3);

    assertThat(shortest.happenings()).hasSize(3);
    assertThat(shortest.givens()).isEmpty();
  }

  @Test
  void givesUpAfterSoManyRuns() {
    int[] runs = {0};
    new Shrinker(
            s -> {
              runs[0]++;
              return false;
            },
            7)
        .shrink(LONG);

    assertThat(runs[0]).isEqualTo(7);
  }

  @Test
  void leavesAScenarioAloneThatOnlyGoesWrongAsItIs() {
    assertThat(shrink(LONG::equals)).isEqualTo(LONG);
    assertThat(shrink(s -> false)).isEqualTo(LONG);
  }

  @Test
  void makesNumbersRounderAndSmaller() {
    assertThat(Simpler.versionsOf(1370L)).contains(0L, 1000L, 500L).doesNotContain(1370L, 1400L);
    assertThat(Simpler.versionsOf(0L)).isEmpty();
    assertThat(Simpler.versionsOf(List.of("a b")))
        .containsExactly(List.of(), List.of("a"), List.of("a"), List.of("a"));
  }
}
