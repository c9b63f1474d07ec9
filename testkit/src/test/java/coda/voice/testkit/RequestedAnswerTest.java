package coda.voice.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import coda.voice.conversation.AnswerSettings;
import coda.voice.conversation.ConversationMode;
import coda.voice.conversation.SessionNotice.Ended;
import coda.voice.conversation.SessionNotice.Outcome;
import coda.voice.conversation.SessionNotice.ReplyAudio;
import coda.voice.conversation.SessionNotice.ReplyCounted;
import coda.voice.conversation.SessionNotice.ReplyEnded;
import coda.voice.conversation.SessionNotice.ReplyRefused;
import coda.voice.conversation.SessionNotice.ReplyStarted;
import coda.voice.conversation.SessionNotice.ReplyText;
import coda.voice.conversation.SessionNotice.Speculated;
import coda.voice.conversation.SessionNotice.TurnBegan;
import coda.voice.conversation.SessionNotice.TurnEnded;
import coda.voice.engine.AnswerOptions;
import coda.voice.engine.AnswerOptions.ToolChoice;
import coda.voice.engine.AnswerOptions.ToolChoice.Use;
import coda.voice.engine.LanguageModel.AnswerRequest;
import coda.voice.engine.LanguageModel.Message;
import coda.voice.engine.LanguageModel.Role;
import coda.voice.engine.TokenCount;
import coda.voice.engine.TurnDetector.TurnOutlook;
import coda.voice.testkit.engines.ScriptedLanguageModel.Answer;
import coda.voice.testkit.engines.ScriptedLanguageModel.Ending;
import coda.voice.testkit.engines.ScriptedRecognizer.Utterance;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Answers that the front door asks for. */
class RequestedAnswerTest {
  private static final String LONG = "one two three four five six seven eight nine ten";

  private final VirtualSession s = FrontDoor.obedient();
  private final FrontDoor door = new FrontDoor(s);

  @AfterEach
  void everythingIsGivenBack() {
    s.session.close("test");
    s.loop.settle();
    s.loop.pass(10_000);
    assertThat(s.everythingGivenBack()).isTrue();
  }

  private void userSays(String words) {
    s.recognizer.understands(words);
    s.userSpeaks(600).userIsSilent(1200);
  }

  @Test
  void shouldRememberATurnAndAnswerItOnlyWhenAsked() {
    userSays("what time is it");
    s.userIsSilent(2000);
    assertThat(s.model.asked()).isEmpty();
    assertThat(s.told(TurnBegan.class)).hasSize(1);
    assertThat(s.told(TurnEnded.class)).hasSize(1);

    door.asks("r1");
    s.userIsSilent(1000);

    assertThat(s.told(ReplyStarted.class)).containsExactly(new ReplyStarted("reply_1", "", "r1"));
    assertThat(door.lastAsked().text()).isEqualTo("what time is it");
    assertThat(door.lastEnded().text()).isEqualTo("Yes.");
  }

  @Test
  void shouldSayWhetherTheWordsMayBeMisheard() {
    userSays("what time is it");
    door.asks("r1");
    assertThat(door.lastAsked().spoken()).isTrue();
    s.userIsSilent(1000);
    door.asks("r2");
    assertThat(door.lastAsked().spoken()).as("without new words").isFalse();
    s.userIsSilent(1000);
    door.adds("typed", Role.USER, "and now");
    door.asks("r3");
    assertThat(door.lastAsked().spoken()).as("typed").isFalse();
    s.userIsSilent(1000);
    userSays("and then");
    door.asksAbout("r4", new Message(Role.USER, "good morning"));
    assertThat(door.lastAsked().spoken()).as("lines of its own").isFalse();
    s.session.type("hello");
    s.userIsSilent(1000);
    door.removes("reply_5");
    door.asks("r5");
    assertThat(door.lastAsked().text()).isEqualTo("hello");
    assertThat(door.lastAsked().spoken()).as("typed at once").isFalse();
  }

  @Test
  void shouldWaitForTheWordsOfATurnThatIsOver() {
    s.recognizer.understands(new Utterance("what time is it", "", 800, false));
    s.userSpeaks(600);
    s.session.commit();
    door.asks("r1");
    assertThat(s.told(ReplyStarted.class)).isEmpty();
    s.userIsSilent(1000);

    assertThat(s.told(ReplyStarted.class)).hasSize(1);
    assertThat(door.lastAsked().text()).isEqualTo("what time is it");
  }

  @Test
  void shouldGoOnFromTheHistoryWhenTheUserDidNotSpeakLast() {
    userSays("hello");
    door.asks("r1");
    s.userIsSilent(1000);
    door.adds("note", Role.SYSTEM, "The user is in Rome.");
    door.asks("r2");
    s.userIsSilent(1000);

    assertThat(door.lastAsked().text()).isEmpty();
    assertThat(door.lastHistory())
        .containsExactly("USER: hello", "ASSISTANT: Yes.", "SYSTEM: The user is in Rome.");
    assertThat(s.told(ReplyEnded.class)).hasSize(2);
  }

