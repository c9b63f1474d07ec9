package coda.voice.conversation.history;

import static org.assertj.core.api.Assertions.assertThat;

import coda.voice.engine.LanguageModel.Message;
import coda.voice.engine.LanguageModel.Role;
import java.util.List;
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
  void theTurnBeingAnsweredIsNotInItsOwnHistory() {
    history.user("", "hello", false);
    history.heard("reply_1", "Hi.");
    history.user("", "what time is it", false);
    assertThat(history.beforeLastTurn()).hasSize(2);
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
