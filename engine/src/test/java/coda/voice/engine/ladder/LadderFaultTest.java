package coda.voice.engine.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import coda.voice.engine.EngineException;
import coda.voice.engine.ladder.LadderSettings.BreakerSettings;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.BeforeTry;

/** Every engine of a ladder failing in every way at every stage, in every order. */
class LadderFaultTest {
  /** Breakers that never open, so that every piece of work meets every engine. */
  private static final LadderSettings SETTINGS =
      new LadderSettings(new BreakerSettings(50, 50, 1_000), Scripted.BUDGET_MS, 10_000);

  private TestLadderClock clock = new TestLadderClock();
  private final List<Scripted> engines = new ArrayList<>();

  @BeforeTry
  void beginAnew() {
    clock = new TestLadderClock();
    engines.clear();
  }

  private Ladder ladder(Kind kind, List<Behaviour> behaviours) {
    for (Behaviour behaviour : behaviours) {
      Scripted engine = kind.engine("e" + engines.size(), clock);
      engine.usually = behaviour;
      engines.add(engine);
    }
    Ladder ladder = kind.ladder(engines, SETTINGS, clock);
    ladder.warmUp();
    return ladder;
  }

  @Property(tries = 1_000)
  void shouldEndEveryPieceOfWorkOnceWithTheFirstEngineThatCanDoIt(
      @ForAll Kind kind, @ForAll @Size(min = 1, max = 4) List<Behaviour> behaviours) {
    Ladder ladder = ladder(kind, behaviours);
    Kind.Log log = new Kind.Log();
    List<String> expected = expected(kind, behaviours);

    try {
      kind.ask(ladder, "c", log);
    } catch (EngineException e) {
      log.add("failed " + e.code());
    }
    for (int ms = 0; ms < 2 * Scripted.BUDGET_MS; ms += 5) {
      clock.advance(5);
      assertThat(engines.stream().mapToInt(e -> e.atWork.get()).sum()).isLessThanOrEqualTo(1);
    }

    assertThat(log.calls).isEqualTo(expected);
    assertThat(reallyAsked()).isLessThanOrEqualTo(2);
    assertNothingHeld(ladder);
  }

  /** What the listener must be told, reckoned in another way than the ladder does it. */
  private static List<String> expected(Kind kind, List<Behaviour> behaviours) {
    int failures = 0;
    long spent = 0;
    String last = "";
    String first = "";
    boolean busy = false;
    for (int i = 0; i < behaviours.size(); i++) {
      Behaviour behaviour = behaviours.get(i);
      String code = code(behaviour);
      if (i == 0) {
        first = code;
      }
      boolean another = failures == 0 && i + 1 < behaviours.size();
      long left = Scripted.BUDGET_MS - spent;
      long share = another ? left / 2 : left;
      boolean inTime = behaviour == Behaviour.SLOW && share > Scripted.BUDGET_MS * 3 / 4;
      if (behaviour.delivers() || inTime) {
        List<String> told = new ArrayList<>();
        if (i > 0) {
          told.add("e0>e" + i + " " + first);
        }
        if (behaviour != Behaviour.EMPTY) {
          told.add("delivered");
        }
        told.add(behaviour.failsInTheEnd() ? "failed ENGINE_FAILED" : "done");
        return told;
      }
      spent +=
          switch (behaviour) {
            case BUSY_LATER, FAILS_BEFORE, LOST_BEFORE -> 20;
            case SLOW, SILENT -> share;
            default -> 0;
          };
      if (behaviour.skips()) {
        busy = true;
        continue;
      }
      failures++;
      last = code;
      if (failures == 2) {
        break;
      }
    }
    String code = !last.isEmpty() ? last : busy ? "ENGINE_BUSY" : "ENGINE_UNAVAILABLE";
    return List.of("failed " + code);
  }

  private static String code(Behaviour behaviour) {
    return switch (behaviour) {
      case BUSY, BUSY_LATER -> "ENGINE_BUSY";
      case LOST_BEFORE -> "ENGINE_LOST";
      case SLOW, SILENT -> "ENGINE_TIMEOUT";
      default -> "ENGINE_FAILED";
    };
  }

  @Property(tries = 1_000)
  void shouldFallSilentAndHoldNothingWheneverItIsCancelled(
      @ForAll Kind kind,
      @ForAll @Size(min = 1, max = 4) List<Behaviour> behaviours,
      @ForAll @IntRange(max = 1_500) int afterMs) {
    Ladder ladder = ladder(kind, behaviours);
    Kind.Log log = new Kind.Log();
    Runnable cancel;
    try {
      cancel = kind.ask(ladder, "c", log);
    } catch (EngineException e) {
      assertNothingHeld(ladder);
      return;
    }
    clock.advance(afterMs);

    cancel.run();
    List<String> before = List.copyOf(log.calls);
    cancel.run();
    clock.advance(5_000);

    assertThat(log.calls).isEqualTo(before);
    assertNothingHeld(ladder);
  }

  private long reallyAsked() {
    return engines.stream().flatMap(e -> e.played.stream()).filter(b -> !b.skips()).count();
  }

  private void assertNothingHeld(Ladder ladder) {
    assertThat(ladder.capacity().inUse()).isZero();
    assertThat(ladder.inUseBelow()).isZero();
    assertThat(engines).allMatch(engine -> engine.atWork.get() == 0);
    assertThat(clock.waiting()).as("deadlines left").isZero();
    if (ladder instanceof RecognizerLadder recognizers) {
      assertThat(recognizers.framesOut()).isZero();
    }
  }
}
