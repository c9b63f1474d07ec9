package coda.voice.conversation.turn;

import coda.voice.conversation.ConversationMode;
import coda.voice.conversation.TurnSettings;
import coda.voice.engine.TurnDetector.TurnOutlook;
import java.util.ArrayList;
import java.util.List;

/** A turn machine being driven by a test, with the invariants checked after every step. */
final class Machine {
  private final TurnInvariants invariants = new TurnInvariants();
  private final List<TurnEffect> effects = new ArrayList<>();
  private TurnState state;
  private long now;

  Machine() {
    this(ConversationMode.FULL_DUPLEX, TurnSettings.DEFAULTS);
  }

  Machine(ConversationMode mode, TurnSettings settings) {
    state = TurnState.initial(mode, settings);
    on(new TurnEvent.Configured(0, mode, settings));
  }

  long now() {
    return now;
  }

  TurnState state() {
    return state;
  }

  /** All effects of the last call, in order. */
  List<TurnEffect> effects() {
    return List.copyOf(effects);
  }

  /** The effects of one kind of the last call. */
  <E extends TurnEffect> List<E> effects(Class<E> kind) {
    return effects.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  Machine after(long ms) {
    now += ms;
    return this;
  }

  Machine on(TurnEvent event) {
    effects.clear();
    return and(event);
  }

  private Machine and(TurnEvent event) {
    invariants.happens(event);
    TurnMachine.Step step = TurnMachine.next(state, event);
    state = step.state();
    effects.addAll(step.effects());
    invariants.check(step);
    return this;
  }

  Machine fires(TurnTimer timer) {
    return on(new TurnEvent.TimerFired(now, timer));
  }

  String item() {
    return "item_" + state.turns();
  }

  String reply() {
    return state.reply() instanceof Reply.Announced a ? a.replyId() : "none";
  }

  Machine speaks() {
    return on(new TurnEvent.SpeechStarted(now, now - 60));
  }

  Machine stillSpeaks(long ms) {
    now += ms;
    return on(new TurnEvent.SpeechContinued(now, ms));
  }

  Machine words(String text, int content, TurnOutlook outlook) {
    return on(new TurnEvent.PartialTranscript(now, item(), text, content, outlook));
  }

  Machine pauses(TurnOutlook outlook) {
    return on(new TurnEvent.SpeechStopped(now, now - 200, 800, outlook));
  }

  Machine understood(String text, int content) {
    return on(new TurnEvent.FinalTranscript(now, item(), text, content));
  }

  /** A whole turn, from silence to its final words. */
  Machine says(String text, int content) {
    speaks().after(800).pauses(TurnOutlook.UNKNOWN).after(800).fires(TurnTimer.END_OF_TURN);
    return after(20).understood(text, content);
  }

  /** A whole turn and the first sound of its answer. */
  Machine isAnswered(String text) {
    says(text, 4).after(100).on(new TurnEvent.ReplySpeechBegan(now, reply()));
    return after(500);
  }

  Machine callsTool(String callId, boolean sideEffects) {
    return on(new TurnEvent.ToolCalled(now, reply(), callId, sideEffects));
  }
}
