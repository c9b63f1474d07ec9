package coda.voice.testkit.simulation;

import coda.voice.testkit.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Finds a scenario that is as short as possible and still goes wrong: leaves out halves, quarters
 * and single lines (delta debugging, Zeller and Hildebrandt 2002), then simplifies what is left,
 * until nothing more can go.
 */
public final class Shrinker {
  private final Predicate<Scenario> goesWrong;
  private int runsLeft;

  /**
   * A shrinker.
   *
   * @param goesWrong plays a scenario and says whether it still goes wrong in the same way
   * @param runs how often it may be asked
   */
  public Shrinker(Predicate<Scenario> goesWrong, int runs) {
    this.goesWrong = goesWrong;
    this.runsLeft = runs;
  }

  /**
   * The shortest scenario found.
   *
   * @param scenario one that goes wrong
   */
  public Scenario shrink(Scenario scenario) {
    Scenario shortest = scenario;
    Scenario before;
    do {
      before = shortest;
      shortest = withoutHappenings(shortest);
      shortest = withoutGivens(shortest);
      shortest = simplified(shortest);
    } while (!shortest.equals(before) && runsLeft > 0);
    return shortest;
  }

  private Scenario withoutHappenings(Scenario scenario) {
    return scenario.happening(fewest(scenario.happenings(), scenario::happening));
  }

  private Scenario withoutGivens(Scenario scenario) {
    return scenario.given(fewest(scenario.givens(), scenario::given));
  }

  private <T> List<T> fewest(List<T> all, Function<List<T>, Scenario> scenarioWith) {
    List<T> left = all;
    for (int size = Math.max(1, left.size() / 2); size >= 1; size /= 2) {
      int from = 0;
      while (from < left.size()) {
        List<T> without = new ArrayList<>(left);
        without.subList(from, Math.min(left.size(), from + size)).clear();
        if (stillWrong(scenarioWith.apply(without))) {
          left = without;
        } else {
          from += size;
        }
      }
    }
    return left;
  }

  private Scenario simplified(Scenario scenario) {
    Scenario simplest = scenario;
    for (int i = 0; i < simplest.happenings().size(); i++) {
      simplest = simplest.happening(simplest(simplest.happenings(), i, simplest::happening));
    }
    for (int i = 0; i < simplest.givens().size(); i++) {
      simplest = simplest.given(simplest(simplest.givens(), i, simplest::given));
    }
    return simplest;
  }

  @SuppressWarnings("unchecked") // A simpler version of a part is a part of the same kind.
  private <T> List<T> simplest(List<T> parts, int index, Function<List<T>, Scenario> scenarioWith) {
    List<T> best = new ArrayList<>(parts);
    boolean found = true;
    while (found) {
      found = false;
      for (Object version : Simpler.versionsOf(best.get(index))) {
        List<T> changed = new ArrayList<>(best);
        changed.set(index, (T) version);
        if (stillWrong(scenarioWith.apply(changed))) {
          best = changed;
          found = true;
          break;
        }
      }
    }
    return best;
  }

  private boolean stillWrong(Scenario scenario) {
    if (runsLeft <= 0) {
      return false;
    }
    runsLeft--;
    return goesWrong.test(scenario);
  }
}
