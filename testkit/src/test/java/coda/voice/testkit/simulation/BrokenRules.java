package coda.voice.testkit.simulation;

import coda.voice.conversation.SessionNotice.Outcome;
import coda.voice.conversation.TurnSettings;
import coda.voice.conversation.turn.Answer;
import coda.voice.conversation.turn.Lead;
import coda.voice.conversation.turn.Lifecycle;
import coda.voice.conversation.turn.Reply;
import coda.voice.conversation.turn.TurnEffect;
import coda.voice.conversation.turn.TurnEvent;
import coda.voice.conversation.turn.TurnMachine;
import coda.voice.conversation.turn.TurnMachine.Step;
import coda.voice.conversation.turn.TurnRules;
import coda.voice.conversation.turn.TurnState;
import coda.voice.conversation.turn.TurnTimer;
import coda.voice.conversation.turn.User;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/** Turn machines that are wrong in one point each. */
final class BrokenRules {
  private BrokenRules() {}

  /** Leaves effects out. */
  static TurnRules without(Predicate<TurnEffect> which) {
    return changing(effect -> which.test(effect) ? List.of() : List.of(effect));
  }

  static TurnRules without(Class<? extends TurnEffect> kind) {
    return without(kind::isInstance);
  }

  /** Has effects twice. */
  static TurnRules twice(Class<? extends TurnEffect> kind) {
    return changing(effect -> kind.isInstance(effect) ? List.of(effect, effect) : List.of(effect));
  }

  /** Has other effects. */
  static TurnRules changing(Function<TurnEffect, List<TurnEffect>> change) {
    return (state, event) -> {
      Step right = TurnMachine.next(state, event);
      List<TurnEffect> effects = new ArrayList<>();
      right.effects().forEach(effect -> effects.addAll(change.apply(effect)));
      return new Step(right.state(), effects);
    };
  }

  /** Does nothing about an event. */
  static TurnRules deafTo(Class<? extends TurnEvent> kind) {
    return (state, event) ->
        kind.isInstance(event)
            ? new Step(state, List.of(new TurnEffect.Ignored(event, "broken")))
            : TurnMachine.next(state, event);
  }

  /** Does not arm a timer, but believes it did. */
  static TurnRules neverArms(TurnTimer timer) {
    return without(effect -> effect instanceof TurnEffect.SetTimer set && set.timer() == timer);
  }

  /** Does not call a timer off, but believes it did. */
  static TurnRules neverCallsOff(TurnTimer timer) {
    return without(
        effect -> effect instanceof TurnEffect.CancelTimer cancel && cancel.timer() == timer);
  }

  /** Takes much longer with a timer. */
  static TurnRules patientWith(TurnTimer timer) {
    return changing(
        effect ->
            effect instanceof TurnEffect.SetTimer set && set.timer() == timer
                ? List.of(new TurnEffect.SetTimer(timer, set.delayMs() + 10_000))
                : List.of(effect));
  }

  /** Does not tell that a reply was heard to its end. */
  static TurnRules endsInSilence() {
    return without(
        effect -> effect instanceof TurnEffect.EndReply end && end.outcome() == Outcome.COMPLETED);
  }

  /** Answers what the user said, and does not write it down. */
  static TurnRules forgetsSpokenWords() {
    return (state, event) -> {
      Step right = TurnMachine.next(state, event);
      return event instanceof TurnEvent.FinalTranscript
          ? new Step(
              right.state(),
              right.effects().stream().filter(e -> !(e instanceof TurnEffect.RecordUser)).toList())
          : right;
    };
  }

  /** Throws no recognition away when the session is like this afterwards. */
  static TurnRules keepsRecognitions(Lifecycle when) {
    return (state, event) -> {
      Step right = TurnMachine.next(state, event);
      return right.state().lifecycle() == when
          ? new Step(
              right.state(),
              right.effects().stream()
                  .filter(e -> !(e instanceof TurnEffect.DiscardRecognition))
                  .toList())
          : right;
    };
  }

  /** Takes a guess for the reply although the user went on. */
  static TurnRules confirmsWrongGuesses() {
    return changing(
        effect ->
            effect instanceof TurnEffect.DropTentative drop
                    && drop.reason().equals("the words changed")
                ? List.of(new TurnEffect.ConfirmTentative(drop.replyId(), "item_1"))
                : List.of(effect));
  }

  /** Takes a reply that was cut for one that was heard to its end. */
  static TurnRules believesAllWasHeard() {
    return changing(
        effect ->
            effect instanceof TurnEffect.EndReply end && end.outcome() == Outcome.TRUNCATED
                ? List.of(new TurnEffect.EndReply(end.replyId(), Outcome.COMPLETED, "done"))
                : List.of(effect));
  }

  /** Answers typed words beside the reply that runs. */
  static TurnRules answersBeside() {
    return (state, event) -> {
      Step right = TurnMachine.next(state, event);
      return event instanceof TurnEvent.Typed
          ? new Step(
              right.state(),
              right.effects().stream().filter(e -> !(e instanceof TurnEffect.EndReply)).toList())
          : right;
    };
  }

