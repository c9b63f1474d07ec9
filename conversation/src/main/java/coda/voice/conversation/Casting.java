package coda.voice.conversation;

import coda.voice.conversation.SessionNotice.Outcome;
import coda.voice.conversation.SessionNotice.ReplyTimings;
import coda.voice.conversation.duplex.DuplexAnswer;
import coda.voice.conversation.duplex.DuplexLine;
import coda.voice.conversation.hybrid.Contest;
import coda.voice.conversation.hybrid.ContestPlan;
import coda.voice.conversation.reply.ReplySource;
import coda.voice.conversation.reply.ReplyWatcher;
import coda.voice.conversation.routing.AdaptiveRouter;
import coda.voice.conversation.routing.Answerer;
import coda.voice.conversation.routing.Decision;
import coda.voice.conversation.routing.Demand;
import coda.voice.conversation.routing.HybridRoute;
import coda.voice.conversation.routing.Route;
import coda.voice.conversation.routing.ToolWords;
import coda.voice.conversation.routing.TurnFacts;
import coda.voice.conversation.turn.TurnEffect;
import coda.voice.engine.Capacity;
import coda.voice.engine.Engine;
import coda.voice.engine.LanguageModel.AnswerRequest;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;

/**
 * Decides who answers a turn, and makes the answer's source of that. Asked only where there is a
 * duplex model, and so a choice. On the session's loop.
 */
final class Casting {
  /**
   * What the duplex model began to say so long before the user stopped is an answer already: it
   * hears where a sentence goes. In ms.
   */
  static final long ANSWERS_EARLY_MS = 300;

  /** Whoever cuts an answer so soon did not want it, in ms of its audio. */
  private static final long EARLY_MS = 2_000;

  private final SessionLoop loop;
  private final SessionEngines engines;
  private final ModeSettings settings;
  private final Modes modes;
  private final Announcer announcer;
  private ToolWords toolWords;

  Casting(
      SessionLoop loop,
      SessionSetup setup,
      SessionEngines engines,
      Modes modes,
      Announcer announcer) {
    this.loop = loop;
    this.engines = engines;
    this.settings = setup.modes();
    this.modes = modes;
    this.announcer = announcer;
    this.toolWords = ToolWords.of(engines.tools(), setup.language());
  }

  void language(String wanted) {
    toolWords = ToolWords.of(engines.tools(), wanted);
  }

  /**
   * A turn to be answered.
   *
   * @param replyId the answer
   * @param request for the language model
   * @param heard whether a duplex model has just heard it, too, and may answer
   * @param language BCP 47
   * @param confidence of its transcript
   * @param voiced whether the answer is heard, not only read
   * @param speechEndedAt when the user stopped speaking, ms of the loop's clock
   */
  record Turn(
      String replyId,
      AnswerRequest request,
      boolean heard,
      String language,
      OptionalDouble confidence,
      boolean voiced,
      long speechEndedAt) {}

  /** Who answers a turn. */
  Cast cast(Turn turn) {
    TurnFacts facts = facts(turn);
    ProcessingMode mode = modes.effective();
    Decision decision = decide(mode, facts);
    Cast cast =
        new Cast(
            turn.replyId(),
            announcer,
            engines.router(),
            settings.selection(),
            decision.route(),
            decision.demand(),
            facts);
    cast.decided(mode, decision.reasons(), decision.explored());
    return cast;
  }

  private String chainAlone(TurnFacts facts) {
    if (modes.effective() == ProcessingMode.TRADITIONAL && modes.asWanted()) {
      return "the mode asks for it";
    }
    if (facts.typed()) {
      return "typed, and the duplex model only hears";
    }
    if (!facts.duplexSpeaksLanguage()) {
      return "the duplex model does not speak the language";
    }
    return facts.usable().contains(Answerer.DUPLEX)
        ? "the duplex model did not answer"
        : "the duplex model is down";
  }

  private Decision decide(ProcessingMode mode, TurnFacts facts) {
    return switch (mode) {
      case ADAPTIVE -> engines.router().decide(facts);
      case HYBRID -> HybridRoute.decide(settings.strategy(), facts);
      // Where the duplex model leads, this is a turn it cannot hear.
      case MOSHI_ONLY, TRADITIONAL ->
          new Decision(
              Route.CHAIN, List.of(chainAlone(facts)), false, Demand.of(facts), facts.usable());
    };
  }