  @Test
  void shouldAnswerInAConversationThatIsStillEmpty() {
    door.asks("r1");
    s.userIsSilent(1000);
    assertThat(door.lastAsked().text()).isEmpty();
    assertThat(door.lastAsked().history()).isEmpty();
    assertThat(door.lastEnded().outcome()).isEqualTo(Outcome.COMPLETED);
  }

  @Test
  void shouldRefuseASecondAnswerAndNameTheOneThatRuns() {
    s.model.answers(LONG);
    door.asks("r1");
    s.userIsSilent(500);
    door.asks("r2");
    s.userIsSilent(4000);

    assertThat(s.told(ReplyRefused.class)).containsExactly(new ReplyRefused("r2", "reply_1"));
    assertThat(s.told(ReplyEnded.class))
        .extracting(ReplyEnded::outcome)
        .containsExactly(Outcome.COMPLETED);
  }

  @Test
  void shouldRefuseARequestOfANameThatWaitsAlready() {
    s.recognizer.understands(new Utterance("hello", "", 500, false));
    s.userSpeaks(600);
    s.session.commit();
    door.asks("same");
    door.asks("same");
    s.userIsSilent(1500);

    assertThat(s.told(ReplyRefused.class)).containsExactly(new ReplyRefused("same", ""));
    assertThat(s.told(ReplyStarted.class))
        .extracting(ReplyStarted::requestId)
        .containsExactly("same");
    assertThat(s.told(Ended.class)).isEmpty();
  }

  @Test
  void shouldRefuseWhatStillWaitsForWordsWhenTheSessionCloses() {
    s.recognizer.understands(new Utterance("hello", "", -1, false));
    s.userSpeaks(600);
    s.session.commit();
    door.asks("r1");
    s.session.close("client");
    s.loop.settle();
    door.asks("r2");

    assertThat(s.told(ReplyRefused.class)).containsExactly(new ReplyRefused("r1", ""));
    assertThat(s.told().getLast().notice()).isInstanceOf(Ended.class);
  }

  @Test
  void shouldEndAnAnswerAtOnceWhenTheUserSpeaks() {
    s.model.answers(LONG);
    door.asks("r1");
    s.userIsSilent(900).userSpeaks(300);

    assertThat(door.lastEnded().outcome()).isEqualTo(Outcome.TRUNCATED);
    assertThat(LONG).startsWith(door.lastEnded().text());
    assertThat(s.synthesizer.capacity().inUse()).isZero();
  }

  @Test
  void shouldUseTheOptionsOfARequestForThatAnswerOnly() {
    ClientTool tool = new ClientTool("lamp");
    door.configures(FrontDoor.told("Be kind."));
    door.asks("r1", FrontDoor.told("Be brief.", tool));
    s.userIsSilent(1000);
    AnswerRequest first = door.lastAsked();
    userSays("hello");
    door.asks("r2", FrontDoor.told("Be kind."));
    s.userIsSilent(1000);

    assertThat(first.options().instructions()).contains("Be brief.");
    assertThat(first.tools()).containsExactly(tool);
    assertThat(door.lastAsked().options().instructions()).contains("Be kind.");
    assertThat(door.lastAsked().tools()).isEmpty();
  }

  @Test
  void shouldGiveATypedTurnTheSessionsOptionsAfterARequestHadItsOwn() {
    door.configures(FrontDoor.told("Be kind."));
    door.asks("r1", FrontDoor.written());
    s.userIsSilent(1000);
    s.session.type("hello");
    s.userIsSilent(1000);

    assertThat(door.lastAsked().options().instructions()).contains("Be kind.");
    assertThat(s.told(ReplyAudio.class)).isNotEmpty();
  }

  @Test
  void shouldWriteAnAnswerThatIsNotToBeSpoken() {
    door.asks("r1", FrontDoor.written());
    s.userIsSilent(1000);

    assertThat(s.told(ReplyText.class)).containsExactly(new ReplyText("reply_1", "Yes."));
    assertThat(s.told(ReplyAudio.class)).isEmpty();
    assertThat(s.synthesizer.spoken()).isEmpty();
    assertThat(door.lastEnded().outcome()).isEqualTo(Outcome.COMPLETED);
  }

  @Test
  void shouldSpeakAtTheSpeedThatIsAskedFor() {
    s.model.answers("One two three four.");
    door.asks("r1");
    s.userIsSilent(5000);
    int usual = s.told(ReplyAudio.class).size();

    s.model.answers("One two three four.");
    door.asks("r2", new AnswerSettings(AnswerOptions.NONE, List.of(), true, Optional.empty(), 2));
    s.userIsSilent(5000);

    assertThat(s.told(ReplyAudio.class).size() - usual).isBetween(usual / 2 - 2, usual / 2 + 2);
  }

