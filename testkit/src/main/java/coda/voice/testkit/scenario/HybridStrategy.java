package coda.voice.testkit.scenario;

import coda.voice.conversation.routing.Route;

/** How both answer in hybrid mode. */
public enum HybridStrategy {
  /** Both are asked, the better one is heard. */
  PARALLEL(Route.PARALLEL),
  /** The duplex model begins, the chain takes over where the turn asks for more. */
  SEQUENTIAL(Route.SEQUENTIAL);

  private final Route route;

  HybridStrategy(Route route) {
    this.route = route;
  }

  /** The same for the session. */
  public Route route() {
    return route;
  }
}
