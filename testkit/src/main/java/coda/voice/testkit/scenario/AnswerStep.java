package coda.voice.testkit.scenario;

/**
 * A step of an answer. The first follows 50 ms after the question unless it is a wait; words come
 * one each 10 ms unless a pace is given. After the last step the answer is done, unless that step
 * says otherwise.
 */
public sealed interface AnswerStep {
  /**
   * Writes these words.
   *
   * @param text what
   */
  record Says(String text) implements AnswerStep {}

  /**
   * Writes one word each so many ms from now on.
   *
   * @param wordEveryMs between words
   */
  record Pace(long wordEveryMs) implements AnswerStep {}

  /**
   * Does nothing for a while.
   *
   * @param ms how long
   */
  record Waits(long ms) implements AnswerStep {}

  /**
   * Calls a tool and goes on with its result.
   *
   * @param tool its name
   */
  record Calls(String tool) implements AnswerStep {}

  /** What follows must not be interrupted. */
  record Protects() implements AnswerStep {}

  /** What follows may be interrupted again. */
  record StopsProtecting() implements AnswerStep {}

  /** There is nothing to say. */
  record SaysNothing() implements AnswerStep {}

  /** Fails. The last step. */
  record Fails() implements AnswerStep {}

  /** Never ends. The last step. */
  record Stalls() implements AnswerStep {}

  /** Says twice that it is done, which engines should not. The last step. */
  record EndsTwice() implements AnswerStep {}

  /** Writes the word "still" after its end, which engines should not. The last step. */
  record TalksOn() implements AnswerStep {}
}