  @Test
  void shouldOfferNoToolsWhereNoneMayBeCalled() {
    AnswerOptions none =
        new AnswerOptions(Optional.empty(), new ToolChoice(Use.NONE, ""), OptionalInt.empty());
    door.asks(
        "r1", new AnswerSettings(none, List.of(new ClientTool("lamp")), true, Optional.empty()));
    s.userIsSilent(1000);
    assertThat(door.lastAsked().tools()).isEmpty();
  }

  @Test
  void shouldTellWhatAnAnswerHasCost() {
    s.model.answers(new Answer("Yes.", 50, 10, Ending.DONE).costs(new TokenCount(40, 2)));
    door.asks("r1");
    s.userIsSilent(1000);
    assertThat(s.told(ReplyCounted.class))
        .containsExactly(new ReplyCounted("reply_1", new TokenCount(40, 2)));
  }

  @Test
  void shouldAnswerOtherLinesThanTheConversationsAndRememberTheAnswer() {
    userSays("hello");
    door.asksAbout(
        "r1", new Message(Role.SYSTEM, "Translate."), new Message(Role.USER, "good morning"));
    s.userIsSilent(1000);
    assertThat(door.lastHistory()).containsExactly("SYSTEM: Translate.");
    assertThat(door.lastAsked().text()).isEqualTo("good morning");

    assertThat(s.model.openDialogues())
        .as("the dialogue of an answer with lines of its own is over with it")
        .isEqualTo(1);
    door.asks("r2");
    s.userIsSilent(1000);
    assertThat(door.lastHistory()).containsExactly("USER: hello", "ASSISTANT: Yes.");
  }

  @Test
  void shouldCloseTheDialogueOfAnAnswerThatWasInterrupted() {
    s.model.answers(LONG);
    door.asksAbout("r1", new Message(Role.USER, "count"));
    s.userIsSilent(600);
    assertThat(s.model.openDialogues()).isEqualTo(2);
    s.session.interrupt();
    s.loop.settle();
    assertThat(s.model.openDialogues()).isEqualTo(1);
    assertThat(door.lastEnded().outcome()).isEqualTo(Outcome.TRUNCATED);
  }

  @Test
  void shouldNotApologiseForAnAnswerThatFailed() {
    s.model.answers(new Answer("", 50, 10, Ending.FAILED));
    door.asks("r1");
    s.userIsSilent(3000);
    assertThat(s.told(ReplyEnded.class))
        .extracting(ReplyEnded::outcome)
        .containsExactly(Outcome.FAILED);
    door.asks("r2");
    s.userIsSilent(1000);
    assertThat(door.lastEnded().outcome()).isEqualTo(Outcome.COMPLETED);
  }

  @Test
  void shouldRefuseWhileItDrains() {
    s.model.answers(LONG);
    door.asks("r1");
    s.userIsSilent(500);
    s.session.drain();
    door.asks("r2");
    s.userIsSilent(4000);
    assertThat(s.told(ReplyRefused.class))
        .extracting(ReplyRefused::requestId)
        .containsExactly("r2");
    assertThat(s.told(Ended.class)).hasSize(1);
  }

  @Test
  void shouldNotGiveAnAnswerBegunOnTrustThatWasAskedWithWhatHasChangedSince() {
    VirtualSession usual = new VirtualSession();
    FrontDoor its = new FrontDoor(usual);
    usual.turnDetector.judges(new TurnOutlook(0.85, "scripted"));
    usual.recognizer.understands(new Utterance("what time is it", "what time is it", 20, false));
    usual.userSpeaks(600).userIsSilent(400);
    assertThat(usual.model.asked()).as("begun on trust").hasSize(1);

    its.configures(FrontDoor.told("Be brief."));
    its.addsAfter("nobody", "note", Role.SYSTEM, "It is summer.");
    usual.userIsSilent(3000);

    assertThat(its.lastAsked().options().instructions()).contains("Be brief.");
    assertThat(its.lastHistory()).containsExactly("SYSTEM: It is summer.");
    assertThat(usual.told(Speculated.class)).extracting(Speculated::won).containsExactly(false);
    assertThat(usual.told(ReplyEnded.class))
        .extracting(ReplyEnded::outcome, ReplyEnded::text)
        .containsExactly(tuple(Outcome.COMPLETED, "Yes."));
    usual.session.close("test");
    usual.loop.pass(10_000);
    assertThat(usual.everythingGivenBack()).isTrue();
  }

  @Test
  void shouldAnswerInPushToTalkOnlyWhenAskedAfterTheButton() {
    VirtualSession p = new VirtualSession(ConversationMode.PUSH_TO_TALK, FrontDoor.OBEDIENT);
    p.recognizer.understands("lights on");
    p.userSpeaks(600);
    p.session.commit();
    p.userIsSilent(0).nothingArrives(4000);
    assertThat(p.model.asked()).isEmpty();
    new FrontDoor(p).asks("r1");
    p.nothingArrives(1000);
    assertThat(p.model.asked().getFirst().text()).isEqualTo("lights on");
    p.session.close("test");
    p.loop.pass(10_000);
    assertThat(p.everythingGivenBack()).isTrue();
  }
}
