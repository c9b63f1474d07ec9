package coda.voice.conversation.turn;

import static org.assertj.core.api.Assertions.assertThat;

import coda.voice.conversation.SessionNotice.Outcome;
import coda.voice.conversation.turn.TurnEffect.CloseSession;
import coda.voice.conversation.turn.TurnEffect.DropTentative;
import coda.voice.conversation.turn.TurnEffect.EndReply;
import coda.voice.conversation.turn.TurnEffect.HoldPlayback;
import coda.voice.conversation.turn.TurnEffect.Ignored;
import coda.voice.conversation.turn.TurnEffect.NotifyTurnDropped;
import coda.voice.conversation.turn.TurnEffect.RecordAnswered;
import coda.voice.conversation.turn.TurnEffect.RecordUser;
import coda.voice.conversation.turn.TurnEffect.SetTimer;
import coda.voice.conversation.turn.TurnEffect.StartApology;
import coda.voice.conversation.turn.TurnEffect.StartModelReply;
import coda.voice.conversation.turn.TurnEffect.StartReply;
import coda.voice.conversation.turn.TurnEffect.StartSpeech;
import coda.voice.conversation.turn.TurnEffect.StartTentative;
import coda.voice.engine.TurnDetector.TurnOutlook;
import org.junit.jupiter.api.Test;

/** A duplex model that leads, or that goes on into the quiet. */
class ModelRulesTest {
  private final Machine m = new Machine().after(100);

  private Machine passes(Lead lead) {
    return m.on(new TurnEvent.LeadPassed(m.now(), lead));
  }

  private Machine spoke() {
    return m.on(new TurnEvent.ModelSpoke(m.now()));
  }

  private Machine isHeard() {
    return m.on(new TurnEvent.ReplySpeechBegan(m.now(), m.reply()));
  }

  /** The model says something, from its first sound to its last. */
  private Machine saysAndEnds(long ms) {
    spoke();
    isHeard().after(ms);
    return m.on(new TurnEvent.PlaybackFinished(m.now(), m.reply()));
  }

  private Machine turnEnds() {
    return m.after(800).fires(TurnTimer.END_OF_TURN);
  }

  private void owesNothing() {
    assertThat(m.state().owed()).isEmpty();
    assertThat(m.state().timers()).doesNotContain(TurnTimer.MODEL_ANSWER);
  }

  @Test
  void aModelThatLeadsSpeaksWhenItWantsTo() {
    passes(Lead.MODEL);
    spoke();
    assertThat(m.effects(StartModelReply.class))
        .containsExactly(new StartModelReply("reply_1", ""));
    isHeard();
    assertThat(m.state().reply()).isInstanceOf(Reply.Speaking.class);
  }

  @Test
  void aModelThatDoesNotLeadMayGoOnIntoTheQuietOnly() {
    spoke();
    assertThat(m.effects(StartModelReply.class)).hasSize(1);
    m.on(new TurnEvent.PlaybackFinished(m.now(), m.reply()));
    m.speaks();
    spoke();
    assertThat(m.effects(Ignored.class)).hasSize(1);
  }

  @Test
  void whatGoesOnIntoTheQuietYieldsToTheUser() {
    spoke();
    isHeard().after(300);
    m.speaks();
    assertThat(m.effects(HoldPlayback.class)).hasSize(1);
  }

  @Test
  void speechOverAModelThatLeadsHoldsNothing() {
    passes(Lead.MODEL);
    spoke();
    isHeard().after(300);
    m.speaks();
    assertThat(m.effects(HoldPlayback.class)).isEmpty();
    m.stillSpeaks(900).words("wait what is that", 4, TurnOutlook.UNKNOWN);
    assertThat(m.effects(EndReply.class)).isEmpty();
  }

