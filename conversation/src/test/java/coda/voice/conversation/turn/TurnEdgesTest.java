package coda.voice.conversation.turn;

import static org.assertj.core.api.Assertions.assertThat;

import coda.voice.conversation.ConversationMode;
import coda.voice.conversation.SessionNotice.Outcome;
import coda.voice.conversation.TurnSettings;
import coda.voice.conversation.turn.TurnEffect.CancelTimer;
import coda.voice.conversation.turn.TurnEffect.CloseSession;
import coda.voice.conversation.turn.TurnEffect.DiscardRecognition;
import coda.voice.conversation.turn.TurnEffect.EndReply;
import coda.voice.conversation.turn.TurnEffect.Ignored;
import coda.voice.conversation.turn.TurnEffect.NotifySpeechStarted;
import coda.voice.conversation.turn.TurnEffect.NotifyTranscript;
import coda.voice.conversation.turn.TurnEffect.NotifyTurnDropped;
import coda.voice.conversation.turn.TurnEffect.RecordUser;
import coda.voice.conversation.turn.TurnEffect.SetTimer;
import coda.voice.conversation.turn.TurnEffect.StartReply;
import coda.voice.conversation.turn.TurnEffect.StartSpeech;
import coda.voice.engine.TurnDetector.TurnOutlook;
import org.junit.jupiter.api.Test;

/** Several turns at once, exact moments, and what is left when it is over. */
class TurnEdgesTest {
  private final Machine m = new Machine();

  private static TurnSettings settings(int idlePromptMs, int suspensionMs) {
    TurnSettings d = TurnSettings.DEFAULTS;
    return new TurnSettings(
        d.preRollMs(),
        d.minSpeechMs(),
        d.completeSilenceMs(),
        d.silenceMs(),
        d.incompleteSilenceMs(),
        d.interruptionMs(),
        d.interruptionWords(),
        d.falseInterruptionMs(),
        d.finalTranscriptMs(),
        d.firstTextMs(),
        d.firstAudioMs(),
        d.replyBudgetMs(),
        d.stallMs(),
        d.toolMs(),
        d.maxTurnMs(),
        d.idleMs(),
        idlePromptMs,
        suspensionMs,
        d.speculation(),
        d.speechThreshold());
  }

  private Machine saysWithoutWordsYet() {
    return m.speaks()
        .after(800)
        .pauses(TurnOutlook.UNKNOWN)
        .after(800)
        .fires(TurnTimer.END_OF_TURN);
  }

  /** Two turns are over, and the words of both are awaited. */
  private Machine twoTurnsAwaited() {
    saysWithoutWordsYet().after(200);
    return saysWithoutWordsYet();
  }

  private Machine finalOf(String item, String text) {
    return m.on(new TurnEvent.FinalTranscript(m.now(), item, text, 2));
  }

  @Test
  void wordsBelongToTheTurnTheyAreAbout() {
    twoTurnsAwaited();
    m.on(new TurnEvent.PartialTranscript(m.now(), "item_1", "one", 1, TurnOutlook.UNKNOWN));
    assertThat(m.state().pending()).extracting(UserTurn::partial).containsExactly("one", "");
    m.on(new TurnEvent.PartialTranscript(m.now(), "item_9", "nine", 1, TurnOutlook.UNKNOWN));
    assertThat(m.effects(NotifyTranscript.class)).isEmpty();
    assertThat(m.effects(Ignored.class)).hasSize(1);
  }

  @Test
  void finalWordsThatOvertakeOthersWaitForThem() {
    twoTurnsAwaited();
    finalOf("item_2", "second words");
    assertThat(m.effects(NotifyTranscript.class)).as("the first turn is still awaited").isEmpty();
    finalOf("item_1", "first words");
    assertThat(m.effects(StartReply.class))
        .extracting(StartReply::text)
        .containsExactly("first words second words");
  }

