package coda.voice.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import coda.voice.conversation.AnswerSettings;
import coda.voice.conversation.SessionNotice;
import coda.voice.conversation.SessionNotice.Ended;
import coda.voice.conversation.SessionNotice.Interrupted;
import coda.voice.conversation.SessionNotice.Outcome;
import coda.voice.conversation.SessionNotice.Problem;
import coda.voice.conversation.SessionNotice.ReplyAudio;
import coda.voice.conversation.SessionNotice.ReplyCounted;
import coda.voice.conversation.SessionNotice.ReplyEnded;
import coda.voice.conversation.SessionNotice.ReplyRefused;
import coda.voice.conversation.SessionNotice.ReplyStarted;
import coda.voice.conversation.SessionNotice.ReplyText;
import coda.voice.conversation.SessionNotice.ToolHandedOver;
import coda.voice.engine.LanguageModel.Message;
import coda.voice.engine.LanguageModel.Role;
import coda.voice.engine.TokenCount;
import coda.voice.engine.Tool.ToolCall;
import coda.voice.testkit.engines.ScriptedLanguageModel.Answer;
import coda.voice.testkit.engines.ScriptedLanguageModel.Ending;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Answers beside the conversation. */
class AsideTest {
  private static final String LONG = "one two three four five six seven eight nine ten";

  private final VirtualSession s = new VirtualSession();
  private final FrontDoor door = new FrontDoor(s);

  @AfterEach
  void everythingIsGivenBack() {
    s.session.close("test");
    s.loop.settle();
    s.loop.pass(10_000);
    assertThat(s.everythingGivenBack()).isTrue();
  }

  private void turn(String words) {
    s.recognizer.understands(words);
    s.userSpeaks(600).userIsSilent(3000);
  }

  @Test
  void shouldAnswerTheConversationAsItStandsAndRememberNothing() {
    turn("hello");
    s.model.answers("A greeting.");
    door.asksAside("a", FrontDoor.written());
    s.userIsSilent(1000);
    assertThat(door.lastAsked().text()).isEmpty();
    assertThat(door.lastHistory()).containsExactly("USER: hello", "ASSISTANT: Yes.");
    assertThat(s.told(ReplyStarted.class)).contains(new ReplyStarted("aside_1", "", "a"));
    assertThat(door.lastEnded().text()).isEqualTo("A greeting.");

    turn("and now");
    assertThat(door.lastHistory()).containsExactly("USER: hello", "ASSISTANT: Yes.");
  }

  @Test
  void shouldAnswerLinesOfItsOwnInADialogueOfItsOwn() {
    turn("hello");
    s.model.answers(LONG);
    door.asksAside(
        "a",
        FrontDoor.told("Classify."),
        new Message(Role.USER, "one"),
        new Message(Role.TOOL, "find({}) → two"));
    assertThat(s.model.openDialogues()).isEqualTo(2);
    s.userIsSilent(5000);

    assertThat(door.lastAsked().text()).isEmpty();
    assertThat(door.lastHistory()).containsExactly("USER: one", "TOOL: find({}) → two");
    assertThat(door.lastAsked().options().instructions()).contains("Classify.");
    assertThat(s.model.openDialogues()).isEqualTo(1);
  }

  @Test
  void shouldNotBeInterruptedByTheUserAndNotStandInTheWayOfAnAnswer() {
    s.model.answers(LONG);
    door.asksAside("a", AnswerSettings.USUAL);
    s.userIsSilent(500);
    turn("hello");

    assertThat(s.told(Interrupted.class)).isEmpty();
    assertThat(s.told(ReplyEnded.class))
        .extracting(ReplyEnded::replyId, ReplyEnded::outcome, ReplyEnded::text)
        .contains(
            tuple("reply_1", Outcome.COMPLETED, "Yes."), tuple("aside_1", Outcome.COMPLETED, LONG));
    assertThat(audioOf("aside_1")).isEqualTo(3000 / 20);
  }

  private long audioOf(String replyId) {
    return s.told(ReplyAudio.class).stream().filter(a -> a.replyId().equals(replyId)).count();
  }

  @Test
  void shouldRunAtMostFourAtOnce() {
    for (int i = 0; i < 5; i++) {
      s.model.answers(LONG);
      door.asksAside("a" + i, FrontDoor.written());
    }
    assertThat(s.told(ReplyRefused.class)).containsExactly(new ReplyRefused("a4", "aside_1"));
    s.userIsSilent(1000);
    assertThat(s.told(ReplyEnded.class))
        .extracting(ReplyEnded::text)
        .containsExactly(LONG, LONG, LONG, LONG);

    door.asksAside("a5", FrontDoor.written());
    s.userIsSilent(1000);
    assertThat(s.told(ReplyEnded.class)).hasSize(5);
  }

