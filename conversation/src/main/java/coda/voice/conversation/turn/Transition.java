package coda.voice.conversation.turn;

import coda.voice.conversation.ConversationMode;
import coda.voice.conversation.TurnSettings;
import coda.voice.conversation.turn.TurnEffect.CancelTimer;
import coda.voice.conversation.turn.TurnEffect.Ignored;
import coda.voice.conversation.turn.TurnEffect.SetTimer;
import coda.voice.conversation.turn.TurnState.Proposal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One step of the machine in the making: the next state, still open, and the effects so far. Lives
 * only inside {@link TurnMachine#next}, so the function stays pure.
 */
final class Transition {
  final TurnEvent event;
  final long at;
  final List<UserTurn> pending;
  final List<Proposal> proposals;
  final Set<String> tools;
  final Set<TurnTimer> timers;
  final List<TurnEffect> effects = new ArrayList<>();

  Lifecycle lifecycle;
  User user;
  Optional<UserTurn> turn;
  Reply reply;
  ConversationMode mode;
  TurnSettings settings;
  String unanswered;
  Optional<Tentative> tentative;
  Optional<Waiting> waiting;
  Optional<Owed> owed;
  Optional<String> requested;
  Lead lead;
  boolean goodbye;
  boolean unheard;
  boolean prompted;
  private int turns;
  private int replies;

  Transition(TurnState s, TurnEvent event) {
    this.event = event;
    this.at = event.at();
    this.lifecycle = s.lifecycle();
    this.user = s.user();
    this.turn = s.turn();
    this.pending = new ArrayList<>(s.pending());
    this.reply = s.reply();
    this.mode = s.mode();
    this.settings = s.settings();
    this.unanswered = s.unanswered();
    this.tentative = s.tentative();
    this.waiting = s.waiting();
    this.owed = s.owed();
    this.requested = s.requested();
    this.lead = s.lead();
    this.unheard = s.unheard();
    this.prompted = s.prompted();
    this.tools = new LinkedHashSet<>(s.tools());
    this.proposals = new ArrayList<>(s.proposals());
    this.goodbye = s.goodbye();
    this.timers = EnumSet.noneOf(TurnTimer.class);
    this.timers.addAll(s.timers());
    this.turns = s.turns();
    this.replies = s.replies();
  }

  void emit(TurnEffect effect) {
    effects.add(effect);
  }

  void ignore(String why) {
    emit(new Ignored(event, why));
  }

  void arm(TurnTimer timer, long delayMs) {
    timers.add(timer);
    emit(new SetTimer(timer, Math.max(0, delayMs)));
  }

  void disarm(TurnTimer timer) {
    if (timers.remove(timer)) {
      emit(new CancelTimer(timer));
    }
  }

  String nextItemId() {
    turns++;
    return "item_" + turns;
  }

  String nextReplyId() {
    replies++;
    return "reply_" + replies;
  }

  /** The words of a turn, with those before it whose answer nobody heard. */
  String withUnanswered(String words) {
    return unanswered.isEmpty() ? words : unanswered + " " + words;
  }

  boolean hearingNothing() {
    return turn.isEmpty() && pending.isEmpty();
  }

  TurnMachine.Step step() {
    return new TurnMachine.Step(
        new TurnState(
            lifecycle,
            user,
            turn,
            pending,
            reply,
            mode,
            settings,
            unanswered,
            tentative,
            waiting,
            owed,
            requested,
            lead,
            proposals,
            goodbye,
            unheard,
            prompted,
            tools,
            timers,
            turns,
            replies),
        effects);
  }
}
