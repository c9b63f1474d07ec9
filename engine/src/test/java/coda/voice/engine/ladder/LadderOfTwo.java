package coda.voice.engine.ladder;

import coda.voice.engine.LanguageModel.Dialogue;
import coda.voice.engine.ladder.LadderSettings.BreakerSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Two engines of a kind behind each other, in virtual time. */
final class LadderOfTwo {
  static final long OPEN_MS = 10_000;

  final TestLadderClock clock = new TestLadderClock();
  final Kind kind;
  final Scripted first;
  final Scripted second;
  final Ladder ladder;
  private final Map<String, Dialogue> dialogues = new HashMap<>();

  LadderOfTwo(Kind kind) {
    this.kind = kind;
    first = kind.engine("first", clock);
    second = kind.engine("second", clock);
    ladder =
        kind.ladder(
            List.of(first, second),
            new LadderSettings(new BreakerSettings(3, 10, OPEN_MS), Scripted.BUDGET_MS, 10_000),
            clock);
  }

  LadderOfTwo warm() {
    ladder.warmUp();
    return this;
  }

  /** Lets one piece of work come to its end; says what the listener was told. */
  List<String> work(String who) {
    Kind.Log log = new Kind.Log(dialogues);
    kind.ask(ladder, who, log);
    clock.advance(Scripted.BUDGET_MS);
    return log.calls;
  }

  RungStatus firstStatus() {
    return ladder.rungs().getFirst();
  }

  RungStatus secondStatus() {
    return ladder.rungs().getLast();
  }
}