  /** Goes on with a reply that was not held. */
  static TurnRules goesOnUnasked() {
    return (state, event) -> {
      Step right = TurnMachine.next(state, event);
      if (!(event instanceof TurnEvent.PlaybackFinished e)) {
        return right;
      }
      List<TurnEffect> effects = new ArrayList<>(right.effects());
      effects.add(new TurnEffect.ResumePlayback(e.replyId()));
      return new Step(right.state(), effects);
    };
  }

  /** Lets the model speak although a reply runs. */
  static TurnRules speaksBeside() {
    return (state, event) ->
        event instanceof TurnEvent.ModelSpoke && state.lead() == Lead.MODEL
            ? TurnMachine.next(with(state, Reply.NONE), event)
            : TurnMachine.next(state, event);
  }

  /** Takes what a model that leads says for an answer like any other when something happens. */
  private static TurnRules takesForAnAnswer(Class<? extends TurnEvent> when) {
    return (state, event) ->
        when.isInstance(event) && state.reply() instanceof Reply.Announced r && r.answer().led()
            ? TurnMachine.next(with(state, r.with(notLed(r.answer()))), event)
            : TurnMachine.next(state, event);
  }

  /** Holds a model that leads when the user speaks over it. */
  static TurnRules holdsTheModel() {
    return takesForAnAnswer(TurnEvent.SpeechStarted.class);
  }

  /** Says sorry for a model that broke off. */
  static TurnRules apologisesForTheModel() {
    return takesForAnAnswer(TurnEvent.ReplyFailed.class);
  }

  /** Does not write down what the user said to a model that leads. */
  static TurnRules forgetsWhatTheModelWasTold() {
    return (state, event) -> {
      Step right = TurnMachine.next(state, event);
      return state.lead() == Lead.MODEL && event instanceof TurnEvent.FinalTranscript
          ? new Step(
              right.state(),
              right.effects().stream().filter(e -> !(e instanceof TurnEffect.RecordUser)).toList())
          : right;
    };
  }

  /** Passes the lead to the session and does not answer what the model owed. */
  static TurnRules owesWhenNobodyLeads() {
    return (state, event) -> {
      Step right = TurnMachine.next(state, event);
      boolean owed = state.owed().isPresent() && right.state().owed().isEmpty();
      return owed && event instanceof TurnEvent.LeadPassed
          ? new Step(
              with(state, Lead.SESSION),
              List.of(new TurnEffect.CancelTimer(TurnTimer.MODEL_ANSWER)))
          : right;
    };
  }

  /** Throws when an event is out of place. */
  static TurnRules throwsWhenSurprised() {
    return (state, event) -> {
      Step right = TurnMachine.next(state, event);
      if (right.effects().stream().anyMatch(TurnEffect.Ignored.class::isInstance)
          && state.lifecycle() != Lifecycle.CLOSED) {
        throw new IllegalStateException("broken");
      }
      return right;
    };
  }

  /** Says that an event was ignored, and yet takes the user for silent. */
  static TurnRules ignoresHalfHeartedly() {
    return (state, event) -> {
      Step right = TurnMachine.next(state, event);
      boolean ignored = right.effects().stream().anyMatch(TurnEffect.Ignored.class::isInstance);
      return ignored ? new Step(with(right.state(), User.SILENT), right.effects()) : right;
    };
  }

  /** Ends a session that is over once more. */
  static TurnRules endsAgain() {
    return (state, event) ->
        state.lifecycle() == Lifecycle.CLOSED && event instanceof TurnEvent.CloseRequested e
            ? new Step(state, List.of(new TurnEffect.CloseSession(e.reason())))
            : TurnMachine.next(state, event);
  }

  /** Lets new settings reach a reply that runs. */
  static TurnRules changesSettingsUnderway() {
    return (state, event) -> {
      Step right = TurnMachine.next(state, event);
      TurnState after = right.state();
      if (event instanceof TurnEvent.Configured e && after.reply() instanceof Reply.Announced r) {
        Answer changed = with(r.answer(), e.settings(), r.answer().led());
        return new Step(with(after, r.with(changed)), right.effects());
      }
      return right;
    };
  }

  private static Answer notLed(Answer a) {
    return with(a, a.settings(), false);
  }

  private static Answer with(Answer a, TurnSettings settings, boolean led) {
    return new Answer(
        a.replyId(),
        a.itemId(),
        a.asked(),
        settings,
        a.heard(),
        a.guarded(),
        a.calls(),
        a.acting(),
        a.acted(),
        a.apology(),
        led,
        a.proposal());
  }

  private static TurnState with(TurnState s, User user) {
    return with(s, user, s.reply(), s.lead());
  }

  private static TurnState with(TurnState s, Reply reply) {
    return with(s, s.user(), reply, s.lead());
  }

  private static TurnState with(TurnState s, Lead lead) {
    return with(s, s.user(), s.reply(), lead);
  }

  private static TurnState with(TurnState s, User user, Reply reply, Lead lead) {
    return new TurnState(
        s.lifecycle(),
        user,
        s.turn(),
        s.pending(),
        reply,
        s.mode(),
        s.settings(),
        s.unanswered(),
        s.tentative(),
        s.waiting(),
        s.owed(),
        s.requested(),
        lead,
        s.proposals(),
        s.goodbye(),
        s.unheard(),
        s.prompted(),
        s.tools(),
        s.timers(),
        s.turns(),
        s.replies());
  }
}
