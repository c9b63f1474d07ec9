package coda.voice.conversation.turn;

import static org.assertj.core.api.Assertions.assertThat;

import coda.voice.conversation.ConversationMode;
import coda.voice.conversation.TurnSettings;
import coda.voice.conversation.turn.TurnEffect.CancelTimer;
import coda.voice.conversation.turn.TurnEffect.DropTentative;
import coda.voice.conversation.turn.TurnEffect.Ignored;
import coda.voice.conversation.turn.TurnEffect.SetTimer;
import coda.voice.conversation.turn.TurnEffect.StartTentative;
import coda.voice.engine.TurnDetector.TurnOutlook;
import org.junit.jupiter.api.Test;

/** The exact moments at which an answer is begun on trust, or is not, and who ends it. */
class SpeculationEdgesTest {
  private static final TurnOutlook JUST_PROBABLE =
      new TurnOutlook(Speculation.PROBABLY_OVER, "just probable");

  private final Machine m = new Machine();

  /** The user pauses after words that came so long ago, in ms. */
  private Machine pausesAfterWords(long ago, TurnOutlook outlook) {
    m.speaks().after(600).words("what time is it", 4, TurnOutlook.UNKNOWN);
    return m.after(ago).pauses(outlook);
  }

  /** The words change late in a pause that is almost long enough; a little later the turn ends. */
  private Machine turnEndsAfterLateWords(long ago) {
    pausesAfterWords(300, TurnOutlook.UNKNOWN).after(700);
    m.words("what time is it now", 5, JUST_PROBABLE);
    return m.after(ago).fires(TurnTimer.END_OF_TURN);
  }

  private Machine fails(String item) {
    return m.on(new TurnEvent.TranscriptFailed(m.now(), item, "ENGINE_FAILED"));
  }

  @Test
  void justProbableIsEnough() {
    pausesAfterWords(300, JUST_PROBABLE);
    assertThat(m.effects(StartTentative.class)).hasSize(1);
  }

  @Test
  void wordsThatHaveJustStoodStillLongEnoughNeedNoTimer() {
    pausesAfterWords(Speculation.STABLE_MS, TurnOutlook.COMPLETE);
    assertThat(m.effects(StartTentative.class)).hasSize(1);
    assertThat(m.effects(SetTimer.class))
        .extracting(SetTimer::timer)
        .doesNotContain(TurnTimer.SPECULATE);
  }

  @Test
  void aWorseViewOfThePauseCallsItOff() {
    pausesAfterWords(0, TurnOutlook.COMPLETE);
    assertThat(m.state().timers()).contains(TurnTimer.SPECULATE);
    m.on(new TurnEvent.OutlookChanged(m.now(), TurnOutlook.INCOMPLETE));
    assertThat(m.effects(CancelTimer.class)).contains(new CancelTimer(TurnTimer.SPECULATE));
  }

  @Test
  void speechThatGoesOnCallsItOff() {
    pausesAfterWords(0, TurnOutlook.COMPLETE).after(20).speaks();
    assertThat(m.effects(CancelTimer.class)).contains(new CancelTimer(TurnTimer.SPECULATE));
  }

  @Test
  void nothingIsBegunWhenTheModeHasChangedMeanwhile() {
    pausesAfterWords(0, TurnOutlook.COMPLETE);
    m.on(new TurnEvent.Configured(m.now(), ConversationMode.PUSH_TO_TALK, TurnSettings.DEFAULTS));
    m.after(Speculation.STABLE_MS).fires(TurnTimer.SPECULATE);
    assertThat(m.effects(StartTentative.class)).isEmpty();
    assertThat(m.effects(Ignored.class)).hasSize(1);
  }

  @Test
  void wordsThatStandStillAsTheTurnEndsAreAnsweredAhead() {
    turnEndsAfterLateWords(Speculation.STABLE_MS);
    assertThat(m.effects(StartTentative.class)).hasSize(1);
  }

  @Test
  void wordsThatStillChangeAsTheTurnEndsAreNot() {
    turnEndsAfterLateWords(Speculation.STABLE_MS - 1);
    assertThat(m.effects(StartTentative.class)).isEmpty();
  }

  @Test
  void aFailureOfAnotherAnswerIsNotItsOwn() {
    pausesAfterWords(300, TurnOutlook.COMPLETE);
    m.on(new TurnEvent.ReplyFailed(m.now(), "reply_9", "ENGINE_FAILED"));
    assertThat(m.effects(DropTentative.class)).isEmpty();
    assertThat(m.effects(Ignored.class)).hasSize(1);
  }

  @Test
  void itEndsWithItsTurnThoughAnotherTurnIsBeingHeard() {
    pausesAfterWords(300, TurnOutlook.COMPLETE).fires(TurnTimer.END_OF_TURN);
    m.after(100).speaks();
    fails("item_1");
    assertThat(m.effects(DropTentative.class)).hasSize(1);
  }

  @Test
  void itEndsWithItsTurnThoughTheWordsOfAnotherAreAwaited() {
    pausesAfterWords(300, TurnOutlook.COMPLETE).fires(TurnTimer.END_OF_TURN);
    m.after(100).speaks().after(600).pauses(TurnOutlook.UNKNOWN).fires(TurnTimer.END_OF_TURN);
    fails("item_1");
    assertThat(m.effects(DropTentative.class)).hasSize(1);
  }
}
