package coda.voice.testkit.simulation;

import coda.voice.conversation.SessionWitness;
import coda.voice.conversation.turn.TurnEvent;
import coda.voice.conversation.turn.TurnMachine;
import java.util.List;

/**
 * What must hold after every step of the turn machine, whatever happens around it. Follows one
 * session; used by its thread.
 */
public final class Invariants implements SessionWitness {
  private final Violations violations;
  private final TentativeCheck tentative;
  private final List<SessionWitness> checks;
  private long steps;

  /** No session yet. */
  public Invariants() {
    this(new Violations());
  }

  Invariants(Violations violations) {
    this.violations = violations;
    this.tentative = new TentativeCheck(violations);
    this.checks =
        List.of(
            new MachineCheck(violations),
            tentative,
            new ReplyCheck(violations),
            new TurnCheck(violations),
            new ToolCheck(violations),
            new ControlCheck(violations),
            new LeadCheck(violations),
            new WaitCheck(violations),
            new BudgetCheck(violations));
  }

  @Override
  public void onStep(TurnEvent event, TurnMachine.Step step) {
    steps++;
    for (SessionWitness check : checks) {
      check.onStep(event, step);
    }
  }

  /** What was violated so far, in order; the first few of it. */
  public List<Violation> violations() {
    return violations.all();
  }

  /** Steps followed so far. */
  long steps() {
    return steps;
  }

  /** Replies begun on trust that became the reply. */
  long tentativeWon() {
    return tentative.won();
  }

  /** Replies begun on trust that nobody ever heard of. */
  long tentativeWasted() {
    return tentative.wasted();
  }
}