  @Test
  void whatIsSaidOverAModelThatLeadsIsRememberedAndOwedNothing() {
    passes(Lead.MODEL);
    spoke();
    isHeard().after(300);
    m.says("wait what is that", 4);
    assertThat(m.effects(RecordUser.class)).hasSize(1);
    assertThat(m.effects(EndReply.class)).isEmpty();
    owesNothing();
  }

  @Test
  void agreementWhileAModelThatLeadsSpeaksIsNoTurn() {
    passes(Lead.MODEL);
    spoke();
    isHeard().after(300);
    m.says("mm-hm", 0);
    assertThat(m.effects(NotifyTurnDropped.class))
        .extracting(NotifyTurnDropped::code)
        .containsExactly("TURN_BACKCHANNEL");
    assertThat(m.effects(RecordUser.class)).isEmpty();
  }

  @Test
  void aTurnIsRememberedAndTheModelOwesAnAnswer() {
    passes(Lead.MODEL);
    m.says("how are you", 3);
    assertThat(m.effects(RecordUser.class)).extracting(RecordUser::text).contains("how are you");
    assertThat(m.effects(StartReply.class)).as("the model answers").isEmpty();
    assertThat(m.state().owed()).map(Owed::text).contains("how are you");
    assertThat(m.effects(SetTimer.class))
        .as("from the end of the turn, as any engine for its first words")
        .contains(new SetTimer(TurnTimer.MODEL_ANSWER, 1_980));
  }

  @Test
  void theModelPaysWhenItIsHeard() {
    passes(Lead.MODEL);
    m.says("how are you", 3).after(200);
    spoke();
    assertThat(m.effects(StartModelReply.class))
        .containsExactly(new StartModelReply("reply_1", "item_1"));
    assertThat(m.state().owed()).as("nothing was heard yet").isPresent();
    isHeard();
    owesNothing();
  }

  @Test
  void aModelThatKeepsSilentIsAnsweredForInWhatTimeIsLeft() {
    passes(Lead.MODEL);
    m.says("how are you", 3).after(1_980).fires(TurnTimer.MODEL_ANSWER);
    assertThat(m.effects(StartReply.class))
        .containsExactly(new StartReply("reply_1", "item_1", "how are you", true));
    assertThat(m.effects(SetTimer.class))
        .contains(new SetTimer(TurnTimer.FIRST_AUDIO, 2_000))
        .contains(new SetTimer(TurnTimer.FIRST_TEXT, 2_000));
    owesNothing();
  }

  @Test
  void anAnswerThatWasOverBeforeTheWordsCameIsNotGivenAgain() {
    passes(Lead.MODEL);
    m.speaks().after(800).pauses(TurnOutlook.UNKNOWN).after(200);
    saysAndEnds(400);
    turnEnds().after(20).understood("how are you", 3);
    assertThat(m.effects(RecordAnswered.class))
        .containsExactly(new RecordAnswered("item_1", "how are you", "reply_1"));
    owesNothing();
  }

  @Test
  void anAnswerBeforeTheWordsCameCountsWhoeverLeadsThen() {
    passes(Lead.MODEL);
    m.speaks().after(800).pauses(TurnOutlook.UNKNOWN).after(200);
    saysAndEnds(400);
    passes(Lead.SESSION);
    turnEnds().after(20).understood("how are you", 3);
    assertThat(m.effects(RecordAnswered.class)).hasSize(1);
    assertThat(m.effects(StartReply.class)).isEmpty();
    owesNothing();
  }

  @Test
  void agreementOfTheModelWhileTheUserSpeaksIsNoAnswer() {
    passes(Lead.MODEL);
    m.speaks().after(300);
    saysAndEnds(300);
    m.stillSpeaks(500).pauses(TurnOutlook.UNKNOWN);
    turnEnds().after(20).understood("how are you", 3);
    assertThat(m.state().owed()).isPresent();
  }

