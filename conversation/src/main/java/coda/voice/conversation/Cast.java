package coda.voice.conversation;

import coda.voice.conversation.hybrid.Referee;
import coda.voice.conversation.routing.AdaptiveRouter;
import coda.voice.conversation.routing.Answerer;
import coda.voice.conversation.routing.Candidate;
import coda.voice.conversation.routing.Choice;
import coda.voice.conversation.routing.Complexity;
import coda.voice.conversation.routing.Delivery;
import coda.voice.conversation.routing.Demand;
import coda.voice.conversation.routing.Route;
import coda.voice.conversation.routing.Selection;
import coda.voice.conversation.routing.Selector;
import coda.voice.conversation.routing.Sequential;
import coda.voice.conversation.routing.TurnFacts;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Who answers one turn, and why: decided before it begins, and again when one of two is heard. Told
 * when the answer is announced, not before. On the session's loop.
 */
final class Cast implements Referee {
  private final String replyId;
  private final Announcer announcer;
  private final AdaptiveRouter router;
  private final Selection selection;
  private final Route route;
  private final Demand demand;
  private final TurnFacts facts;
  private final List<SessionNotice> untold = new ArrayList<>();
  private final Map<Answerer, Delivery> others = new EnumMap<>(Answerer.class);
  private Optional<Answerer> heard = Optional.empty();
  private boolean announced;
  private boolean adaptive;

  /**
   * A cast.
   *
   * @param replyId the answer
   * @param announcer who is told
   * @param router knows what each has delivered
   * @param selection what makes the better answer
   * @param route who is asked
   * @param demand what the turn asks for
   * @param facts the turn
   */
  Cast(
      String replyId,
      Announcer announcer,
      AdaptiveRouter router,
      Selection selection,
      Route route,
      Demand demand,
      TurnFacts facts) {
    this.replyId = replyId;
    this.announcer = announcer;
    this.router = router;
    this.selection = selection;
    this.route = route;
    this.demand = demand;
    this.facts = facts;
  }

  Route route() {
    return route;
  }

  /** Whether the chain takes over from a duplex model that has begun. */
  boolean takesOver() {
    return Sequential.takesOver(facts, demand);
  }

  Complexity complexity() {
    return demand.complexity();
  }

  /** Who is heard; before anybody is, whoever works alone or begins. */
  Answerer answerer() {
    return heard.orElse(route == Route.CHAIN ? Answerer.CHAIN : Answerer.DUPLEX);
  }

  /** Whether somebody was heard last. */
  boolean isHeard(Answerer who) {
    return heard.filter(last -> last == who).isPresent();
  }

  /** The answer is announced: what was decided is told. */
  void announce() {
    announced = true;
    untold.forEach(announcer::tell);
    untold.clear();
  }

  /** Whether the router decided, and so learns from what comes of it. */
  boolean adaptive() {
    return adaptive;
  }

  void decided(ProcessingMode mode, List<String> reasons, boolean explored) {
    adaptive = mode == ProcessingMode.ADAPTIVE;
    tell(new SessionNotice.Routed(replyId, mode, route, reasons, explored));
  }

  @Override
  public Verdict better(Entry chain, Entry duplex) {
    came(Answerer.CHAIN, chain);
    came(Answerer.DUPLEX, duplex);
    Choice choice =
        Selector.choose(
            selection,
            facts.text(),
            facts.language(),
            List.of(
                candidate(Answerer.CHAIN, chain, facts.transcriptConfidence()),
                candidate(Answerer.DUPLEX, duplex, OptionalDouble.empty())));
    return new Verdict(choice.winner().who(), choice.reason());
  }

  private void came(Answerer who, Entry entry) {
    others.put(who, new Delivery(who, complexity(), Delivery.Result.UNHEARD, entry.readyAfterMs()));
  }

  @Override
  public void failed(Answerer who) {
    others.put(who, new Delivery(who, complexity(), Delivery.Result.FAILED, 0));
  }

  /** What those delivered who were not heard, where that is known. */
  List<Delivery> others(Answerer winner) {
    return others.values().stream().filter(other -> other.answerer() != winner).toList();
  }

  private Candidate candidate(Answerer who, Entry entry, OptionalDouble confidence) {
    return new Candidate(
        who,
        entry.text(),
        entry.readyAfterMs(),
        confidence,
        router.deliveries().of(who),
        entry.complete());
  }

  @Override
  public void heard(Answerer who, String why) {
    heard = Optional.of(who);
    tell(new SessionNotice.AnsweredBy(replyId, who, why));
  }

  private void tell(SessionNotice notice) {
    if (announced) {
      announcer.tell(notice);
    } else {
      untold.add(notice);
    }
  }
}