  @Test
  void finalWordsThatOvertakeOthersDoNotWaitForWordsThatNeverCome() {
    twoTurnsAwaited();
    finalOf("item_2", "second words");
    m.after(1500).fires(TurnTimer.FINAL_TRANSCRIPT);
    assertThat(m.effects(StartReply.class))
        .extracting(StartReply::text)
        .containsExactly("second words");
  }

  @Test
  void aSessionThatEndsDoesNotThrowAwayARecognitionThatHasEnded() {
    twoTurnsAwaited();
    finalOf("item_2", "second words");
    m.on(new TurnEvent.CloseRequested(m.now(), "client"));
    assertThat(m.effects(TurnEffect.DiscardRecognition.class))
        .containsExactly(new TurnEffect.DiscardRecognition("item_1"));
  }

  @Test
  void eachTurnsWordsHaveTheirTimeFromItsOwnEnd() {
    twoTurnsAwaited().after(100);
    long secondEnded = m.state().pending().getLast().endedAt();
    finalOf("item_1", "first words");
    assertThat(m.effects(SetTimer.class))
        .contains(
            new SetTimer(
                TurnTimer.FINAL_TRANSCRIPT,
                secondEnded + TurnSettings.DEFAULTS.finalTranscriptMs() - m.now()));
  }

  @Test
  void oneFinalWordIsEnoughToInterrupt() {
    m.isAnswered("tell me a story");
    saysWithoutWordsYet().understood("stop", 1);
    assertThat(m.effects(EndReply.class)).extracting(EndReply::outcome).contains(Outcome.TRUNCATED);
    assertThat(m.effects(StartReply.class)).extracting(StartReply::text).containsExactly("stop");
  }

  @Test
  void wordsThatGoOnAreOneLineWithThoseBefore() {
    m.says("set a timer", 3);
    assertThat(m.effects(RecordUser.class))
        .containsExactly(new RecordUser("item_1", "set a timer", false));
    m.after(100).says("for ten minutes", 3);
    assertThat(m.effects(RecordUser.class))
        .containsExactly(new RecordUser("item_2", "set a timer for ten minutes", true));
  }

  @Test
  void whatWasAskedIsAnsweredAfterAllWhenNothingCameOfGoingOn() {
    m.says("set a timer", 3).after(100).speaks().after(400);
    m.words("and um", 1, TurnOutlook.UNKNOWN);
    assertThat(m.effects(EndReply.class)).extracting(EndReply::outcome).contains(Outcome.CANCELLED);
    m.after(200).pauses(TurnOutlook.UNKNOWN).fires(TurnTimer.END_OF_TURN).understood("", 0);
    assertThat(m.effects(StartReply.class))
        .extracting(StartReply::text)
        .containsExactly("set a timer");
  }

  @Test
  void aTurnWithoutWordsIsNotAnswered() {
    saysWithoutWordsYet().understood("", 0);
    assertThat(m.effects(NotifyTurnDropped.class))
        .containsExactly(new NotifyTurnDropped("item_1", "TURN_NO_WORDS"));
    assertThat(m.effects(StartReply.class)).isEmpty();
    assertThat(m.state().quiet()).isTrue();
  }

  @Test
  void anAnswerIsNoQuiet() {
    m.says("set a timer", 3);
    assertThat(m.state().quiet()).isFalse();
  }

  @Test
  void lessSpeechThanTheLeastIsNoTurn() {
    m.speaks().after(300);
    m.on(new TurnEvent.SpeechStopped(m.now(), m.now() - 200, 119, TurnOutlook.UNKNOWN));
    m.after(800).fires(TurnTimer.END_OF_TURN);
    assertThat(m.effects(DiscardRecognition.class)).hasSize(1);
    assertThat(m.effects(NotifyTurnDropped.class))
        .containsExactly(new NotifyTurnDropped("item_1", "TURN_TOO_SHORT"));
  }

