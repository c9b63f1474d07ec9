package coda.voice.protocol.realtime;

import java.util.OptionalInt;

/** What happens when the conversation no longer fits the model. */
public sealed interface Truncation {
  /** What a session begins with. */
  Truncation DEFAULT = new Auto();

  /** The oldest items are left out, as many as must. */
  record Auto() implements Truncation {}

  /** Nothing is left out: the response fails. */
  record Disabled() implements Truncation {}

  /**
   * The oldest items are left out until this share remains.
   *
   * @param retentionRatio 0 to 1
   * @param postInstructions tokens after the instructions at most; empty for the model's limit
   */
  record RetentionRatio(double retentionRatio, OptionalInt postInstructions)
      implements Truncation {}
}
