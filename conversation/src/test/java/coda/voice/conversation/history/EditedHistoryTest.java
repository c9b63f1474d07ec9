package coda.voice.conversation.history;

import static org.assertj.core.api.Assertions.assertThat;

import coda.voice.conversation.history.History.TurnLines;
import coda.voice.engine.LanguageModel.Message;
import coda.voice.engine.LanguageModel.Role;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** What a front door changes in a history, and what is then kept of it. */
class EditedHistoryTest {
  private final History history = new History(List.of());

  private void adds(String id, Role role, String text) {
    history.insert(id, role, text, Optional.empty());
  }

  private void addsAfter(String before, String id, Role role, String text) {
    history.insert(id, role, text, Optional.of(before));
  }

  private List<String> lines() {
    return written(history.lines());
  }

  private static List<String> written(List<Message> lines) {
    return lines.stream().map(line -> line.role() + ": " + line.text()).toList();
  }

  /** Each changed turn: its number, place and lines. */
  private List<String> changed() {
    return history.takeChanged(false).stream().map(EditedHistoryTest::written).toList();
  }

  private static String written(TurnLines turn) {
    return turn.number() + " at " + turn.position() + " " + written(turn.lines());
  }

  private void twoTurns() {
    history.user("item_1", "hello", false);
    history.heard("reply_1", "Hi.");
    history.user("item_2", "what time is it", false);
    history.heard("reply_2", "Noon.");
    history.takeChanged(false);
  }

  @Test
  void shouldBeginATurnWithWhatTheUserIsSaidToHaveSaidAtTheEnd() {
    twoTurns();
    adds("a", Role.USER, "and now");
    adds("b", Role.ASSISTANT, "Still noon.");
    adds("c", Role.SYSTEM, "It is late.");
    assertThat(changed())
        .containsExactly("3 at 3 [USER: and now, ASSISTANT: Still noon., SYSTEM: It is late.]");
    assertThat(history.newestTurn()).isEqualTo(3);
  }

  @Test
  void shouldBeginATurnWithWhateverIsAddedToNothing() {
    adds("a", Role.SYSTEM, "Be kind.");
    assertThat(changed()).containsExactly("1 at 1 [SYSTEM: Be kind.]");
  }

  @Test
  void shouldAddALineToTheTurnOfTheLineBefore() {
    twoTurns();
    addsAfter("item_1", "a", Role.SYSTEM, "Be brief.");
    assertThat(lines())
        .containsExactly(
            "USER: hello",
            "SYSTEM: Be brief.",
            "ASSISTANT: Hi.",
            "USER: what time is it",
            "ASSISTANT: Noon.");
    assertThat(changed())
        .containsExactly("1 at 1 [USER: hello, SYSTEM: Be brief., ASSISTANT: Hi.]");
  }

  @Test
  void shouldKeepALineThatIsAddedAtTheBeginning() {
    twoTurns();
    addsAfter("nobody", "a", Role.SYSTEM, "Be brief.");
    addsAfter("", "b", Role.SYSTEM, "Be kind.");
    assertThat(lines()).startsWith("SYSTEM: Be kind.", "SYSTEM: Be brief.", "USER: hello");
    assertThat(changed())
        .containsExactly(
            "1 at 1 [SYSTEM: Be kind., SYSTEM: Be brief., USER: hello, ASSISTANT: Hi.]");
  }

  @Test
  void shouldLeaveWhatWasThereBeforeTheSessionToItself() {
    History later = new History(List.of(new Message(Role.USER, "from before")));
    later.insert("a", Role.SYSTEM, "Be brief.", Optional.of("nobody"));
    assertThat(later.takeChanged(false)).isEmpty();
    assertThat(written(later.lines())).containsExactly("SYSTEM: Be brief.", "USER: from before");
  }

  @Test
  void shouldForgetALine() {
    twoTurns();
    history.remove("reply_1");
    history.remove("reply_1");
    history.remove("nobody");
    assertThat(lines()).containsExactly("USER: hello", "USER: what time is it", "ASSISTANT: Noon.");
    assertThat(history.size()).isEqualTo(3);
    assertThat(changed()).containsExactly("1 at 1 [USER: hello]");
  }

  @Test
  void shouldGiveATurnOfWhichNothingIsLeftAsEmpty() {
    twoTurns();
    history.remove("item_2");
    history.remove("reply_2");
    assertThat(changed()).containsExactly("2 at 2 []");
    assertThat(changed()).isEmpty();
  }

  @Test
  void shouldNotGiveATurnThatWasNeverGivenAndHasNothing() {
    adds("a", Role.USER, "never mind");
    history.remove("a");
    assertThat(changed()).isEmpty();
  }

  @Test
  void shouldNotTakeLinesWithoutANameForNamedOnes() {
    history.user("item_1", "hello", false);
    history.tool("clock({}) → noon");
    history.remove("");
    assertThat(lines()).hasSize(2);
  }

