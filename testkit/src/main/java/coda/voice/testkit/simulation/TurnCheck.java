package coda.voice.testkit.simulation;

import coda.voice.conversation.SessionWitness;
import coda.voice.conversation.turn.Lifecycle;
import coda.voice.conversation.turn.TurnEffect;
import coda.voice.conversation.turn.TurnEvent;
import coda.voice.conversation.turn.TurnMachine;
import coda.voice.conversation.turn.TurnState;
import coda.voice.conversation.turn.UserTurn;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The user's turns: one hears the microphone, each is opened once and comes to one end. */
final class TurnCheck implements SessionWitness {
  private final Violations violations;
  private final Map<String, Stage> turns = new HashMap<>();
  private final Set<String> understood = new HashSet<>();
  private final Set<String> over = new HashSet<>();
  private long at;

  TurnCheck(Violations violations) {
    this.violations = violations;
  }

  @Override
  public void onStep(TurnEvent event, TurnMachine.Step step) {
    at = event.at();
    // The recogniser has ended these by itself.
    if (event instanceof TurnEvent.FinalTranscript e) {
      turns.remove(e.itemId());
    } else if (event instanceof TurnEvent.TranscriptFailed e) {
      turns.remove(e.itemId());
    }
    step.effects().forEach(this::follow);
    sameAsState(step.state());
  }

  private void sameAsState(TurnState state) {
    boolean closed = state.lifecycle() == Lifecycle.CLOSED;
    int known = state.turn().isPresent() ? 1 : 0;
    state.turn().map(UserTurn::itemId).ifPresent(item -> inStage(item, Stage.HEARS));
    for (UserTurn turn : state.pending()) {
      if (turn.words().isEmpty()) {
        known++;
        inStage(turn.itemId(), Stage.FINISHES);
      }
    }
    if (turns.size() > known) {
      violations.add(
          closed ? Invariant.EVERYTHING_GIVEN_BACK : Invariant.PARTS_ARE_CLOSED,
          "recognitions run that nobody waits for: " + turns,
          at);
      turns.clear();
    }
  }

  private void inStage(String itemId, Stage wanted) {
    if (turns.get(itemId) != wanted) {
      violations.add(
          Invariant.PARTS_ARE_CLOSED,
          itemId + " should be " + wanted + " and is " + turns.get(itemId),
          at);
      turns.put(itemId, wanted);
    }
  }

  private void follow(TurnEffect effect) {
    switch (effect) {
      case TurnEffect.OpenRecognition e -> {
        if (turns.containsValue(Stage.HEARS)) {
          violations.add(Invariant.SAMPLES_ONCE, "two turns hear the microphone", at);
        }
        if (isOver(e.itemId()) || turns.put(e.itemId(), Stage.HEARS) != null) {
          violations.add(Invariant.PARTS_ARE_CLOSED, e.itemId() + " is opened twice", at);
        }
      }
      case TurnEffect.FinishRecognition e -> {
        if (turns.put(e.itemId(), Stage.FINISHES) != Stage.HEARS) {
          violations.add(Invariant.SAMPLES_ONCE, e.itemId() + " is finished and hears nothing", at);
        }
      }
      case TurnEffect.DiscardRecognition e -> {
        if (turns.remove(e.itemId()) == null) {
          violations.add(
              Invariant.PARTS_ARE_CLOSED, e.itemId() + " is thrown away and does not run", at);
        }
      }
      case TurnEffect.NotifyTranscript e -> {
        if (understood.contains(e.itemId())) {
          violations.add(Invariant.PARTS_ARE_CLOSED, e.itemId() + " is understood already", at);
        }
        mayBeTold(e.itemId());
        if (e.isFinal()) {
          understood.add(e.itemId());
        }
      }
      case TurnEffect.NotifyTurnDropped e -> {
        mayBeTold(e.itemId());
        over.add(e.itemId());
      }
      default -> {}
    }
  }

  private boolean isOver(String itemId) {
    return over.contains(itemId) || understood.contains(itemId);
  }

  /** Words that are understood may yet be dropped: as a backchannel, for example. */
  private void mayBeTold(String itemId) {
    if (over.contains(itemId)) {
      violations.add(Invariant.PARTS_ARE_CLOSED, itemId + " was told to be over", at);
    }
  }

  /** How far the recognition of a turn is. */
  private enum Stage {
    HEARS,
    FINISHES
  }
}
