package coda.voice.testkit.simulation;

/**
 * Something that must not happen has happened.
 *
 * @param invariant what must hold
 * @param what happened instead
 * @param atMs when, in ms of session time
 */
public record Violation(Invariant invariant, String what, long atMs) {
  /** What happened, without the names, numbers and words of one conversation. */
  String kind() {
    return invariant.number()
        + what.replaceAll("'[^']*'", "…").replaceAll("\\[.*]", "…").replaceAll("[0-9]+", "#");
  }

  @Override
  public String toString() {
    return "invariant " + invariant + ": " + what + " (at " + atMs + " ms)";
  }
}
