package coda.voice.conversation.history;

import static org.assertj.core.api.Assertions.assertThat;

import coda.voice.conversation.history.History.TurnLines;
import coda.voice.engine.LanguageModel.Message;
import coda.voice.engine.LanguageModel.Role;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** The lines of a history by turns. */
class HistoryTurnsTest {
  private long now = 1_000;
  private final History history =
      new History(List.of(new Message(Role.USER, "from before")), () -> now);

  private static Message user(String text) {
    return new Message(Role.USER, text);
  }

  private static Message assistant(String text) {
    return new Message(Role.ASSISTANT, text);
  }

  @Test
  void shouldGiveATurnWithItsAnswerAndItsTools() {
    history.user("", "what time is it", false);
    now = 2_000;
    history.tool("clock() → noon");
    history.heard("r1", "Noon.");

    assertThat(history.takeChanged(false))
        .containsExactly(
            new TurnLines(
                1,
                1,
                1,
                1_000,
                2_000,
                List.of(
                    user("what time is it"),
                    new Message(Role.TOOL, "clock() → noon"),
                    assistant("Noon."))));
    assertThat(history.takeChanged(false)).isEmpty();
  }

  @Test
  void shouldLeaveWhatWasThereBeforeAlone() {
    assertThat(history.takeChanged(false)).isEmpty();
    assertThat(history.newestTurn()).isZero();
  }

  @Test
  void shouldHoldTheTurnBackThatIsBeingAnswered() {
    history.user("", "one", false);
    history.heard("r1", "1");
    history.user("", "two", false);

    assertThat(history.takeChanged(true)).extracting(TurnLines::number).containsExactly(1);
    history.heard("r2", "2");
    assertThat(history.takeChanged(false)).extracting(TurnLines::number).containsExactly(2);
  }

  @Test
  void shouldGiveACorrectedTurnAgain() {
    history.user("", "tell me", false);
    history.heard("r1", "Once");
    history.takeChanged(false);
    history.user("", "stop", false);
    history.heardReally("r1", "Once upon");

    List<TurnLines> changed = history.takeChanged(false);

    assertThat(changed).extracting(TurnLines::number).containsExactly(1, 2);
    assertThat(changed.getFirst().revision()).isEqualTo(2);
    assertThat(changed.getFirst().lines()).containsExactly(user("tell me"), assistant("Once upon"));
  }

  @Test
  void shouldTakeATurnThatGoesOnForTheSameTurn() {
    history.user("", "set a timer", false);
    history.heard("r1", "");
    history.takeChanged(false);
    history.user("", "set a timer for ten minutes", true);
    history.heard("r2", "Done.");

    assertThat(history.takeChanged(false))
        .containsExactly(
            new TurnLines(
                1,
                1,
                2,
                1_000,
                1_000,
                List.of(user("set a timer for ten minutes"), assistant("Done."))));
  }

  @Test
  void shouldBeginATurnWithWhoeverSpeaksFirst() {
    history.heard("r1", "Welcome.");
    history.user("", "hello", false);
    history.heard("r2", "Hi.");

    assertThat(history.takeChanged(false))
        .extracting(TurnLines::lines)
        .containsExactly(List.of(assistant("Welcome.")), List.of(user("hello"), assistant("Hi.")));
  }

  @Test
  void shouldGiveWhatTheUserSaidTheAnswerThatWasThereFirst() {
    history.user("", "hello", false);
    history.heard("r1", "Hi.");
    history.heard("r2", "Fine.");
    assertThat(history.takeChanged(false)).hasSize(1);
    history.userBefore("", "how are you", "r2");

    assertThat(history.takeChanged(false))
        .containsExactly(
            new TurnLines(1, 1, 2, 1_000, 1_000, List.of(user("hello"), assistant("Hi."))),
            new TurnLines(2, 2, 1, 1_000, 1_000, List.of(user("how are you"), assistant("Fine."))));
  }

  @Test
  void shouldPutWhatTheUserSaidIntoTheTurnThatItsAnswerBegan() {
    history.heard("r1", "Hi.");
    history.takeChanged(false);
    history.userBefore("", "hello", "r1");

    assertThat(history.takeChanged(false))
        .containsExactly(
            new TurnLines(1, 1, 2, 1_000, 1_000, List.of(user("hello"), assistant("Hi."))));
  }

  @Test
  void shouldMoveLaterTurnsBackWhenAnEarlierOneBecomesKnown() {
    history.user("", "one", false);
    history.heard("r1", "1");
    history.heard("r2", "2");
    history.user("", "three", false);
    history.heard("r3", "3");
    history.takeChanged(false);
    history.userBefore("", "two", "r2");

    List<TurnLines> changed = history.takeChanged(false);

    assertThat(changed).extracting(TurnLines::number).containsExactly(1, 3, 2);
    assertThat(changed).extracting(TurnLines::position).containsExactly(1, 2, 3);
    assertThat(changed.get(2).lines()).containsExactly(user("three"), assistant("3"));
  }

  @Test
  void shouldNotTellOfATurnOfWhichNothingWasHeard() {
    history.heard("r1", " ");

    assertThat(history.takeChanged(false)).isEmpty();
  }

  /** Whoever keeps all turns, and replaces those that come again, has the history. */
  @Property(tries = 300)
  void shouldAddUpToTheHistory(@ForAll List<@IntRange(max = 23) Integer> steps) {
    History all = new History(List.of());
    Map<Integer, TurnLines> kept = new LinkedHashMap<>();
    int replies = 0;
    for (int i = 0; i < Math.min(steps.size(), 300); i++) {
      int step = steps.get(i);
      String text = "line " + i;
      switch (step % 8) {
        case 0, 1 -> all.user("", text, false);
        case 2 -> all.user("", text, true);
        case 3 -> all.tool(text);
        case 4 -> all.heard("r" + ++replies, text);
        case 5 -> all.heard("r" + ++replies, "");
        case 6 -> all.heardReally("r" + Math.max(1, replies - step / 8), text);
        default -> all.userBefore("", text, "r" + Math.max(1, replies - step / 8));
      }
      all.takeChanged(step % 3 == 0).forEach(turn -> kept.put(turn.number(), turn));
    }
    all.takeChanged(false).forEach(turn -> kept.put(turn.number(), turn));

    List<TurnLines> turns = new ArrayList<>(kept.values());
    turns.sort(java.util.Comparator.comparingInt(TurnLines::position));
    assertThat(turns.stream().flatMap(turn -> turn.lines().stream()).toList())
        .isEqualTo(all.lines());
    assertThat(turns).extracting(TurnLines::position).doesNotHaveDuplicates();
  }
}
