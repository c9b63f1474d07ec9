package coda.voice.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import coda.voice.conversation.SessionNotice;
import coda.voice.conversation.SessionNotice.Outcome;
import coda.voice.conversation.SessionNotice.ReplyEnded;
import coda.voice.conversation.SessionNotice.ReplyText;
import coda.voice.conversation.SessionNotice.ToolBegan;
import coda.voice.conversation.SessionNotice.ToolHandedOver;
import coda.voice.engine.LanguageModel.Role;
import coda.voice.engine.Tool.ToolCall;
import coda.voice.engine.TurnDetector.TurnOutlook;
import coda.voice.testkit.engines.ScriptedLanguageModel.Answer;
import coda.voice.testkit.engines.ScriptedLanguageModel.Ending;
import coda.voice.testkit.engines.ScriptedRecognizer.Utterance;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tools that the client runs. */
class ClientToolTest {
  private static final ToolCall LAMP = new ToolCall("c1", "lamp", "{\"on\":true}");
  private static final ToolCall DOOR = new ToolCall("c2", "door", "{}");

  private final VirtualSession s = FrontDoor.obedient(new EagerTool("clock"));
  private final FrontDoor door = new FrontDoor(s);

  @AfterEach
  void everythingIsGivenBack() {
    s.session.close("test");
    s.loop.settle();
    s.loop.pass(10_000);
    assertThat(s.everythingGivenBack()).isTrue();
  }

  private static Answer words(String text) {
    return new Answer(text, 50, 10, Ending.DONE);
  }

  private void asks(Answer answer) {
    s.model.answers(answer);
    door.asks("r", FrontDoor.with(new ClientTool("lamp"), new ClientTool("door")));
  }

  @Test
  void shouldEndAnAnswerWithTheCallAndGoOnWithItsResult() {
    s.recognizer.understands("light please");
    s.userSpeaks(600).userIsSilent(1200);
    asks(words("").calls(LAMP));
    s.userIsSilent(500);

    assertThat(s.told(ToolHandedOver.class))
        .containsExactly(new ToolHandedOver("reply_1", "c1", "lamp", "{\"on\":true}"));
    assertThat(s.told(ToolBegan.class)).isEmpty();
    assertThat(door.lastEnded().outcome()).isEqualTo(Outcome.COMPLETED);
    assertThat(door.lastEnded().text()).isEmpty();

    door.adds("out", Role.TOOL, "lamp({\"on\":true}) → on");
    s.model.answers("It is on.");
    door.asks("r2");
    s.userIsSilent(1500);
    assertThat(door.lastAsked().text()).isEmpty();
    assertThat(door.lastHistory())
        .containsExactly("USER: light please", "TOOL: lamp({\"on\":true}) → on");
    assertThat(door.lastEnded().text()).isEqualTo("It is on.");
  }

  @Test
  void shouldSayTheWordsBeforeTheCallToTheirEnd() {
    asks(words("Let me see what I can do. ").calls(LAMP));
    s.userIsSilent(4000);

    List<SessionNotice> told = s.told().stream().map(VirtualSession.Told::notice).toList();
    ToolHandedOver call = s.told(ToolHandedOver.class).getFirst();
    assertThat(told.indexOf(call)).isLessThan(told.indexOf(door.lastEnded()));
    assertThat(door.lastEnded().text()).isEqualTo("Let me see what I can do.");
    assertThat(door.lastEnded().audioMs()).isEqualTo(7 * 300);
  }

  @Test
  void shouldHandSeveralCallsOverInTheirOrder() {
    asks(words("").calls(LAMP, DOOR));
    s.userIsSilent(500);
    assertThat(s.told(ToolHandedOver.class))
        .extracting(ToolHandedOver::callId)
        .containsExactly("c1", "c2");
    assertThat(s.told(ReplyEnded.class)).hasSize(1);
  }

  @Test
  void shouldHandNothingOverOfAnAnswerThatWasCutBeforeTheCall() {
    asks(new Answer("Well then. Let me see. ", 50, 400, Ending.DONE).calls(LAMP));
    s.userIsSilent(1200);
    s.session.interrupt();
    s.userIsSilent(4000);
    assertThat(s.told(ToolHandedOver.class)).isEmpty();
    assertThat(s.told(ReplyEnded.class))
        .extracting(ReplyEnded::outcome)
        .containsExactly(Outcome.TRUNCATED);
  }

  @Test
  void shouldHandNothingOverBeforeATurnIsCertainlyOver() {
    VirtualSession usual = new VirtualSession();
    FrontDoor its = new FrontDoor(usual);
    its.configures(FrontDoor.with(new ClientTool("lamp")));
    usual.turnDetector.judges(new TurnOutlook(0.85, "scripted"));
    usual.model.answers(words("").calls(LAMP));
    usual.recognizer.understands(new Utterance("light please", "light please", 20, false));
    usual.userSpeaks(600).userIsSilent(400);
    assertThat(usual.model.asked()).as("begun on trust").hasSize(1);
    assertThat(usual.told(ToolHandedOver.class)).isEmpty();
    usual.userIsSilent(1000);
    assertThat(usual.model.asked()).hasSize(1);
    assertThat(usual.told(ToolHandedOver.class)).hasSize(1);
    usual.session.close("test");
    usual.loop.pass(10_000);
    assertThat(usual.everythingGivenBack()).isTrue();
  }

  @Test
  void shouldRunItsOwnToolsBesideThoseOfTheClientAndRememberWhatTheyFound() {
    asks(words("").calls(new ToolCall("c0", "clock", "{}"), LAMP));
    s.userIsSilent(500);
    assertThat(s.told(ToolBegan.class)).extracting(ToolBegan::tool).containsExactly("clock");
    assertThat(s.told(ToolHandedOver.class))
        .extracting(ToolHandedOver::tool)
        .containsExactly("lamp");
    door.asks("r2");
    s.userIsSilent(500);
    assertThat(door.lastHistory()).containsExactly("TOOL: clock({}) → found");
  }

  @Test
  void shouldNotHandACallOverThatTheRequestDidNotDeclareForTheClient() {
    s.model.answers(words("").calls(LAMP));
    door.asks("r");
    s.userIsSilent(500);
    assertThat(s.told(ToolHandedOver.class)).isEmpty();
    assertThat(s.told(ToolBegan.class)).hasSize(1);
    assertThat(s.told(ReplyText.class)).isEmpty();
  }
}