  @Test
  void shouldStopTheOneThatIsToStop() {
    s.model.answers(LONG).answers(LONG);
    door.asksAside("a", AnswerSettings.USUAL);
    door.asksAside("b", AnswerSettings.USUAL);
    s.userIsSilent(500);
    s.session.interruptAside("aside_1");
    s.session.interruptAside("aside_1");
    s.session.interruptAside("nobody");
    s.userIsSilent(4000);

    assertThat(s.told(ReplyEnded.class))
        .extracting(ReplyEnded::replyId, ReplyEnded::outcome)
        .containsExactly(tuple("aside_1", Outcome.TRUNCATED), tuple("aside_2", Outcome.COMPLETED));
    assertThat(audioOf("aside_1")).isLessThan(3000 / 20);
  }

  @Test
  void shouldSayThatNothingCameOfOneThatIsStoppedBeforeItsFirstWord() {
    door.asksAside("a", AnswerSettings.USUAL);
    s.session.interruptAside("aside_1");
    s.loop.settle();
    assertThat(door.lastEnded().outcome()).isEqualTo(Outcome.CANCELLED);
    assertThat(s.model.capacity().inUse()).isZero();
  }

  @Test
  void shouldEndWithTheSession() {
    s.model.answers(LONG).answers(new Answer("", 0, 0, Ending.STALLED));
    door.asksAside("a", AnswerSettings.USUAL);
    door.asksAside("b", FrontDoor.written());
    s.userIsSilent(500);
    s.session.close("client");
    s.loop.settle();
    door.asksAside("c", AnswerSettings.USUAL);
    s.session.interruptAside("aside_1");
    s.loop.settle();

    assertThat(s.told(ReplyEnded.class))
        .extracting(ReplyEnded::outcome)
        .containsExactly(Outcome.TRUNCATED, Outcome.CANCELLED);
    List<SessionNotice> told = s.told().stream().map(VirtualSession.Told::notice).toList();
    assertThat(told.getLast()).isInstanceOf(Ended.class);
    assertThat(s.model.openDialogues()).isZero();
  }

  @Test
  void shouldTellItsFailureAndLeaveTheConversationAlone() {
    s.model.answers(new Answer("", 50, 10, Ending.FAILED));
    door.asksAside("a", AnswerSettings.USUAL);
    s.userIsSilent(500);
    assertThat(s.told(Problem.class)).hasSize(1);
    assertThat(door.lastEnded().outcome()).isEqualTo(Outcome.FAILED);

    turn("hello");
    assertThat(door.lastEnded().outcome()).isEqualTo(Outcome.COMPLETED);
    assertThat(s.told(Ended.class)).isEmpty();
  }

  @Test
  void shouldOfferTheClientsToolsOnlyAndHandTheirCallsOver() {
    VirtualSession t = FrontDoor.obedient(new EagerTool("clock"));
    FrontDoor its = new FrontDoor(t);
    t.model.answers(
        new Answer("", 50, 10, Ending.DONE)
            .calls(new ToolCall("c1", "lamp", "{}"))
            .costs(new TokenCount(5, 1)));
    its.asksAside("a", FrontDoor.written(new ClientTool("lamp")));
    t.userIsSilent(500);

    assertThat(its.lastAsked().tools()).extracting("name").containsExactly("lamp");
    assertThat(t.told(ToolHandedOver.class))
        .containsExactly(new ToolHandedOver("aside_1", "c1", "lamp", "{}"));
    assertThat(t.told(ReplyCounted.class)).hasSize(1);
    assertThat(its.lastEnded().outcome()).isEqualTo(Outcome.COMPLETED);
    t.session.close("test");
    t.loop.pass(10_000);
    assertThat(t.everythingGivenBack()).isTrue();
  }

  @Test
  void shouldWaitForAClientThatDoesNotRead() {
    s.clientReads(false);
    s.model.answers(LONG);
    door.asksAside("a", AnswerSettings.USUAL);
    s.userIsSilent(2000);
    assertThat(audioOf("aside_1")).isZero();
    s.clientReads(true);
    s.userIsSilent(4000);
    assertThat(audioOf("aside_1")).isEqualTo(3000 / 20);
    assertThat(s.told(ReplyText.class)).hasSize(1);
  }
}
