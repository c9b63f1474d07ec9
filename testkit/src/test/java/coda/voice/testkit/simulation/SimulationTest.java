package coda.voice.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import coda.voice.conversation.turn.TurnMachine;
import coda.voice.testkit.scenario.ScenarioPrinter;
import org.junit.jupiter.api.Test;

/**
 * Every invariant of turn-taking after every event of very many conversations. The system
 * properties {@code coda.simulation.conversations} and {@code coda.simulation.seed} try others.
 */
class SimulationTest {
  private static final long CONVERSATIONS = Long.getLong("coda.simulation.conversations", 100_000);
  private static final long SEED = Long.getLong("coda.simulation.seed", 1);

  @Test
  void everyInvariantHoldsAfterEveryEventOfEveryConversation() throws InterruptedException {
    int threads = Runtime.getRuntime().availableProcessors();
    Simulation.Result result =
        Simulation.run(new Plan(CONVERSATIONS, SEED, threads, TurnMachine::next), tally -> {});

    Tally tally = result.tally();
    System.out.printf("Simulated, seed %d: %s; %s%n", SEED, tally, tally.faultsByKind());
    assertThat(result.finding())
        .as(
            () ->
                result
                    .finding()
                    .map(f -> f + "\n\n" + ScenarioPrinter.print(f.shortest()))
                    .orElse("no violation"))
        .isEmpty();
    assertThat(tally.conversations()).isEqualTo(CONVERSATIONS);
    assertThat(tally.faults()).containsOnlyKeys(Fault.values());
    assertThat(tally.repliesWon()).isPositive();
    assertThat(tally.repliesWasted()).isPositive();
  }

  @Test
  void theSameSeedGivesTheSameConversationsOnAnyNumberOfThreads() throws InterruptedException {
    Tally one = Simulation.run(new Plan(500, 7, 1, TurnMachine::next), t -> {}).tally();
    Tally four = Simulation.run(new Plan(500, 7, 4, TurnMachine::next), t -> {}).tally();

    assertThat(four.in(0)).isEqualTo(one.in(0));
  }
}