  /**
   * Where the answer of a cast comes from.
   *
   * @param cast who answers
   * @param turn what
   * @param chain makes the chain's source, for a request
   * @param watcher told how it comes along
   */
  ReplySource source(
      Cast cast,
      Turn turn,
      Function<AnswerRequest, Function<ReplyWatcher, ReplySource>> chain,
      ReplyWatcher watcher) {
    Optional<DuplexLine> line = modes.line();
    AnswerRequest request = turn.request();
    boolean alone = cast.route() == Route.CHAIN;
    boolean modelHeard = turn.voiced() && turn.heard();
    if (line.isEmpty() || (alone && !(modelHeard && line.get().live()))) {
      return chain.apply(request).apply(watcher);
    }
    AnswerRequest onTrust = alone ? request : request.tentatively(true);
    ContestPlan plan =
        new ContestPlan(
            cast.route(),
            cast.route() == Route.SEQUENTIAL && cast.takesOver(),
            settings.selection(),
            settings.choiceMs(),
            settings.duplexWaitMs(),
            settings.takeoverMs());
    return new Contest(
        plan,
        request.tentative(),
        turn.speechEndedAt(),
        loop,
        (who, side) ->
            who == Answerer.CHAIN
                ? chain.apply(onTrust).apply(side)
                : new DuplexAnswer(line.get(), turn.speechEndedAt() - ANSWERS_EARLY_MS, side),
        cast,
        watcher);
  }

  /** The duplex model speaks by itself. */
  Cast led(String replyId, String language) {
    TurnFacts facts = TurnFacts.spoken("", language);
    Cast cast =
        new Cast(
            replyId,
            announcer,
            engines.router(),
            settings.selection(),
            Route.DUPLEX,
            Demand.of(facts),
            facts);
    cast.decided(modes.effective(), List.of("the duplex model speaks when it wants to"), false);
    cast.heard(Answerer.DUPLEX, "it began by itself");
    return cast;
  }

  /** An answer is over: how it went decides who answers later ones. */
  void learn(
      Cast cast, RunningReply reply, TurnEffect.EndReply end, String heard, ReplyTimings timings) {
    boolean unheardByWish = end.outcome() == Outcome.CANCELLED;
    boolean answersNothing = timings.total() < 0 && end.outcome() != Outcome.FAILED;
    if (unheardByWish || answersNothing) {
      return;
    }
    AdaptiveRouter router = engines.router();
    boolean cut = end.outcome() == Outcome.TRUNCATED && end.reason().equals("speech");
    Answerer by = cast.answerer();
    // Whoever had to step in is not on the route that was taken; the route has failed.
    boolean onRoute = cast.route().uses(by);
    Route stepsIn = by == Answerer.CHAIN ? Route.CHAIN : Route.DUPLEX;
    Route route = onRoute ? cast.route() : stepsIn;
    coda.voice.conversation.routing.Outcome outcome =
        new coda.voice.conversation.routing.Outcome(
            route,
            by,
            cast.complexity(),
            !heard.isBlank(),
            Math.max(0, timings.total()),
            cut && reply.heardMs() <= EARLY_MS,
            end.outcome() == Outcome.FAILED);
    cast.others(by).forEach(router::learn);
    if (cast.adaptive() && onRoute) {
      router.learn(outcome);
    } else {
      router.learn(outcome.delivery());
    }
  }

  private TurnFacts facts(Turn turn) {
    Set<Answerer> usable = EnumSet.noneOf(Answerer.class);
    if (engines.languageModel().health().usable() && engines.synthesizer().health().usable()) {
      usable.add(Answerer.CHAIN);
    }
    if (turn.voiced() && modes.line().filter(DuplexLine::live).isPresent()) {
      usable.add(Answerer.DUPLEX);
    }
    return new TurnFacts(
        turn.request().text(),
        turn.language(),
        !turn.heard(),
        turn.confidence(),
        true,
        toolWords,
        true,
        usable,
        modes.duplexSpeaks(turn.language()),
        permits(engines.languageModel()),
        OptionalInt.empty());
  }

  private static OptionalInt permits(Engine engine) {
    Capacity capacity = engine.capacity();
    return capacity.limit() == Integer.MAX_VALUE
        ? OptionalInt.empty()
        : OptionalInt.of(Math.max(0, capacity.limit() - capacity.inUse()));
  }
}
