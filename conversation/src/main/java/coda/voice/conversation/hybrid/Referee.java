package coda.voice.conversation.hybrid;

import coda.voice.conversation.routing.Answerer;

/** Says which of two answers is the better one, and is told which one is heard. */
public interface Referee {
  /**
   * Both can be heard: which one?
   *
   * @param chain what the chain has
   * @param duplex what the duplex model has
   */
  Verdict better(Entry chain, Entry duplex);

  /**
   * From now on this answer is heard.
   *
   * @param who made it
   * @param why a short phrase for people
   */
  void heard(Answerer who, String why);

  /**
   * This one has no answer: it failed, or kept silent for too long.
   *
   * @param who it is
   */
  void failed(Answerer who);

  /**
   * An answer as far as it is.
   *
   * @param text its words so far
   * @param readyAfterMs from the end of the turn until it could be heard
   * @param complete whether that is all of it
   */
  record Entry(String text, long readyAfterMs, boolean complete) {}

  /**
   * A decision.
   *
   * @param who is heard
   * @param why a short phrase for people
   */
  record Verdict(Answerer who, String why) {}
}
