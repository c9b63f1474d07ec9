package coda.voice.testkit.scenario;

import java.util.List;

/** Something the user does. */
public sealed interface UserAction extends Action {
  /**
   * Speaks. Who begins to speak while still speaking goes on after that.
   *
   * @param words separated by single blanks
   * @param manners how it is spoken and understood
   */
  record Says(String words, List<SpeechManner> manners) implements UserAction {
    /** Checks the words and copies the list. */
    public Says {
      manners = List.copyOf(manners);
      if (words.isBlank() || !words.equals(String.join(" ", words.strip().split("\\s+")))) {
        throw new IllegalArgumentException("spoken words are separated by single blanks");
      }
    }
  }

  /**
   * Makes a sound without words.
   *
   * @param ms how long
   */
  record Coughs(long ms) implements UserAction {}

  /** Switches the microphone off: no audio is sent. */
  record Mutes() implements UserAction {}

  /** Switches the microphone on. */
  record Unmutes() implements UserAction {}

  /** Presses the button to talk: audio is sent from now on. */
  record PressesButton() implements UserAction {}

  /** Lets the button to talk go: no audio is sent any more, and the turn is over. */
  record ReleasesButton() implements UserAction {}

  /** Says without words that the turn is over. */
  record EndsTurn() implements UserAction {}

  /** Takes back what was said in this turn. */
  record TakesBack() implements UserAction {}

  /**
   * Types.
   *
   * @param text what
   */
  record Types(String text) implements UserAction {}

  /** Presses the button that stops the answer. */
  record PressesStop() implements UserAction {}

  /** Ends the conversation. */
  record HangsUp() implements UserAction {}
}
