package coda.voice.testkit.simulation;

/**
 * Something that must not happen has happened.
 *
 * @param invariant what must hold
 * @param what happened instead
 * @param atMs when, in ms of session time
 */
public record Violation(Invariant invariant, String what, long atMs) {
  @Override
  public String toString() {
    return "invariant " + invariant + ": " + what + " (at " + atMs + " ms)";
  }
}
