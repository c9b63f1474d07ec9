package coda.voice.testkit.simulation;

import coda.voice.conversation.SessionNotice;
import coda.voice.conversation.SessionWitness;
import coda.voice.conversation.turn.TurnEffect;
import coda.voice.conversation.turn.TurnEvent;
import coda.voice.conversation.turn.TurnMachine;
import coda.voice.engine.LanguageModel.AnswerRequest;
import coda.voice.engine.LanguageModel.Message;
import coda.voice.engine.LanguageModel.Role;
import java.util.ArrayList;
import java.util.List;

/** The language model is asked with what was said and heard before, line for line. */
final class HistoryCheck implements SessionWitness {
  private final Violations violations;
  private final List<Message> lines = new ArrayList<>();
  private long at;

  HistoryCheck(Violations violations) {
    this.violations = violations;
  }

  @Override
  public void onStep(TurnEvent event, TurnMachine.Step step) {
    at = event.at();
    for (TurnEffect effect : step.effects()) {
      if (effect instanceof TurnEffect.RecordUser e) {
        if (e.continuesPrevious() && !lines.isEmpty() && lines.getLast().role() == Role.USER) {
          lines.removeLast();
        }
        lines.add(new Message(Role.USER, e.text()));
      }
    }
  }

  @Override
  public void onNotice(long atMs, SessionNotice notice) {
    if (notice instanceof SessionNotice.ReplyEnded end && !end.text().isBlank()) {
      lines.add(new Message(Role.ASSISTANT, end.text()));
    }
  }

  /** The language model was asked. */
  void asked(AnswerRequest request) {
    boolean answersLast = !lines.isEmpty() && lines.getLast().role() == Role.USER;
    List<Message> before = answersLast ? lines.subList(0, lines.size() - 1) : lines;
    if (!request.history().equals(before)) {
      violations.add(
          Invariant.HISTORY_IS_WHAT_WAS_HEARD,
          "the model is told " + request.history() + " and heard was " + before,
          at);
    }
  }
}
