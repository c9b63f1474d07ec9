package coda.voice.server.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Two minutes of callers who talk, vanish and abuse a server; {@code coda soak} does it for half an
 * hour.
 */
@Isolated("measures the process")
class SoakTest {
  private static final SoakPlan PLAN =
      new SoakPlan(Duration.ofSeconds(120), Duration.ofSeconds(12), 20, 1);

  @Test
  void shouldBeAfterwardsWhatItWasBefore() throws Exception {
    List<String> lines = new ArrayList<>();

    SoakResult result = Soak.run(PLAN, List.of(), lines::add);

    lines.forEach(System.out::println);
    System.out.println(result.visits() + " " + result.failures());
    assertThat(result.problems()).as(String.join("\n", lines)).isEmpty();
    assertThat(result.visits()).hasSize(Habit.values().length);
  }
}
