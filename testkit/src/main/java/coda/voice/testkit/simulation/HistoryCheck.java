package coda.voice.testkit.simulation;

import coda.voice.conversation.SessionNotice;
import coda.voice.conversation.SessionWitness;
import coda.voice.conversation.TurnManners.Yielding;
import coda.voice.conversation.turn.TurnEffect;
import coda.voice.conversation.turn.TurnEvent;
import coda.voice.conversation.turn.TurnMachine;
import coda.voice.conversation.turn.TurnState;
import coda.voice.engine.LanguageModel.AnswerRequest;
import coda.voice.engine.LanguageModel.Message;
import coda.voice.engine.LanguageModel.Role;
import coda.voice.testkit.scenario.DuplexScript;
import coda.voice.testkit.scenario.EngineScript;
import coda.voice.testkit.scenario.Given;
import coda.voice.testkit.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The language model is asked with what was said and heard before, line for line: what the user
 * said as it was understood, what was told to be heard of each reply, what tools did.
 */
final class HistoryCheck implements SessionWitness {
  private final Violations violations;
  private final List<Line> lines = new ArrayList<>();
  private final List<List<Message>> expected = new ArrayList<>();
  private final boolean allAreAsked;

  /** Whether the history has changed since an answer was begun on trust: it is asked again. */
  private boolean outdated;

  /** Before which lines the model will be asked, once the reply is announced. */
  private @Nullable Supplier<List<Message>> aboutToAsk;

  private long at;

  HistoryCheck(Violations violations, Scenario scenario) {
    this.violations = violations;
    this.allAreAsked =
        scenario.givens().stream()
            .noneMatch(
                given ->
                    given instanceof DuplexScript || given instanceof EngineScript.ModelIsBusy);
    for (Given given : scenario.givens()) {
      if (given instanceof Given.Earlier earlier) {
        lines.add(new Line(earlier.who(), earlier.text(), ""));
      }
    }
  }

  @Override
  public void onStep(TurnEvent event, TurnMachine.Step step) {
    at = event.at();
    for (TurnEffect effect : step.effects()) {
      switch (effect) {
        case TurnEffect.RecordAnswered e -> saidBefore(e);
        case TurnEffect.FinishRecognition e -> expects(e.itemId(), step.state());
        case TurnEffect.NotifyTurnDropped e -> lines.removeIf(line -> line.awaits(e.itemId()));
        case TurnEffect.RecordUser e -> said(e);
        case TurnEffect.RecordTool e -> ofAnswer(new Line(Role.TOOL, e.callId(), ""));
        case TurnEffect.EndReply e -> ofAnswer(new Line(Role.ASSISTANT, "", e.replyId()));
        case TurnEffect.StartReply e -> answers(e);
        case TurnEffect.StartRequested e -> aboutToAsk = this::goingOn;
        case TurnEffect.StartTentative e -> {
          outdated = false;
          expected.add(messages(e.continuesPrevious() ? lastUserLine() : -1));
        }
        case TurnEffect.ConfirmTentative e when outdated -> asks(e.itemId());
        default -> {}
      }
    }
  }

  @Override
  public void onNotice(long atMs, SessionNotice notice) {
    switch (notice) {
      case SessionNotice.ReplyEnded n -> heard(n.replyId(), n.text());
      case SessionNotice.HeardMore n -> heard(n.replyId(), n.heardText());
      case SessionNotice.HeardOnly n -> {
        outdated = true;
        heard(n.replyId(), n.heardText());
      }
      case SessionNotice.ReplyStarted n -> startsNow();
      default -> {}
    }
  }

  /**
   * Compares, when everything is over.
   *
   * @param asked what the model was asked, in order
   */
  void compare(List<AnswerRequest> asked) {
    if (!allAreAsked) {
      compareInOrder(asked);
      return;
    }
    if (asked.size() != expected.size()) {
      violations.add(
          Invariant.HISTORY_IS_WHAT_WAS_HEARD,
          expected.size()
              + " replies were begun and the model was asked "
              + asked.size()
              + " times",
          at);
      return;
    }
    for (int i = 0; i < asked.size(); i++) {
      if (!same(asked.get(i).history(), expected.get(i))) {
        violations.add(
            Invariant.HISTORY_IS_WHAT_WAS_HEARD,
            "question "
                + (i + 1)
                + " was asked after "
                + asked.get(i).history()
                + " and it was "
                + expected.get(i),
            at);
        return;
      }
    }
  }

  /**
   * Beside a duplex model the language model is asked for some of the answers, or late; a busy one
   * is asked in vain.
   */
  private void compareInOrder(List<AnswerRequest> asked) {
    int next = 0;
    for (AnswerRequest request : asked) {
      while (next < expected.size() && !same(request.history(), expected.get(next))) {
        next++;
      }
      if (next++ == expected.size()) {
        violations.add(
            Invariant.HISTORY_IS_WHAT_WAS_HEARD,
            "'" + request.text() + "' was asked after " + request.history(),
            at);
        return;
      }
    }
  }

