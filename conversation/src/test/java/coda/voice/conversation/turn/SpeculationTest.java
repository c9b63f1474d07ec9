package coda.voice.conversation.turn;

import static org.assertj.core.api.Assertions.assertThat;

import coda.voice.conversation.ConversationMode;
import coda.voice.conversation.TurnSettings;
import coda.voice.conversation.turn.TurnEffect.AnticipateFinal;
import coda.voice.conversation.turn.TurnEffect.ConfirmTentative;
import coda.voice.conversation.turn.TurnEffect.DropTentative;
import coda.voice.conversation.turn.TurnEffect.SetTimer;
import coda.voice.conversation.turn.TurnEffect.StartReply;
import coda.voice.conversation.turn.TurnEffect.StartTentative;
import coda.voice.engine.TurnDetector.TurnOutlook;
import org.junit.jupiter.api.Test;

class SpeculationTest {
  private final Machine m = new Machine();

  private Machine pausesAfter(String words) {
    return m.speaks()
        .after(600)
        .words(words, 4, TurnOutlook.COMPLETE)
        .after(300)
        .pauses(TurnOutlook.COMPLETE);
  }

  @Test
  void anAnswerIsBegunInSilenceWhenTheTurnIsProbablyOver() {
    pausesAfter("what time is it");
    assertThat(m.effects(AnticipateFinal.class)).hasSize(1);
    assertThat(m.effects(StartTentative.class))
        .extracting(StartTentative::text)
        .containsExactly("what time is it");
    assertThat(m.state().reply()).as("nobody is told").isInstanceOf(Reply.None.class);
  }

  @Test
  void itIsTheAnswerIfTheFinalWordsAreTheSameWhateverTheirCaseAndPunctuation() {
    pausesAfter("what time is it").after(100).fires(TurnTimer.END_OF_TURN);
    m.understood("What time is it?", 4);
    assertThat(m.effects(ConfirmTentative.class)).hasSize(1);
    assertThat(m.effects(StartReply.class)).isEmpty();
    assertThat(m.state().reply()).isInstanceOf(Reply.Thinking.class);
  }

  @Test
  void itIsThrownAwayIfTheFinalWordsAreOthers() {
    pausesAfter("what time is it").after(100).fires(TurnTimer.END_OF_TURN);
    m.understood("what time is it in paris", 6);
    assertThat(m.effects(DropTentative.class)).hasSize(1);
    assertThat(m.effects(StartReply.class))
        .extracting(StartReply::text)
        .containsExactly("what time is it in paris");
  }

  @Test
  void itIsThrownAwayAsSoonAsTheUserGoesOn() {
    pausesAfter("set a timer").after(50).speaks();
    assertThat(m.effects(DropTentative.class)).as("maybe only a cough").isEmpty();
    m.after(300).words("set a timer for ten minutes", 6, TurnOutlook.COMPLETE);
    assertThat(m.effects(DropTentative.class)).hasSize(1);
  }

  @Test
  void aCoughDoesNotThrowItAway() {
    pausesAfter("what time is it").after(50).speaks().after(200).pauses(TurnOutlook.COMPLETE);
    m.after(300).fires(TurnTimer.END_OF_TURN).understood("what time is it", 4);
    assertThat(m.effects(ConfirmTentative.class)).hasSize(1);
  }

  @Test
  void wordsMustStandStillForAMomentFirst() {
    m.speaks().after(600).words("what time is", 3, TurnOutlook.UNKNOWN).after(190);
    m.pauses(TurnOutlook.UNKNOWN).after(10).words("what time is it", 4, TurnOutlook.COMPLETE);
    assertThat(m.effects(StartTentative.class)).isEmpty();
    assertThat(m.effects(SetTimer.class))
        .contains(new SetTimer(TurnTimer.SPECULATE, Speculation.STABLE_MS));
    m.after(Speculation.STABLE_MS).fires(TurnTimer.SPECULATE);
    assertThat(m.effects(StartTentative.class)).hasSize(1);
  }

  @Test
  void nothingIsBegunWhileMoreIsLikelyToCome() {
    m.speaks().after(600).words("add milk and", 3, TurnOutlook.INCOMPLETE).after(300);
    m.pauses(TurnOutlook.INCOMPLETE);
    assertThat(m.effects(StartTentative.class)).isEmpty();
  }

  @Test
  void aNewViewOfThePauseMayBeginOne() {
    m.speaks().after(600).words("what time is it", 4, TurnOutlook.UNKNOWN).after(300);
    m.pauses(TurnOutlook.UNKNOWN).after(100);
    m.on(new TurnEvent.OutlookChanged(m.now(), TurnOutlook.COMPLETE));
    assertThat(m.effects(StartTentative.class)).hasSize(1);
  }

  @Test
  void aTurnIsGuessedAtOnlySoOften() {
    m.speaks().after(600);
    int begun = 0;
    for (int i = 0; i < 10; i++) {
      m.words("words " + i, 2, TurnOutlook.COMPLETE).after(100);
      m.pauses(TurnOutlook.COMPLETE);
      begun += m.effects(StartTentative.class).size();
      m.after(50).speaks().after(300);
    }
    assertThat(begun).isEqualTo(Speculation.MAX_GUESSES);
  }

  @Test
  void itIsThrownAwayWhenItFailsAndTheAnswerIsMadeAnew() {
    pausesAfter("what time is it");
    String guess = m.effects(StartTentative.class).getFirst().replyId();
    m.on(new TurnEvent.ReplyFailed(m.now(), guess, "ENGINE_FAILED"));
    assertThat(m.effects(DropTentative.class)).hasSize(1);
    m.fires(TurnTimer.END_OF_TURN).understood("what time is it", 4);
    assertThat(m.effects(StartReply.class)).hasSize(1);
  }

  @Test
  void changedSettingsThrowItAwayForItWasBegunWithTheOldOnes() {
    pausesAfter("what time is it");
    m.on(
        new TurnEvent.Configured(
            m.now(), ConversationMode.FULL_DUPLEX, TurnSettings.DEFAULTS.withInterruptionWords(2)));
    assertThat(m.effects(DropTentative.class)).hasSize(1);
  }

  @Test
  void whatTheUserTakesBackIsNotAnswered() {
    pausesAfter("what time is it").on(new TurnEvent.Cleared(m.now()));
    assertThat(m.effects(DropTentative.class)).hasSize(1);
  }

  @Test
  void itTakesUpWordsWhoseAnswerNobodyHeard() {
    m.says("set a timer", 3).after(100);
    pausesAfter("for ten minutes");
    assertThat(m.effects(StartTentative.class))
        .extracting(StartTentative::text, StartTentative::continuesPrevious)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("set a timer for ten minutes", true));
  }

  @Test
  void itMayBeginWhileTheFinalWordsAreAwaited() {
    m.speaks().after(600).words("what time is it", 4, TurnOutlook.UNKNOWN).after(300);
    m.pauses(TurnOutlook.UNKNOWN).after(740);
    m.words("what time is it now", 5, TurnOutlook.COMPLETE).after(61);
    // The pause is long enough already: the turn ends before the words have stood still.
    m.fires(TurnTimer.END_OF_TURN);
    assertThat(m.effects(StartTentative.class)).hasSize(1);
  }
}
