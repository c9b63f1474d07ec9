package coda.voice.testkit.simulation;

import coda.voice.conversation.turn.TurnRules;

/**
 * What a simulation is to do.
 *
 * @param conversations how many, at least 1
 * @param seed of the first; the following count up from it, so conversation number n is the first
 *     one of a simulation with {@code seed + n - 1}
 * @param threads how many conversations at the same time, at least 1
 * @param rules the turn machine; another one shows that the checks notice
 */
public record Plan(long conversations, long seed, int threads, TurnRules rules) {
  /** Checks the numbers. */
  public Plan {
    if (conversations < 1 || threads < 1) {
      throw new IllegalArgumentException("a simulation has at least one conversation and thread");
    }
  }
}
