package coda.voice.conversation.history;

import static org.assertj.core.api.Assertions.assertThat;

import coda.voice.engine.LanguageModel.Message;
import coda.voice.engine.LanguageModel.Role;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HistoryTest {
  @Test
  void whatWasKnownAfterItsAnswerStandsBeforeIt() {
    History history = new History(List.of());
    history.user("", "hello", false);
    history.heard("reply_1", "hi");
    history.heard("reply_2", "fine");
    history.userBefore("", "how are you", "reply_2");
    history.userBefore("", "and now", "reply_3");
    assertThat(history.lines())
        .extracting(Message::text)
        .containsExactly("hello", "hi", "how are you", "fine", "and now");
  }

  @Test
  void whatWasKnownAfterItsAnswerLetsTheOldestGo() {
    History history = new History(List.of());
    for (int i = 0; i < History.MAX_LINES; i++) {
      history.heard("reply_" + i, "line " + i);
    }
    history.userBefore("", "first", "reply_0");
    assertThat(history.lines()).hasSize(History.MAX_LINES);
    assertThat(history.size()).isEqualTo(History.MAX_LINES);
  }

  private final History history = new History(List.of());

  @Test
  void whatNobodyHeardLeavesNoLine() {
    history.user("", "hello", false);
    history.heard("reply_1", "  ");
    assertThat(history.lines()).containsExactly(new Message(Role.USER, "hello"));
  }

  @Test
  void aTurnThatGoesOnReplacesItsFirstHalf() {
    history.user("", "set a timer", false);
    history.user("", "set a timer for ten minutes", true);
    assertThat(history.lines())
        .containsExactly(new Message(Role.USER, "set a timer for ten minutes"));
  }

  @Test
  void aTurnThatGoesOnReplacesItsFirstHalfEvenIfItsPlaceWasKept() {
    history.user("turn_1", "set a timer", false);
    history.expect("turn_2");
    history.user("turn_2", "set a timer for ten minutes", true);
    history.heard("reply_1", "Done.");
    assertThat(history.lines())
        .extracting(Message::text)
        .containsExactly("set a timer for ten minutes", "Done.");
  }

  @Test
  void whatWasKnownAfterItsAnswerLeavesThePlaceThatWasKept() {
    history.expect("turn_1");
    history.heard("reply_1", "fine");
    history.userBefore("turn_1", "how are you", "reply_1");
    history.heard("reply_2", "And you?");
    assertThat(history.lines())
        .extracting(Message::text)
        .containsExactly("how are you", "fine", "And you?");
  }

  @Test
  void theTurnBeingAnsweredIsNotInItsOwnHistory() {
    history.user("", "hello", false);
    history.heard("reply_1", "Hi.");
    history.user("", "what time is it", false);
    assertThat(history.beforeLastTurn()).hasSize(2);
  }

  @Test
  void shouldKeepThePlaceOfATurnWhoseWordsComeLater() {
    history.user("turn_1", "hello", false);
    history.expect("turn_2");
    history.heard("reply_1", "Hi.");
    history.insert("own_1", Role.SYSTEM, "be brief", Optional.empty());
    history.insert("own_2", Role.USER, "typed", Optional.empty());
    history.insert("own_3", Role.USER, "between", Optional.of("turn_2"));
    assertThat(history.size()).isEqualTo(5);

    history.user("turn_2", "spoken", false);

    assertThat(history.lines())
        .extracting(Message::text)
        .containsExactly("hello", "Hi.", "spoken", "between", "be brief", "typed");
    assertThat(history.beforeTurn("turn_2"))
        .extracting(Message::text)
        .containsExactly("hello", "Hi.", "between", "be brief", "typed");
  }

  @Test
  void shouldLetTheOldestGoWhateverIsExpected() {
    history.expect("turn_1");
    for (int i = 0; i < History.MAX_LINES; i++) {
      history.insert("own_" + i, Role.USER, "line " + i, Optional.empty());
    }
    history.heard("reply_1", "Hi.");
    history.expect("turn_2");
    history.heard("reply_2", "Ho.");
    history.user("turn_1", "late", false);
    history.user("turn_2", "later", false);

    assertThat(history.size()).isEqualTo(History.MAX_LINES);
    assertThat(history.lines())
        .extracting(Message::text)
        .endsWith("line 399", "Hi.", "Ho.", "later", "late");
  }

  @Test
  void shouldNotRememberWhatIsForgottenBeforeItsWordsCome() {
    history.expect("turn_1");
    history.remove("turn_1");
    history.user("turn_1", "spoken", false);
    assertThat(history.lines()).isEmpty();
  }

  @Test
  void shouldKeepNoPlaceForATurnOfWhichNothingCame() {
    history.expect("turn_1");
    history.unexpected("turn_1");
    history.unexpected("turn_1");
    assertThat(history.lines()).isEmpty();
    history.insert("own_1", Role.USER, "typed", Optional.empty());
    history.user("turn_1", "late", false);
    assertThat(history.lines()).extracting(Message::text).containsExactly("typed", "late");
  }

  @Test
  void theOldestLinesGoFirst() {
    for (int i = 0; i < History.MAX_LINES + 5; i++) {
      history.heard("reply_1", "line " + i);
    }
    assertThat(history.size()).isEqualTo(History.MAX_LINES);
    assertThat(history.lines().getFirst().text()).isEqualTo("line 5");
  }

  @Test
  void moreOfAnAnswerThanWasKnownIsHeardWhereItBelongs() {
    history.user("", "tell me a story", false);
    history.heard("reply_1", "");
    history.user("", "stop", false);
    history.heardReally("reply_1", "Once upon");
    assertThat(history.lines())
        .containsExactly(
            new Message(Role.USER, "tell me a story"),
            new Message(Role.ASSISTANT, "Once upon"),
            new Message(Role.USER, "stop"));
    assertThat(history.size()).isEqualTo(3);
  }

  @Test
  void aTurnThatGoesOnAfterAnUnheardAnswerReplacesItsFirstHalf() {
    history.user("", "set a timer", false);
    history.heard("reply_1", "");
    history.user("", "set a timer for ten minutes", true);
    assertThat(history.lines())
        .containsExactly(new Message(Role.USER, "set a timer for ten minutes"));
  }

  @Test
  void whatAToolDidIsALineAndStandsBetweenQuestionAndAnswer() {
    history.user("", "turn on the light", false);
    history.tool("lamp({}) → on");
    history.heard("reply_1", "Done.");
    assertThat(history.lines())
        .extracting(Message::role)
        .containsExactly(Role.USER, Role.TOOL, Role.ASSISTANT);
  }
}
