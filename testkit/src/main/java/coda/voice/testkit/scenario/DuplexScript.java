package coda.voice.testkit.scenario;

import java.util.List;

/** What the duplex model is told to do. It lives in real time and hears everything. */
public sealed interface DuplexScript extends Given {
  /**
   * What it says after the user's next words that it is not told anything else for; without any it
   * keeps silent.
   *
   * @param text what
   * @param manners how
   */
  record Answers(String text, List<DuplexManner> manners) implements DuplexScript {
    /** Checks the words and copies the list. */
    public Answers {
      manners = List.copyOf(manners);
      checkWords(text);
    }
  }

  /** It says nothing after the user's next words. */
  record KeepsSilent() implements DuplexScript {}

  /**
   * How long it takes to be there.
   *
   * @param ms usually 20
   */
  record OpensAfter(long ms) implements DuplexScript {}

  /**
   * It is busy when somebody wants to open it.
   *
   * @param times the first so many times
   */
  record IsBusy(int times) implements DuplexScript {}

  /**
   * It fails when it should be there.
   *
   * @param times the first so many times
   */
  record FailsAsItOpens(int times) implements DuplexScript {}

  /** It cannot be reached. */
  record CannotBeReached() implements DuplexScript {}

  /** Spoken words are separated by single blanks. */
  static void checkWords(String words) {
    if (words.isBlank() || !words.equals(String.join(" ", words.strip().split("\\s+")))) {
      throw new IllegalArgumentException("spoken words are separated by single blanks");
    }
  }
}
