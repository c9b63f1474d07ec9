package coda.voice.conversation.turn;

/**
 * A turn machine: pure and total. {@link TurnMachine#next} is the one; others exist to show that a
 * broken rule is noticed.
 */
@FunctionalInterface
public interface TurnRules {
  /**
   * What follows from an event.
   *
   * @param state before
   * @param event what happened
   */
  TurnMachine.Step next(TurnState state, TurnEvent event);
}
