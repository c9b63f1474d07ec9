package coda.voice.conversation.routing;

/** How much a turn asks for. Experience is kept apart for each. */
public enum Complexity {
  /** A greeting, a remark, a short question. */
  LOW,
  /** An explanation, a piece of reasoning, a longer question. */
  MEDIUM,
  /** Several of these at once, or a very long turn. */
  HIGH;

  /**
   * Whether it is this much or more.
   *
   * @param other this much
   */
  public boolean atLeast(Complexity other) {
    return compareTo(other) >= 0;
  }
}
