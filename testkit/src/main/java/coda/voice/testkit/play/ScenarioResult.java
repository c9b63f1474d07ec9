package coda.voice.testkit.play;

import coda.voice.testkit.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;

/** What came of a scenario. */
public final class ScenarioResult {
  private final Outcomes outcomes;
  private final List<String> failures;

  ScenarioResult(Outcomes outcomes) {
    this.outcomes = outcomes;
    List<String> all = new ArrayList<>();
    outcomes.never.forEach(h -> all.add("never happened: " + Timeline.words(h)));
    Checks checks = new Checks(outcomes);
    outcomes.scenario.expectations().forEach(e -> checks.check(e).ifPresent(all::add));
    all.addAll(Soundness.violations(outcomes));
    failures = List.copyOf(all);
  }

  /** The scenario. */
  public Scenario scenario() {
    return outcomes.scenario;
  }

  /** Whether everything came as expected, and what always must hold, held. */
  public boolean passed() {
    return failures.isEmpty();
  }

  /** What did not come as expected, each in a sentence. */
  public List<String> failures() {
    return failures;
  }

  /** What happened, a line each, with seconds. */
  public String timeline() {
    return Timeline.of(outcomes);
  }

  /** How long the scenario was, in ms of virtual time. */
  public long lastedMs() {
    return outcomes.endedAt;
  }

  /** What the user heard of each announced reply, and what reached the client. */
  public List<HeardReply> replies() {
    return outcomes.replies;
  }

  /** The failures and what happened around them, for people. */
  public String report() {
    StringBuilder report = new StringBuilder(scenario().title()).append('\n');
    failures.forEach(failure -> report.append("  ").append(failure).append('\n'));
    return report.append("what happened:\n").append(timeline()).toString();
  }
}
