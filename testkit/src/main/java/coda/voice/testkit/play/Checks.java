package coda.voice.testkit.play;

import coda.voice.conversation.SessionNotice;
import coda.voice.conversation.SessionNotice.Ended;
import coda.voice.conversation.SessionNotice.Outcome;
import coda.voice.conversation.SessionNotice.Problem;
import coda.voice.conversation.SessionNotice.ProposalDropped;
import coda.voice.conversation.SessionNotice.ReplyEnded;
import coda.voice.conversation.SessionNotice.ReplyText;
import coda.voice.conversation.SessionNotice.Transcribed;
import coda.voice.conversation.SessionNotice.TurnDropped;
import coda.voice.conversation.turn.TurnEffect;
import coda.voice.testkit.scenario.Expectation;
import coda.voice.testkit.scenario.ScenarioPrinter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Whether what was expected came, and if not, what came instead, as one would say it. */
final class Checks {
  private final Outcomes outcomes;
  private final Times times;

  Checks(Outcomes outcomes) {
    this.outcomes = outcomes;
    this.times = new Times(outcomes);
  }

  /** What is wrong, if anything. */
  Optional<String> check(Expectation expectation) {
    return switch (expectation) {
      case Expectation.Understood e -> same(e, e.texts(), understood());
      case Expectation.NothingUnderstood e -> same(e, List.of(), understood());
      case Expectation.Asked e -> same(e, e.texts(), asked());
      case Expectation.NothingAsked e -> same(e, List.of(), asked());
      case Expectation.Replies e -> replies(e);
      case Expectation.Heard e -> same(e, e.texts(), heard());
      case Expectation.NothingHeard e -> same(e, List.of(), heard());
      case Expectation.Shown e -> same(e, e.texts(), texts(ReplyText.class, n -> n.text().strip()));
      case Expectation.History e ->
          same(e, e.lines().stream().map(l -> l.who() + " " + l.text()).toList(), history());
      case Expectation.NoHistory e -> same(e, List.of(), history());
      case Expectation.Held e -> count(e, e.times(), TurnEffect.HoldPlayback.class);
      case Expectation.Resumed e -> count(e, e.times(), TurnEffect.ResumePlayback.class);
      case Expectation.Dropped e -> same(e, e.codes(), texts(TurnDropped.class, TurnDropped::code));
      case Expectation.NothingDropped e ->
          same(e, List.of(), texts(TurnDropped.class, TurnDropped::code));
      case Expectation.Problems e -> same(e, e.codes(), texts(Problem.class, Problem::code));
      case Expectation.NoProblem e -> same(e, List.of(), texts(Problem.class, Problem::code));
      case Expectation.ToolRan e ->
          equal(e, e.times(), outcomes.toolRuns.getOrDefault(e.tool(), 0));
      case Expectation.SpeculationWon e -> count(e, e.times(), TurnEffect.ConfirmTentative.class);
      case Expectation.SpeculationWasted e -> count(e, e.times(), TurnEffect.DropTentative.class);
      case Expectation.NotSaid e ->
          same(e, e.texts(), texts(ProposalDropped.class, ProposalDropped::text));
      case Expectation.AnsweredBy e ->
          same(e, names(e.who()), texts(SessionNotice.AnsweredBy.class, n -> name(n.answerer())));
      case Expectation.Routes e ->
          same(e, names(e.routes()), texts(SessionNotice.Routed.class, n -> name(n.route())));
      case Expectation.Modes e ->
          same(
              e,
              names(e.modes()),
              texts(SessionNotice.ModeChanged.class, n -> name(n.effective())));
      case Expectation.NoModeChange e ->
          same(e, List.of(), texts(SessionNotice.ModeChanged.class, n -> name(n.effective())));
      case Expectation.DuplexOpened e -> equal(e, e.times(), outcomes.duplexOpened);
      case Expectation.SessionOver e ->
          same(e, List.of(e.reason()), texts(Ended.class, Ended::reason));
      case Expectation.SessionGoesOn e -> same(e, List.of(), texts(Ended.class, Ended::reason));
      case Expectation.TurnEnds e -> times.check(e);
      case Expectation.ReplyBegins e -> times.check(e);
      case Expectation.ReplyFollows e -> times.check(e);
      case Expectation.ReplyEnds e -> times.check(e);
      case Expectation.QuietWithin e -> times.check(e);
    };
  }

  private static List<String> names(List<? extends Enum<?>> all) {
    return all.stream().map(Checks::name).toList();
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private List<String> understood() {
    return outcomes.notices(Transcribed.class).stream()
        .filter(Transcribed::isFinal)
        .map(n -> n.transcript().text())
        .toList();
  }

  private List<String> asked() {
    return outcomes.asked.stream()
        .filter(ScenarioModel.Asked::wanted)
        .map(a -> a.request().text())
        .toList();
  }

  private List<String> heard() {
    return outcomes.replies.stream()
        .map(HeardReply::heardText)
        .filter(text -> !text.isEmpty())
        .toList();
  }

  private List<String> history() {
    return outcomes.history().stream().map(l -> l.role() + " " + l.text()).toList();
  }

  private Optional<String> replies(Expectation.Replies e) {
    List<Outcome> came =
        outcomes.notices(ReplyEnded.class).stream().map(ReplyEnded::outcome).toList();
    int count = outcomes.replies.size();
    if (count != e.count()) {
      return wrong(e, "there were " + count);
    }
    List<String> expected = e.outcomes().stream().map(Checks::word).toList();
    List<String> real = came.stream().limit(expected.size()).map(Checks::word).toList();
    return same(e, expected, real);
  }

  private static String word(Outcome outcome) {
    return outcome.name().toLowerCase(Locale.ROOT);
  }

  private <T extends coda.voice.conversation.SessionNotice> List<String> texts(
      Class<T> kind, java.util.function.Function<T, String> text) {
    return outcomes.notices(kind).stream().map(text).toList();
  }

  private Optional<String> count(Expectation e, int expected, Class<? extends TurnEffect> kind) {
    return equal(e, expected, outcomes.effects(kind).size());
  }

  private static Optional<String> equal(Expectation e, int expected, int real) {
    return expected == real ? Optional.empty() : wrong(e, "it was " + real);
  }

  private static Optional<String> same(Expectation e, List<String> expected, List<String> real) {
    if (expected.equals(real)) {
      return Optional.empty();
    }
    return wrong(
        e, real.isEmpty() ? "there was none" : "it was \"" + String.join("\", \"", real) + '"');
  }

  static Optional<String> wrong(Expectation e, String instead) {
    return Optional.of(ScenarioPrinter.print(e) + ": " + instead);
  }
}
