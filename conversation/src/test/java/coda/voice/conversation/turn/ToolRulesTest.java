package coda.voice.conversation.turn;

import static org.assertj.core.api.Assertions.assertThat;

import coda.voice.conversation.TurnSettings;
import coda.voice.conversation.turn.TurnEffect.DeliverTool;
import coda.voice.conversation.turn.TurnEffect.EndReply;
import coda.voice.conversation.turn.TurnEffect.NotifyTurnDropped;
import coda.voice.conversation.turn.TurnEffect.RecordTool;
import coda.voice.conversation.turn.TurnEffect.RunTool;
import coda.voice.conversation.turn.TurnEffect.SetTimer;
import coda.voice.conversation.turn.TurnEffect.StartReply;
import coda.voice.engine.TurnDetector.TurnOutlook;
import org.junit.jupiter.api.Test;

class ToolRulesTest {
  private static final TurnSettings SETTINGS = TurnSettings.DEFAULTS;

  private final Machine m = new Machine().says("turn on the light", 4).after(100);

  private Machine userSays(String text, int content) {
    m.speaks().after(700).words(text, content, TurnOutlook.UNKNOWN);
    m.pauses(TurnOutlook.UNKNOWN).after(800).fires(TurnTimer.END_OF_TURN);
    return m.understood(text, content);
  }

  private Machine toolEnds(String replyId, String callId) {
    return m.on(new TurnEvent.ToolEnded(m.now(), replyId, callId));
  }

  @Test
  void aCallRunsOnceHoweverOftenItIsMade() {
    m.callsTool("call_1", true);
    assertThat(m.effects(RunTool.class)).hasSize(1);
    m.callsTool("call_1", true);
    assertThat(m.effects(RunTool.class)).isEmpty();
  }

  @Test
  void mmDoesNotMakeAToolRunTwice() {
    m.callsTool("call_1", true);
    userSays("mm", 0);
    assertThat(m.effects(EndReply.class)).isEmpty();
    assertThat(m.effects(NotifyTurnDropped.class)).hasSize(1);
    assertThat(m.state().reply()).isInstanceOf(Reply.Thinking.class);
  }

  @Test
  void whileSomethingIsChangedWordsWait() {
    m.callsTool("call_1", true);
    String first = m.reply();
    userSays("and the heating", 3);
    assertThat(m.effects(EndReply.class)).isEmpty();
    toolEnds(first, "call_1");
    m.on(new TurnEvent.PlaybackFinished(m.now(), first));
    assertThat(m.effects(StartReply.class))
        .extracting(StartReply::text)
        .containsExactly("and the heating");
  }

  @Test
  void wordsAfterSomethingWasDoneAreATurnOfTheirOwn() {
    m.callsTool("call_1", true);
    toolEnds(m.reply(), "call_1");
    userSays("thank you very much", 4);
    assertThat(m.effects(StartReply.class))
        .as("asking again for what was done would do it twice")
        .extracting(StartReply::text)
        .containsExactly("thank you very much");
  }

  @Test
  void wordsDuringALookUpAreOneTurnWithWhatWasAsked() {
    m.callsTool("call_1", false);
    userSays("in paris", 2);
    assertThat(m.effects(StartReply.class))
        .extracting(StartReply::text)
        .containsExactly("turn on the light in paris");
  }

  @Test
  void aResultIsRememberedEvenWhenItsAnswerIsOver() {
    m.callsTool("call_1", false);
    String first = m.reply();
    m.on(new TurnEvent.InterruptRequested(m.now()));
    toolEnds(first, "call_1");
    assertThat(m.effects(RecordTool.class)).hasSize(1);
    assertThat(m.effects(DeliverTool.class)).as("nobody waits for it").isEmpty();
    toolEnds(first, "call_1");
    assertThat(m.effects(RecordTool.class)).as("once").isEmpty();
  }

  @Test
  void aResultIsGivenToTheAnswerThatWaitsForIt() {
    m.callsTool("call_1", true);
    toolEnds(m.reply(), "call_1");
    assertThat(m.effects(DeliverTool.class)).hasSize(1);
  }

  @Test
  void anAnswerThatGoesRoundInCirclesIsEnded() {
    for (int i = 0; i < Answer.MAX_CALLS; i++) {
      m.callsTool("call_" + i, false);
      assertThat(m.effects(RunTool.class)).hasSize(1);
    }
    m.callsTool("one_more", false);
    assertThat(m.effects(RunTool.class)).isEmpty();
    assertThat(m.effects(EndReply.class))
        .extracting(EndReply::reason)
        .containsExactly("REPLY_TOO_MANY_TOOLS");
  }

  private void assertAwaits(TurnTimer timer, int ms) {
    assertThat(m.effects(SetTimer.class)).containsExactly(new SetTimer(timer, ms));
  }

  @Test
  void aToolMayTakeLongerThanTheFirstSoundOfAnAnswer() {
    m.callsTool("call_1", false);
    assertAwaits(TurnTimer.FIRST_AUDIO, SETTINGS.toolMs());
    toolEnds(m.reply(), "call_1");
    assertAwaits(TurnTimer.FIRST_AUDIO, SETTINGS.firstAudioMs());
  }

  @Test
  void aToolMayTakeLongerThanAPauseInsideAnAnswer() {
    m.on(new TurnEvent.ReplySpeechBegan(m.now(), m.reply()));
    m.callsTool("call_1", false);
    assertAwaits(TurnTimer.STALL, SETTINGS.toolMs());
    m.on(new TurnEvent.PlaybackProgressed(m.now(), m.reply()));
    assertAwaits(TurnTimer.STALL, SETTINGS.toolMs());
    toolEnds(m.reply(), "call_1");
    assertAwaits(TurnTimer.STALL, SETTINGS.stallMs());
  }

  @Test
  void theLastToolOfSeveralEndsTheWait() {
    m.callsTool("call_1", false).callsTool("call_2", false);
    toolEnds(m.reply(), "call_1");
    assertAwaits(TurnTimer.FIRST_AUDIO, SETTINGS.toolMs());
    toolEnds(m.reply(), "call_2");
    assertAwaits(TurnTimer.FIRST_AUDIO, SETTINGS.firstAudioMs());
  }

  @Test
  void toolsOfAnAnswerThatIsOverGiveTheNextNoTime() {
    m.callsTool("call_1", true);
    m.on(new TurnEvent.ReplyFailed(m.now(), m.reply(), "ENGINE_FAILED"));
    userSays("and the heating", 3);
    m.on(new TurnEvent.ReplySpeechBegan(m.now(), m.reply()));
    assertAwaits(TurnTimer.STALL, SETTINGS.stallMs());
  }

  @Test
  void aToolThatNeverEndsDoesNotHoldTheConversationForEver() {
    m.callsTool("call_1", true).after(SETTINGS.toolMs()).fires(TurnTimer.FIRST_AUDIO);
    assertThat(m.effects(EndReply.class))
        .extracting(EndReply::reason)
        .containsExactly("REPLY_TIMEOUT");
  }
}
