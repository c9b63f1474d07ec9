package coda.voice.conversation.routing;

/** How hybrid mode works. */
public enum HybridStrategy {
  /** Both answer; the better answer is heard. */
  PARALLEL(Route.PARALLEL),
  /** The duplex model begins; the chain takes over when a turn asks for more. */
  SEQUENTIAL(Route.SEQUENTIAL);

  private final Route route;

  HybridStrategy(Route route) {
    this.route = route;
  }

  /** The route of a turn that both can answer. */
  public Route route() {
    return route;
  }
}
