package coda.voice.engine.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The ledger against the plainest possible one: a map and an addition. */
class LedgerModelTest {
  private static final int COMPONENTS = 4;
  private static final long MAXIMUM = 6_000;

  enum Kind {
    RESERVE,
    RELEASE,
    RESIZE,
    TOUCH,
    REOPEN
  }

  record Step(Kind kind, int component, long bytes) {}

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<Long> bytes =
        Arbitraries.frequencyOf(
            net.jqwik.api.Tuple.of(4, Arbitraries.longs().between(0, 150)),
            net.jqwik.api.Tuple.of(2, Arbitraries.longs().between(0, 7_000)));
    return Combinators.combine(
            Arbitraries.frequency(
                net.jqwik.api.Tuple.of(6, Kind.RESERVE),
                net.jqwik.api.Tuple.of(5, Kind.RELEASE),
                net.jqwik.api.Tuple.of(2, Kind.RESIZE),
                net.jqwik.api.Tuple.of(1, Kind.TOUCH),
                net.jqwik.api.Tuple.of(1, Kind.REOPEN)),
            Arbitraries.integers().between(0, COMPONENTS - 1),
            bytes)
        .as(Step::new)
        .list()
        .ofMaxSize(120);
  }

  @Property(tries = 300)
  void shouldAgreeOnOneCard(@ForAll("steps") List<Step> steps) {
    try (LedgerFixture fixture = new LedgerFixture()) {
      play(fixture, fixture.ledger(10_000), List.of(10_000L), steps);
    }
  }

  @Property(tries = 300)
  void shouldAgreeOnSeveralCards(@ForAll("steps") List<Step> steps) {
    try (LedgerFixture fixture = new LedgerFixture()) {
      play(fixture, fixture.ledger(6_400, 6_000, 7_000), List.of(6_400L, 6_000L, 7_000L), steps);
    }
  }

  private static void play(
      LedgerFixture fixture, GpuLedger ledger, List<Long> budgets, List<Step> steps) {
    List<GpuComponent> components = new ArrayList<>();
    for (int i = 0; i < COMPONENTS; i++) {
      components.add(fixture.register(ledger, "c" + i, MAXIMUM, 5));
    }
    Map<Integer, Long> model = new HashMap<>();
    Map<Integer, Integer> homes = new HashMap<>();
    for (Step step : steps) {
      GpuComponent component = components.get(step.component());
      long held = model.getOrDefault(step.component(), 0L);
      switch (step.kind()) {
        case RESERVE -> {
          boolean done = component.tryReserve(step.bytes());
          assertThat(done)
              .isEqualTo(fits(step.component(), held + step.bytes(), model, homes, budgets));
          held += done ? step.bytes() : 0;
        }
        case RELEASE -> {
          long bytes = Math.min(held, step.bytes());
          component.release(bytes);
          held -= bytes;
        }
        case RESIZE -> {
          boolean done = component.tryResize(step.bytes());
          assertThat(done)
              .isEqualTo(
                  step.bytes() <= held
                      || fits(step.component(), step.bytes(), model, homes, budgets));
          held = done ? step.bytes() : held;
        }
        case TOUCH -> component.touch();
        case REOPEN -> {
          component.close();
          components.set(
              step.component(), fixture.register(ledger, "c" + step.component(), MAXIMUM, 5));
          held = 0;
        }
      }
      model.put(step.component(), held);
      component = components.get(step.component());
      if (held > 0) {
        homes.put(step.component(), component.card().orElseThrow());
      } else {
        homes.remove(step.component());
      }
      check(ledger, components, model, homes, budgets);
    }
  }

  /**
   * Whether a component may hold so much, being where it is, or anywhere while it holds nothing.
   */
  private static boolean fits(
      int component,
      long amount,
      Map<Integer, Long> model,
      Map<Integer, Integer> homes,
      List<Long> budgets) {
    if (amount > MAXIMUM) {
      return false;
    }
    for (int card = 0; card < budgets.size(); card++) {
      boolean allowed = homes.getOrDefault(component, card) == card;
      long others =
          sum(card, model, homes)
              - (homes.containsKey(component) && allowed ? model.get(component) : 0);
      if (allowed && others + amount <= budgets.get(card)) {
        return true;
      }
    }
    return false;
  }

  private static long sum(int card, Map<Integer, Long> model, Map<Integer, Integer> homes) {
    return homes.entrySet().stream()
        .filter(home -> home.getValue() == card)
        .mapToLong(home -> model.get(home.getKey()))
        .sum();
  }

  private static void check(
      GpuLedger ledger,
      List<GpuComponent> components,
      Map<Integer, Long> model,
      Map<Integer, Integer> homes,
      List<Long> budgets) {
    GpuSnapshot snapshot = ledger.snapshot();
    for (int i = 0; i < COMPONENTS; i++) {
      assertThat(components.get(i).reservedBytes()).isEqualTo(model.getOrDefault(i, 0L));
    }
    for (int card = 0; card < budgets.size(); card++) {
      long reserved = sum(card, model, homes);
      assertThat(snapshot.cards().get(card).reservedBytes()).isEqualTo(reserved);
      assertThat(snapshot.cards().get(card).pressure())
          .isEqualTo(Pressure.of(reserved, budgets.get(card)));
    }
  }
}