  @Test
  void aPauseKnowsWhenItIsLongEnough() {
    m.speaks().after(800).pauses(TurnOutlook.UNKNOWN);
    assertThat(m.state().user())
        .isEqualTo(new User.Ending(m.now() - 200, m.now() - 200 + 1000, 0.5));
  }

  @Test
  void whereTurnsAreTakenStrictlyTheUserWaitsForTheirs() {
    Machine strict = new Machine(ConversationMode.TURN_BASED, TurnSettings.DEFAULTS);
    strict.speaks();
    assertThat(strict.effects(NotifySpeechStarted.class)).hasSize(1);
    Machine answered =
        new Machine(ConversationMode.TURN_BASED, TurnSettings.DEFAULTS).isAnswered("hello");
    answered.speaks();
    assertThat(answered.effects(NotifySpeechStarted.class)).isEmpty();
    assertThat(answered.effects(Ignored.class)).hasSize(1);
  }

  @Test
  void whoeverHoldsAButtonInterruptsWithTheFirstWordThatMeansSomething() {
    Machine button =
        new Machine(ConversationMode.PUSH_TO_TALK, TurnSettings.DEFAULTS)
            .on(new TurnEvent.Typed(0, "tell me a story"))
            .on(new TurnEvent.ReplySpeechBegan(0, "reply_1"))
            .speaks()
            .words("mm-hm", 0, TurnOutlook.UNKNOWN);
    assertThat(button.effects(EndReply.class)).isEmpty();
    button.words("mm-hm stop", 1, TurnOutlook.UNKNOWN);
    assertThat(button.effects(EndReply.class)).hasSize(1);
  }

  @Test
  void aSessionThatMayNotBeSuspendedEndsWithItsConnection() {
    Machine brief = new Machine(ConversationMode.FULL_DUPLEX, settings(0, 0));
    brief.on(new TurnEvent.ConnectionLost(0));
    assertThat(brief.effects(CloseSession.class)).containsExactly(new CloseSession("lost"));
  }

  @Test
  void aClosedSessionKeepsNothing() {
    m.isAnswered("tell me a story").callsTool("call_1", false);
    m.on(new TurnEvent.SpeechProposed(m.now(), "your timer is done", 30_000, false));
    saysWithoutWordsYet();
    m.on(new TurnEvent.CloseRequested(m.now(), "client"));
    TurnState over = m.state();
    assertThat(over.pending()).isEmpty();
    assertThat(over.proposals()).isEmpty();
    assertThat(over.tools()).isEmpty();
    assertThat(over.timers()).isEmpty();
    assertThat(over.reply()).isInstanceOf(Reply.None.class);
  }

  @Test
  void aProposalIsFreshToItsLastMillisecond() {
    m.isAnswered("tell me a story");
    m.on(new TurnEvent.SpeechProposed(m.now(), "your timer is done", 1_000, false));
    m.after(1_000).on(new TurnEvent.PlaybackFinished(m.now(), m.reply()));
    assertThat(m.effects(StartSpeech.class)).hasSize(1);
  }

  @Test
  void quietIsCountedAnewWhenSomebodySpeaks() {
    Machine attentive = new Machine(ConversationMode.FULL_DUPLEX, settings(5_000, 30_000));
    assertThat(attentive.state().timers()).contains(TurnTimer.IDLE_PROMPT);
    attentive.after(1_000).speaks();
    assertThat(attentive.effects(CancelTimer.class))
        .contains(new CancelTimer(TurnTimer.IDLE_PROMPT));
  }

  @Test
  void aToolThatEndsIsASignOfLife() {
    m.isAnswered("what is the weather").callsTool("call_1", false).after(3_000);
    m.on(new TurnEvent.ToolEnded(m.now(), m.reply(), "call_1"));
    assertThat(m.effects(SetTimer.class))
        .contains(new SetTimer(TurnTimer.STALL, TurnSettings.DEFAULTS.stallMs()));
  }
}