  @Test
  void anAnswerThatBeganEarlyAndGoesOnIsOne() {
    passes(Lead.MODEL);
    m.speaks().after(700);
    spoke();
    isHeard().after(100);
    m.pauses(TurnOutlook.UNKNOWN).after(400);
    m.on(new TurnEvent.PlaybackFinished(m.now(), m.reply()));
    turnEnds().after(20).understood("how are you", 3);
    owesNothing();
  }

  @Test
  void whoGoesOnAfterTheModelAnsweredIsOwedAnotherAnswer() {
    passes(Lead.MODEL);
    m.speaks().after(800).pauses(TurnOutlook.UNKNOWN).after(200);
    saysAndEnds(300);
    m.speaks().after(800).pauses(TurnOutlook.UNKNOWN);
    turnEnds().after(20).understood("how are you and your family", 6);
    assertThat(m.state().owed()).isPresent();
  }

  @Test
  void aModelThatBreaksOffBeforeItIsHeardStillOwes() {
    passes(Lead.MODEL);
    m.says("how are you", 3).after(2_500);
    spoke();
    m.after(100).on(new TurnEvent.ReplyFailed(m.now(), m.reply(), "ENGINE_LOST"));
    assertThat(m.effects(StartApology.class)).isEmpty();
    assertThat(m.effects(SetTimer.class)).contains(new SetTimer(TurnTimer.MODEL_ANSWER, 0));
    m.fires(TurnTimer.MODEL_ANSWER);
    assertThat(m.effects(StartReply.class)).hasSize(1);
  }

  @Test
  void nobodyApologisesForAModelThatBroke() {
    passes(Lead.MODEL);
    spoke();
    isHeard().after(300);
    m.on(new TurnEvent.ReplyFailed(m.now(), m.reply(), "ENGINE_LOST"));
    assertThat(m.effects(EndReply.class))
        .containsExactly(new EndReply("reply_1", Outcome.FAILED, "ENGINE_LOST"));
    assertThat(m.effects(StartApology.class)).isEmpty();
  }

  @Test
  void whatAModelOwesIsAnsweredWhenItDoesNotLeadAnyMore() {
    passes(Lead.MODEL);
    m.says("how are you", 3).after(200);
    passes(Lead.SESSION);
    assertThat(m.effects(StartReply.class))
        .containsExactly(new StartReply("reply_1", "item_1", "how are you", true));
    owesNothing();
  }

  @Test
  void whatIsSaidOverAModelThatHasLedIsAnsweredAfterIt() {
    passes(Lead.MODEL);
    spoke();
    isHeard().after(300);
    passes(Lead.SESSION);
    m.says("what about tomorrow", 3);
    assertThat(m.effects(StartReply.class)).isEmpty();
    m.on(new TurnEvent.PlaybackFinished(m.now(), m.reply()));
    assertThat(m.effects(StartReply.class))
        .extracting(StartReply::text)
        .containsExactly("what about tomorrow");
  }

  @Test
  void theTimeStandsStillWhileTheUserGoesOn() {
    passes(Lead.MODEL);
    m.says("how are you", 3).after(200);
    m.speaks();
    assertThat(m.state().timers()).doesNotContain(TurnTimer.MODEL_ANSWER);
    m.after(4_000).pauses(TurnOutlook.UNKNOWN);
    turnEnds().after(20).understood("", 0);
    assertThat(m.effects(SetTimer.class)).contains(new SetTimer(TurnTimer.MODEL_ANSWER, 0));
    m.fires(TurnTimer.MODEL_ANSWER);
    assertThat(m.effects(SetTimer.class))
        .as("whoever answers now has some time, too")
        .contains(new SetTimer(TurnTimer.FIRST_AUDIO, 2_000));
  }

  @Test
  void whoPressesStopWaitsForNoAnswer() {
    passes(Lead.MODEL);
    m.says("how are you", 3).after(200);
    m.on(new TurnEvent.InterruptRequested(m.now()));
    owesNothing();
    assertThat(m.effects(Ignored.class)).isEmpty();
  }

