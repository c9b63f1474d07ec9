package coda.voice.conversation.routing;

import java.util.Set;

/** Who answers one turn. */
public enum Route {
  /** The recogniser's words go to the language model, its words to the synthesiser. */
  CHAIN(Set.of(Answerer.CHAIN)),
  /** The duplex model alone. */
  DUPLEX(Set.of(Answerer.DUPLEX)),
  /** Both make an answer, one is heard. */
  PARALLEL(Set.of(Answerer.CHAIN, Answerer.DUPLEX)),
  /** The duplex model begins; the chain takes over when the question asks for more. */
  SEQUENTIAL(Set.of(Answerer.CHAIN, Answerer.DUPLEX));

  private final Set<Answerer> answerers;

  Route(Set<Answerer> answerers) {
    this.answerers = answerers;
  }

  /** Who works for it. */
  public Set<Answerer> answerers() {
    return answerers;
  }

  /**
   * Whether somebody works for it.
   *
   * @param answerer who
   */
  public boolean uses(Answerer answerer) {
    return answerers.contains(answerer);
  }
}