  @Test
  void shouldKnowThatLessWasHeardThanItThought() {
    twoTurns();
    history.heardReally("reply_1", "");
    assertThat(lines()).doesNotContain("ASSISTANT: Hi.");
    assertThat(history.size()).isEqualTo(3);
    assertThat(changed()).containsExactly("1 at 1 [USER: hello]");
    history.heardReally("reply_1", "Hi.");
    assertThat(changed()).containsExactly("1 at 1 [USER: hello, ASSISTANT: Hi.]");
  }

  @Test
  void shouldNotBringBackALineThatWasForgotten() {
    twoTurns();
    history.remove("reply_1");
    changed();
    history.heardReally("reply_1", "Hi.");
    assertThat(lines()).doesNotContain("ASSISTANT: Hi.");
    assertThat(changed()).isEmpty();
  }

  @Test
  void shouldLetTheOldestGoForALineAtTheEnd() {
    full();
    adds("a", Role.USER, "one more");
    assertThat(history.lines()).hasSize(History.MAX_LINES);
    assertThat(lines().getFirst()).isEqualTo("ASSISTANT: answer 1");
    assertThat(changed())
        .as("what has lost a line is not given again; places count from the beginning")
        .containsExactly("201 at 201 [USER: one more]");
  }

  @Test
  void shouldLetTheOldestGoForALineInTheMiddle() {
    full();
    addsAfter("item_3", "a", Role.SYSTEM, "Be brief.");
    assertThat(history.lines()).hasSize(History.MAX_LINES);
    assertThat(changed())
        .containsExactly("3 at 3 [USER: question 3, SYSTEM: Be brief., ASSISTANT: answer 3]");
  }

  @Test
  void shouldAddAtTheBeginningWhatFollowsALineThatHasJustGone() {
    full();
    addsAfter("item_1", "a", Role.SYSTEM, "Be brief.");
    assertThat(lines()).startsWith("SYSTEM: Be brief.", "ASSISTANT: answer 1");
    assertThat(history.lines()).hasSize(History.MAX_LINES);
    assertThat(changed()).as("its turn is not whole any more").isEmpty();
  }

  @Test
  void shouldTakeAHearingOrARemovalOfALineThatHasGoneForNothing() {
    full();
    adds("a", Role.USER, "one more");
    adds("b", Role.USER, "another");
    changed();
    history.heardReally("reply_1", "something");
    history.remove("reply_1");
    assertThat(lines().getFirst()).isEqualTo("USER: question 2");
    assertThat(changed()).isEmpty();
  }

  private void full() {
    for (int i = 1; i <= History.MAX_LINES / 2; i++) {
      history.user("item_" + i, "question " + i, false);
      history.heard("reply_" + i, "answer " + i);
    }
    history.takeChanged(false);
  }

  @Test
  void shouldNotTakeAnAddedLineForTheTurnThatGoesOn() {
    history.user("item_1", "set a timer", false);
    history.heard("reply_1", "");
    adds("a", Role.USER, "a typed line");
    adds("b", Role.SYSTEM, "Be brief.");
    assertThat(written(history.beforeLastTurn()))
        .containsExactly("USER: a typed line", "SYSTEM: Be brief.");

    history.user("item_2", "set a timer for ten minutes", true);
    assertThat(lines())
        .containsExactly(
            "USER: a typed line", "SYSTEM: Be brief.", "USER: set a timer for ten minutes");
  }

  /** Whoever keeps all turns, and replaces those that come again, has the history. */
  @Property(tries = 500)
  void shouldAddUpHoweverItIsChanged(@ForAll List<@IntRange(max = 59) Integer> steps) {
    History all = new History(List.of());
    Map<Integer, TurnLines> kept = new HashMap<>();
    for (int i = 0; i < Math.min(steps.size(), 300); i++) {
      int step = steps.get(i);
      String name = "n" + i;
      String earlier = "n" + (i - 1 - step / 12);
      switch (step % 12) {
        case 0, 1 -> all.user(name, name, false);
        case 2 -> all.user(name, name, true);
        case 3 -> all.tool(name);
        case 4 -> all.heard(name, name);
        case 5 -> all.heard(name, "");
        case 6 -> all.heardReally(earlier, name);
        case 7 -> all.userBefore(name, name, earlier);
        case 8 -> all.insert(name, role(step), name, Optional.empty());
        case 9 -> all.insert(name, role(step), name, Optional.of(earlier));
        case 10 -> all.insert(name, role(step), name, Optional.of("nobody"));
        default -> all.remove(earlier);
      }
      all.takeChanged(step % 3 == 0).forEach(turn -> kept.put(turn.number(), turn));
    }
    all.takeChanged(false).forEach(turn -> kept.put(turn.number(), turn));

    List<Message> added =
        kept.values().stream()
            .sorted(Comparator.comparingInt(TurnLines::position))
            .flatMap(turn -> turn.lines().stream())
            .toList();
    assertThat(added).isEqualTo(all.lines());
    assertThat(all.size()).isEqualTo(added.size());
  }

  private static Role role(int step) {
    return Role.values()[step / 12 % 3];
  }
}
