package coda.voice.testkit.scenario;

import java.util.List;

/** Something the server or one of its engines does by itself. */
public sealed interface ServerAction extends Action {
  /**
   * The assistant wants to say something that nobody asked for.
   *
   * @param text what
   * @param manners fresh for 30 s and not protected unless said otherwise
   */
  record WantsToSay(String text, List<AnnouncementManner> manners) implements ServerAction {
    /** Copies the list. */
    public WantsToSay {
      manners = List.copyOf(manners);
    }
  }

  /** The conversation ends with the present answer. */
  record SaysGoodbye() implements ServerAction {}

  /**
   * The turn detector has thought about it.
   *
   * @param outlook how likely the user has finished, 0 to 1
   */
  record DetectorThinks(double outlook) implements ServerAction {
    /** Checks the range. */
    public DetectorThinks {
      if (!(outlook >= 0 && outlook <= 1)) {
        throw new IllegalArgumentException("how finished something is, is between 0 and 1");
      }
    }
  }

  /** The server is going down: no new turns. */
  record Drains() implements ServerAction {}
}
