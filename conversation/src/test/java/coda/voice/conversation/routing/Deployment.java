package coda.voice.conversation.routing;

import java.util.EnumMap;
import java.util.Map;
import java.util.Random;

/** A place where turns are taken: two answerers that are good at it, or not, and one router. */
final class Deployment {
  private final Map<Answerer, Manner> manners = new EnumMap<>(Answerer.class);
  private final Map<Route, Integer> taken = new EnumMap<>(Route.class);
  private final Random world;
  private final AdaptiveRouter router;
  private int explored;

  /** How somebody answers: shares of turns, and ms. */
  record Manner(double fails, double cut, long firstSoundMs) {
    static final Manner GOOD_DUPLEX = new Manner(0.02, 0.05, 250);
    static final Manner GOOD_CHAIN = new Manner(0.02, 0.05, 900);
  }

  Deployment(long seed, double exploration) {
    world = new Random(seed);
    router = new AdaptiveRouter(RouterState.FRESH, exploration, new Random(seed + 1)::nextDouble);
    manners.put(Answerer.CHAIN, Manner.GOOD_CHAIN);
    manners.put(Answerer.DUPLEX, Manner.GOOD_DUPLEX);
  }

  Deployment with(Answerer answerer, Manner manner) {
    manners.put(answerer, manner);
    return this;
  }

  AdaptiveRouter router() {
    return router;
  }

  /** Takes turns, and counts from the first of them. */
  Deployment turns(int count, TurnFacts facts) {
    taken.clear();
    explored = 0;
    for (int turn = 0; turn < count; turn++) {
      Decision decision = router.decide(facts);
      taken.merge(decision.route(), 1, Integer::sum);
      explored += decision.explored() ? 1 : 0;
      router.learn(outcome(decision, facts));
    }
    return this;
  }

  private Outcome outcome(Decision decision, TurnFacts facts) {
    Answerer first =
        switch (decision.route()) {
          case CHAIN -> Answerer.CHAIN;
          case DUPLEX, PARALLEL -> Answerer.DUPLEX;
          case SEQUENTIAL -> Sequential.takesOver(facts) ? Answerer.CHAIN : Answerer.DUPLEX;
        };
    Manner manner = manners.get(first);
    boolean failed = world.nextDouble() < manner.fails();
    if (failed && decision.route() == Route.PARALLEL) {
      first = Answerer.CHAIN;
      manner = manners.get(first);
      failed = world.nextDouble() < manner.fails();
    }
    boolean cut = world.nextDouble() < manner.cut();
    return new Outcome(
        decision.route(),
        first,
        decision.bucket(),
        !failed,
        failed ? 0 : manner.firstSoundMs(),
        !failed && cut,
        failed);
  }

  /** The share of the last turns that went this way. */
  double share(Route route) {
    return taken.getOrDefault(route, 0) / (double) turns();
  }

  double explored() {
    return explored / (double) turns();
  }

  private int turns() {
    return taken.values().stream().mapToInt(Integer::intValue).sum();
  }
}
