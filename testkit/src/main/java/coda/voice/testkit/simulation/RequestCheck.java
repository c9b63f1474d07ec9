package coda.voice.testkit.simulation;

import coda.voice.conversation.SessionNotice;
import coda.voice.conversation.SessionWitness;
import coda.voice.conversation.turn.Lifecycle;
import coda.voice.conversation.turn.TurnEvent;
import coda.voice.conversation.turn.TurnMachine;
import java.util.HashSet;
import java.util.Set;

/** An answer that is asked for begins or is refused, once, before the session is over. */
final class RequestCheck implements SessionWitness {
  private final Violations violations;
  private final Set<String> open = new HashSet<>();
  private final Set<String> decided = new HashSet<>();

  RequestCheck(Violations violations) {
    this.violations = violations;
  }

  @Override
  public void onStep(TurnEvent event, TurnMachine.Step step) {
    boolean over = step.state().lifecycle() == Lifecycle.CLOSED;
    if (event instanceof TurnEvent.ReplyRequested asked && !over) {
      open.add(asked.requestId());
    }
  }

  @Override
  public void onNotice(long atMs, SessionNotice notice) {
    switch (notice) {
      case SessionNotice.ReplyStarted n when !n.requestId().isEmpty() ->
          decided(n.requestId(), atMs);
      case SessionNotice.ReplyRefused n -> decided(n.requestId(), atMs);
      case SessionNotice.Ended n -> noneIsOpen(atMs);
      default -> {}
    }
  }

  private void decided(String requestId, long at) {
    open.remove(requestId);
    if (!decided.add(requestId)) {
      violations.add(Invariant.PARTS_ARE_CLOSED, requestId + " is decided twice", at);
    }
  }

  private void noneIsOpen(long at) {
    if (!open.isEmpty()) {
      violations.add(Invariant.PARTS_ARE_CLOSED, open + " are never decided", at);
    }
  }
}