  /** Its words were known only after it was answered. */
  private void saidBefore(TurnEffect.RecordAnswered turn) {
    lines.removeIf(line -> line.awaits(turn.itemId()));
    int at = lines.size();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).replyId.equals(turn.replyId())) {
        at = i;
      }
    }
    lines.add(at, Line.ofUser(turn.text(), turn.itemId()));
  }

  /** Where words cut nothing, the line of a turn has its place when the turn is over. */
  private void expects(String itemId, TurnState state) {
    if (state.settings().manners().yielding() != Yielding.TO_WORDS) {
      lines.add(new Line(Role.USER, "", "", itemId, true));
    }
  }

  /** What belongs to an answer stands before what the user said since. */
  private void ofAnswer(Line line) {
    int at = 0;
    while (at < lines.size() && !lines.get(at).awaited) {
      at++;
    }
    lines.add(at, line);
  }

  private void said(TurnEffect.RecordUser turn) {
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).awaits(turn.itemId()) && !turn.continuesPrevious()) {
        lines.set(i, Line.ofUser(turn.text(), turn.itemId()));
        return;
      }
    }
    if (turn.continuesPrevious()) {
      lines.removeIf(line -> line.awaits(turn.itemId()));
      int last = lastUserLine();
      if (last >= 0) {
        lines.remove(last);
      }
    }
    lines.add(Line.ofUser(turn.text(), turn.itemId()));
  }

  private void answers(TurnEffect.StartReply answer) {
    int asked = lineOf(answer.itemId());
    if (asked < 0 || !lines.get(asked).text.equals(answer.text())) {
      violations.add(
          Invariant.HISTORY_IS_WHAT_WAS_HEARD,
          "'" + answer.text() + "' is answered and not recorded",
          at);
    }
    asks(answer.itemId());
  }

  private void asks(String itemId) {
    aboutToAsk = () -> messages(lineOf(itemId));
  }

  /** The model is asked right after the reply was announced. */
  private void startsNow() {
    if (aboutToAsk != null) {
      expected.add(aboutToAsk.get());
      aboutToAsk = null;
    }
  }

  /** What the user said last is asked; after anything else, all lines are gone on from. */
  private List<Message> goingOn() {
    List<Message> all = messages(-1);
    boolean user = !all.isEmpty() && all.getLast().role() == Role.USER;
    return user ? all.subList(0, all.size() - 1) : all;
  }

  private void heard(String replyId, String text) {
    lines.replaceAll(
        line -> line.replyId.equals(replyId) ? new Line(line.role, text, replyId) : line);
  }

  /** All lines but one. */
  private List<Message> messages(int without) {
    List<Message> told = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      if (i != without && !line.text.isBlank()) {
        told.add(new Message(line.role, line.text));
      }
    }
    return told;
  }

  /** The line of a turn; of one that only made the words before it answered, the user's last. */
  private int lineOf(String itemId) {
    for (int i = lines.size() - 1; i >= 0; i--) {
      if (lines.get(i).itemId.equals(itemId) && !lines.get(i).awaited) {
        return i;
      }
    }
    return lastUserLine();
  }

  /** The user's last line, if nothing came after it that was heard; else -1. */
  private int lastUserLine() {
    int last = lines.size() - 1;
    while (last >= 0 && (lines.get(last).text.isBlank() || lines.get(last).role == Role.TOOL)) {
      last--;
    }
    return last >= 0 && lines.get(last).role == Role.USER ? last : -1;
  }

  /** What a tool did, it tells in its own words. */
  private static boolean same(List<Message> told, List<Message> was) {
    if (told.size() != was.size()) {
      return false;
    }
    for (int i = 0; i < told.size(); i++) {
      boolean tools = told.get(i).role() == Role.TOOL && was.get(i).role() == Role.TOOL;
      if (!tools && !told.get(i).equals(was.get(i))) {
        return false;
      }
    }
    return true;
  }

  /**
   * A line; of a reply that has just ended, what was heard is told in a moment.
   *
   * @param replyId of an answer, or empty
   * @param itemId of a turn, or empty
   * @param awaited whether its words are still awaited
   */
  private record Line(Role role, String text, String replyId, String itemId, boolean awaited) {
    Line(Role role, String text, String replyId) {
      this(role, text, replyId, "", false);
    }

    static Line ofUser(String text, String itemId) {
      return new Line(Role.USER, text, "", itemId, false);
    }

    boolean awaits(String turn) {
      return awaited && itemId.equals(turn);
    }
  }
}
