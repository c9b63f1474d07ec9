package coda.voice.conversation.routing;

import java.util.OptionalDouble;

/**
 * An answer that may be heard.
 *
 * @param who made it
 * @param text its words so far
 * @param readyAfterMs from the end of the user's turn until it could be heard
 * @param transcriptConfidence how sure the recogniser is of the words this answer is made from, 0
 *     to 1; empty where none was measured, and for who answers the sound itself
 * @param record what its maker has delivered lately
 * @param complete whether the text is all of it
 */
public record Candidate(
    Answerer who,
    String text,
    long readyAfterMs,
    OptionalDouble transcriptConfidence,
    DeliveryRecord record,
    boolean complete) {

  /** Checks the numbers. */
  public Candidate {
    if (readyAfterMs < 0) {
      throw new IllegalArgumentException("readyAfterMs must not be negative: " + readyAfterMs);
    }
    if (transcriptConfidence.isPresent()
        && !(transcriptConfidence.getAsDouble() >= 0 && transcriptConfidence.getAsDouble() <= 1)) {
      throw new IllegalArgumentException(
          "transcriptConfidence must be from 0 to 1, not " + transcriptConfidence.getAsDouble());
    }
  }

  /** Whether it is over and has not said anything. */
  boolean saysNothing() {
    return complete && text.isBlank();
  }
}