  @Test
  void whoTypesIsAnsweredByTheSession() {
    passes(Lead.MODEL);
    m.says("how are you", 3).after(200);
    m.on(new TurnEvent.Typed(m.now(), "hello"));
    assertThat(m.effects(StartReply.class))
        .containsExactly(new StartReply("reply_1", "item_2", "hello", false));
    owesNothing();
  }

  @Test
  void aModelSaysNothingBesideAnAnswerThatRuns() {
    passes(Lead.MODEL);
    m.on(new TurnEvent.Typed(m.now(), "hello"));
    spoke();
    assertThat(m.effects(StartModelReply.class)).isEmpty();
  }

  @Test
  void proposalsWaitForAModelThatOwesAnAnswer() {
    passes(Lead.MODEL);
    m.says("how are you", 3).after(200);
    m.on(new TurnEvent.SpeechProposed(m.now(), "your timer is done", 30_000, false));
    assertThat(m.effects(StartSpeech.class)).isEmpty();
    saysAndEnds(500);
    assertThat(m.effects(StartSpeech.class)).hasSize(1);
  }

  @Test
  void noGuessIsMadeWhileTheModelLeads() {
    m.speaks().after(800).words("what time is it", 4, TurnOutlook.COMPLETE).after(100);
    m.pauses(TurnOutlook.COMPLETE).after(100);
    assertThat(m.state().tentative()).as("the session leads").isPresent();
    passes(Lead.MODEL);
    assertThat(m.effects(DropTentative.class)).hasSize(1);
    m.words("what time is it now", 5, TurnOutlook.COMPLETE);
    m.after(70).on(new TurnEvent.OutlookChanged(m.now(), TurnOutlook.COMPLETE));
    assertThat(m.effects(StartTentative.class)).isEmpty();
  }

  @Test
  void aLiveModelDoesNotWaitForALostConnection() {
    passes(Lead.MODEL);
    spoke();
    isHeard().after(300);
    m.on(new TurnEvent.ConnectionLost(m.now()));
    assertThat(m.effects(EndReply.class))
        .containsExactly(new EndReply("reply_1", Outcome.TRUNCATED, "lost"));
    spoke();
    assertThat(m.effects(Ignored.class)).hasSize(1);
    m.on(new TurnEvent.ConnectionResumed(m.now()));
    spoke();
    assertThat(m.effects(StartModelReply.class)).hasSize(1);
  }

  @Test
  void aSessionThatDrainsWaitsForTheAnswerItsModelOwes() {
    passes(Lead.MODEL);
    m.says("how are you", 3).after(200);
    m.on(new TurnEvent.DrainRequested(m.now()));
    assertThat(m.effects(CloseSession.class)).isEmpty();
    spoke();
    assertThat(m.effects(StartModelReply.class)).hasSize(1);
    isHeard().after(400);
    m.on(new TurnEvent.PlaybackFinished(m.now(), m.reply()));
    assertThat(m.effects(CloseSession.class)).hasSize(1);
  }

  @Test
  void aModelThatOwesNothingDoesNotKeepADrainWaiting() {
    passes(Lead.MODEL);
    m.on(new TurnEvent.DrainRequested(m.now()));
    assertThat(m.effects(CloseSession.class)).hasSize(1);
  }

  @Test
  void aSessionThatSaysGoodbyeHearsTheModelNoMore() {
    passes(Lead.MODEL);
    m.on(new TurnEvent.Typed(m.now(), "goodbye"));
    m.on(new TurnEvent.GoodbyeSaid(m.now()));
    m.on(new TurnEvent.PlaybackFinished(m.now(), m.reply()));
    assertThat(m.effects(CloseSession.class)).containsExactly(new CloseSession("goodbye"));
  }

  @Test
  void aLeadThatIsPassedToWhoHasItChangesNothing() {
    passes(Lead.SESSION);
    assertThat(m.effects(Ignored.class)).hasSize(1);
  }
}
