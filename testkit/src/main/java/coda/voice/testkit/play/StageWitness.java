package coda.voice.testkit.play;

import coda.voice.audio.AudioFrame;
import coda.voice.conversation.SessionWitness;

/** Sees what a session does, and what its recogniser is given. */
public interface StageWitness extends SessionWitness {
  /** A recognition was wanted, and the recogniser had no room for it. */
  default void onRecognitionRefused() {}

  /** A recognition begins; the frames that follow are its. */
  default void onRecognitionOpened() {}

  /**
   * A recognition was given a frame.
   *
   * @param frame its last sample is a number that the microphone counts up from frame to frame, or
   *     0 in silence that the session filled in; borrowed for the call
   */
  default void onRecognitionHeard(AudioFrame frame) {}
}
