package coda.voice.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import coda.voice.conversation.ProcessingMode;
import coda.voice.testkit.scenario.Action;
import coda.voice.testkit.scenario.Given;
import coda.voice.testkit.scenario.Moment;
import coda.voice.testkit.scenario.Scenario;
import coda.voice.testkit.scenario.ScenarioParser;
import coda.voice.testkit.scenario.ScenarioPrinter;
import coda.voice.testkit.scenario.Setting;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ConversationGeneratorTest {
  private static final int MANY = 2_000;

  @Test
  void inventsTheSameConversationForTheSameSeed() {
    for (long seed = -5; seed < 50; seed++) {
      assertThat(ConversationGenerator.conversation(seed))
          .isEqualTo(ConversationGenerator.conversation(seed));
    }
  }

  @Test
  void inventsAnotherConversationForAnotherSeed() {
    Set<Scenario> all = new HashSet<>();
    LongStream.range(0, MANY).mapToObj(ConversationGenerator::conversation).forEach(all::add);

    assertThat(all).hasSize(MANY);
  }

  @Test
  void writesConversationsThatCanBeReadAgain() {
    for (long seed = 0; seed < 300; seed++) {
      Scenario scenario = ConversationGenerator.conversation(seed);
      assertThat(ScenarioParser.parse(ScenarioPrinter.print(scenario))).isEqualTo(scenario);
    }
  }

  @Test
  void letsEveryKindOfFaultHappen() {
    Map<Fault, Long> counts = new EnumMap<>(Fault.class);
    for (long seed = 0; seed < MANY; seed++) {
      Faults.in(ConversationGenerator.conversation(seed))
          .forEach((fault, count) -> counts.merge(fault, count, Long::sum));
    }

    assertThat(counts).containsOnlyKeys(Fault.values());
    assertThat(counts.values()).allMatch(count -> count > MANY / 100);
  }

  @Test
  void letsEveryModeHappen() {
    Map<ProcessingMode, Long> counts = new EnumMap<>(ProcessingMode.class);
    for (long seed = 0; seed < MANY; seed++) {
      ConversationGenerator.conversation(seed).givens().stream()
          .filter(Setting.Processing.class::isInstance)
          .forEach(g -> counts.merge(((Setting.Processing) g).mode(), 1L, Long::sum));
    }

    assertThat(counts).containsOnlyKeys(ProcessingMode.values());
    assertThat(counts.values()).allMatch(count -> count > MANY / 100);
  }

  @Test
  void letsPeopleAndServersDoEverythingTheyCan() {
    Set<Class<? extends Action>> actions = new HashSet<>();
    Set<Class<? extends Given>> givens = new HashSet<>();
    for (long seed = 0; seed < MANY; seed++) {
      Scenario scenario = ConversationGenerator.conversation(seed);
      scenario.happenings().forEach(h -> actions.add(h.what().getClass()));
      scenario.givens().forEach(g -> givens.add(g.getClass()));
    }

    assertThat(actions).hasSizeGreaterThanOrEqualTo(20);
    assertThat(givens).hasSizeGreaterThanOrEqualTo(18);
  }

  @Test
  void inventsConversationsOfSomeSeconds() {
    double mean =
        LongStream.range(0, MANY)
            .mapToObj(ConversationGenerator::conversation)
            .mapToLong(
                s ->
                    s.happenings().stream()
                        .mapToLong(h -> h.when() instanceof Moment.At at ? at.ms() : 0)
                        .max()
                        .orElse(0))
            .average()
            .orElseThrow();

    assertThat(mean).isBetween(5_000.0, 12_000.0);
  }
}
