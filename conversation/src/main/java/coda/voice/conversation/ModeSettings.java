package coda.voice.conversation;

import coda.voice.conversation.routing.Route;
import coda.voice.conversation.routing.Selection;

/**
 * How the modes with a duplex model work. Times in milliseconds.
 *
 * @param strategy in hybrid mode: {@link Route#PARALLEL} or {@link Route#SEQUENTIAL}
 * @param selection what makes the better answer when both have one
 * @param choiceMs how long the first answer waits for the other to be compared with, 0 to 5,000
 * @param duplexWaitMs how long the duplex model may keep silent before the chain is asked, 100 to
 *     10,000
 * @param takeoverMs how long after a turn the chain may still take over from the duplex model, 100
 *     to 30,000
 * @param duplexIdleMs the line to the duplex model is given back when nobody spoke for so long,
 *     1,000 to 3,600,000
 */
public record ModeSettings(
    Route strategy,
    Selection selection,
    int choiceMs,
    int duplexWaitMs,
    int takeoverMs,
    int duplexIdleMs) {
  /** The defaults of the documentation. */
  public static final ModeSettings DEFAULTS =
      new ModeSettings(Route.SEQUENTIAL, Selection.BALANCED, 600, 1_000, 3_000, 60_000);

  /** Checks the strategy and the ranges. */
  public ModeSettings {
    between("choiceMs", choiceMs, 0, 5_000);
    between("duplexWaitMs", duplexWaitMs, 100, 10_000);
    between("takeoverMs", takeoverMs, 100, 30_000);
    between("duplexIdleMs", duplexIdleMs, 1_000, 3_600_000);
    if (strategy != Route.PARALLEL && strategy != Route.SEQUENTIAL) {
      throw new IllegalArgumentException("a hybrid strategy uses both, not " + strategy);
    }
  }

  private static void between(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          name + " must be from " + least + " to " + most + ", not " + value);
    }
  }
}
