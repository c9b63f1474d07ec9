package coda.voice.testkit.scenario;

import java.util.List;

/** Something the duplex model does by itself. */
public sealed interface DuplexAction extends Action {
  /**
   * It speaks, whether somebody else does or not.
   *
   * @param text what
   * @param manners how
   */
  record Says(String text, List<DuplexManner> manners) implements DuplexAction {
    /** Checks the words and copies the list. */
    public Says {
      manners = List.copyOf(manners);
      DuplexScript.checkWords(text);
    }
  }

  /** Its line breaks for good. */
  record Dies() implements DuplexAction {}

  /**
   * It is lost, and replaced by one that knows nothing.
   *
   * @param ms after how long
   */
  record IsLost(long ms) implements DuplexAction {}

  /** From now on it cannot be reached. */
  record GoesAway() implements DuplexAction {}

  /** It can be reached again. */
  record ComesBack() implements DuplexAction {}
}
