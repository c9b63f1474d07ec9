package coda.voice.testkit.simulation;

/** What holds after every event of every conversation. */
public enum Invariant {
  /** At most one reply is active. */
  ONE_REPLY(1, "at most one reply is active"),
  /** Every announced reply ends exactly once. */
  ENDS_ONCE(2, "every announced reply ends exactly once"),
  /** After a reply's end nothing of it leaves the session. */
  NOTHING_AFTER_THE_END(3, "nothing of a reply leaves the session after its end"),
  /** What was announced as begun is closed. */
  PARTS_ARE_CLOSED(4, "what was announced as begun is closed"),
  /** The history holds what the user heard, no more and no less. */
  HISTORY_IS_WHAT_WAS_HEARD(5, "the history holds what the user heard"),
  /** Tool results are recorded; a tool with side effects never runs twice for one call. */
  TOOLS_RUN_ONCE(6, "tools run once and their results are recorded"),
  /** Every wait has an end. */
  EVERY_WAIT_ENDS(7, "every wait has an end"),
  /** Every sample that was handed in is consumed exactly once. */
  SAMPLES_ONCE(8, "every sample is consumed exactly once"),
  /** Control events are never dropped. */
  CONTROL_IS_KEPT(9, "control events are never dropped"),
  /** Closing is idempotent and gives everything back. */
  EVERYTHING_GIVEN_BACK(10, "closing gives everything back, once"),
  /** A running reply keeps the settings it began with. */
  SETTINGS_ARE_A_SNAPSHOT(11, "a running reply keeps its settings"),
  /** The machine never throws and ignores what is out of place. */
  NEVER_THROWS(12, "nothing throws, and what is out of place changes nothing"),
  /** A model speaks by itself when it leads, and nobody is answered for it but in its place. */
  LEAD_IS_KEPT(13, "who leads decides when the assistant speaks"),
  /** What is remembered was shown and heard, from whoever it came; nothing of a muted answer is. */
  ONE_ANSWER(14, "an answer is what was shown, sent and remembered, from whoever it came");

  private final int number;
  private final String sentence;

  Invariant(int number, String sentence) {
    this.number = number;
    this.sentence = sentence;
  }

  /** Its number in the list of invariants, 1 to 14. */
  public int number() {
    return number;
  }

  @Override
  public String toString() {
    return number + ", " + sentence;
  }
}
