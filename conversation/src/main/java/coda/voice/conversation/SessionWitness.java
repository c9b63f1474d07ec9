package coda.voice.conversation;

import coda.voice.audio.AudioFrame;
import coda.voice.conversation.turn.TurnEvent;
import coda.voice.conversation.turn.TurnMachine;

/**
 * Sees everything a session does: for journals, and for tests that check what must always hold.
 * Called on the session's loop, in order; must not block, and changes nothing.
 */
public interface SessionWitness {
  /** Sees nothing. */
  SessionWitness NONE = new SessionWitness() {};

  /**
   * The turn machine took a step. Called before its effects are carried out.
   *
   * @param event what happened
   * @param step what follows
   */
  default void onStep(TurnEvent event, TurnMachine.Step step) {}

  /**
   * The front door was told something. The last notice is {@link SessionNotice.Ended}.
   *
   * @param atMs ms of session time
   * @param notice what; a frame in it is borrowed for the call
   */
  default void onNotice(long atMs, SessionNotice notice) {}

  /**
   * Microphone audio arrived, as the client sent it.
   *
   * @param atMs ms of session time
   * @param frame borrowed for the call
   */
  default void onMicrophone(long atMs, AudioFrame frame) {}
}
