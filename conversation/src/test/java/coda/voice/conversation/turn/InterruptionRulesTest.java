package coda.voice.conversation.turn;

import static org.assertj.core.api.Assertions.assertThat;

import coda.voice.conversation.ConversationMode;
import coda.voice.conversation.SessionNotice.Outcome;
import coda.voice.conversation.TurnSettings;
import coda.voice.conversation.turn.TurnEffect.EndReply;
import coda.voice.conversation.turn.TurnEffect.HoldPlayback;
import coda.voice.conversation.turn.TurnEffect.NotifyTurnDropped;
import coda.voice.conversation.turn.TurnEffect.NotifyUntouchable;
import coda.voice.conversation.turn.TurnEffect.RecordUser;
import coda.voice.conversation.turn.TurnEffect.ResumePlayback;
import coda.voice.conversation.turn.TurnEffect.StartReply;
import coda.voice.engine.TurnDetector.TurnOutlook;
import org.junit.jupiter.api.Test;

class InterruptionRulesTest {
  private final Machine m = new Machine().isAnswered("tell me a story");

  @Test
  void speechHoldsTheAnswerAtOnce() {
    m.speaks();
    assertThat(m.effects(HoldPlayback.class)).hasSize(1);
    assertThat(m.state().reply()).isInstanceOf(Reply.Held.class);
  }

  @Test
  void lengthAloneDoesNotInterrupt() {
    m.speaks().stillSpeaks(1000);
    assertThat(m.effects(EndReply.class)).isEmpty();
  }

  @Test
  void aWordThatMeansSomethingCutsTheAnswerOnceEnoughWasSaid() {
    m.speaks().after(100).words("stop", 1, TurnOutlook.UNKNOWN);
    assertThat(m.effects(EndReply.class)).as("after 160 ms of speech").isEmpty();
    m.stillSpeaks(300);
    assertThat(m.effects(EndReply.class))
        .extracting(EndReply::outcome, EndReply::reason)
        .containsExactly(org.assertj.core.groups.Tuple.tuple(Outcome.TRUNCATED, "speech"));
  }

  @Test
  void aBackchannelLetsTheAnswerGoOnWhereItWasHeld() {
    m.speaks().after(400).words("mm-hm", 0, TurnOutlook.UNKNOWN).after(300);
    m.pauses(TurnOutlook.UNKNOWN).fires(TurnTimer.END_OF_TURN).understood("mm-hm", 0);
    assertThat(m.effects(ResumePlayback.class)).hasSize(1);
    assertThat(m.effects(NotifyTurnDropped.class))
        .extracting(NotifyTurnDropped::code)
        .containsExactly("TURN_BACKCHANNEL");
    assertThat(m.effects(RecordUser.class)).as("nothing was said").isEmpty();
  }

  @Test
  void aBackchannelIsAnAnswerWhenNobodyElseSpeaks() {
    m.on(new TurnEvent.PlaybackFinished(m.now(), m.reply())).after(500).says("yes", 0);
    assertThat(m.effects(StartReply.class)).extracting(StartReply::text).containsExactly("yes");
  }

  @Test
  void noWordsInTimeLetTheAnswerGoOnEvenIfTheNoiseDoesNotStop() {
    m.speaks().after(1500).fires(TurnTimer.FALSE_INTERRUPTION);
    assertThat(m.effects(ResumePlayback.class)).hasSize(1);
    m.after(500).words("I have a question", 4, TurnOutlook.UNKNOWN);
    assertThat(m.effects(EndReply.class)).as("words still interrupt").hasSize(1);
  }

  @Test
  void aShortWordWhoseFinalTranscriptIsLateInterruptsWhenTheTimeIsUp() {
    m.speaks().after(100).words("no", 1, TurnOutlook.UNKNOWN).after(200);
    m.on(new TurnEvent.SpeechStopped(m.now(), m.now() - 200, 150, TurnOutlook.UNKNOWN));
    m.fires(TurnTimer.END_OF_TURN).after(1200).fires(TurnTimer.FALSE_INTERRUPTION);
    assertThat(m.effects(EndReply.class)).hasSize(1);
  }

  @Test
  void fewerWordsThanAskedForAreNoInterruption() {
    Machine patient =
        new Machine(ConversationMode.FULL_DUPLEX, TurnSettings.DEFAULTS.withInterruptionWords(3))
            .isAnswered("tell me a story");
    patient.speaks().after(800).words("what is", 2, TurnOutlook.UNKNOWN);
    assertThat(patient.effects(EndReply.class)).isEmpty();
    patient.pauses(TurnOutlook.UNKNOWN).fires(TurnTimer.END_OF_TURN).understood("what is", 2);
    assertThat(patient.effects(ResumePlayback.class)).hasSize(1);
    assertThat(patient.effects(NotifyTurnDropped.class))
        .extracting(NotifyTurnDropped::code)
        .containsExactly("TURN_TOO_FEW_WORDS");
  }

  @Test
  void withoutWordsTheLengthOfSpeechDecides() {
    Machine deaf =
        new Machine(ConversationMode.FULL_DUPLEX, TurnSettings.DEFAULTS.withInterruptionWords(0))
            .isAnswered("tell me a story");
    deaf.speaks().stillSpeaks(200);
    assertThat(deaf.effects(EndReply.class)).isEmpty();
    deaf.stillSpeaks(300);
    assertThat(deaf.effects(EndReply.class)).hasSize(1);
  }

  @Test
  void aGuardedAnswerIsNeitherHeldNorCut() {
    m.on(new TurnEvent.ReplyGuarded(m.now(), m.reply(), true)).speaks();
    assertThat(m.effects(HoldPlayback.class)).isEmpty();
    m.after(500).words("stop it now", 3, TurnOutlook.UNKNOWN);
    m.after(300).pauses(TurnOutlook.UNKNOWN).after(800).fires(TurnTimer.END_OF_TURN);
    m.understood("stop it now", 3);
    assertThat(m.effects(EndReply.class)).isEmpty();
    assertThat(m.effects(RecordUser.class)).as("not yet: the answer comes first").isEmpty();

    m.on(new TurnEvent.PlaybackFinished(m.now(), m.reply()));
    assertThat(m.effects(RecordUser.class))
        .extracting(RecordUser::text)
        .containsExactly("stop it now");
    assertThat(m.effects(StartReply.class))
        .extracting(StartReply::text)
        .containsExactly("stop it now");
  }

  @Test
  void aGuardedAnswerDoesNotStopForAButtonAndSaysSo() {
    m.on(new TurnEvent.ReplyGuarded(m.now(), m.reply(), true));
    m.on(new TurnEvent.InterruptRequested(m.now()));
    assertThat(m.effects(NotifyUntouchable.class)).hasSize(1);
    assertThat(m.effects(EndReply.class)).isEmpty();
  }

  @Test
  void anAnswerThatIsGuardedWhileHeldGoesOn() {
    m.speaks().on(new TurnEvent.ReplyGuarded(m.now(), m.reply(), true));
    assertThat(m.effects(ResumePlayback.class)).hasSize(1);
  }

  @Test
  void whatWasTypedDuringAGuardedAnswerIsAnsweredAfterIt() {
    m.on(new TurnEvent.ReplyGuarded(m.now(), m.reply(), true));
    m.on(new TurnEvent.Typed(m.now(), "first")).on(new TurnEvent.Typed(m.now(), "second"));
    assertThat(m.effects()).isEmpty();
    m.on(new TurnEvent.PlaybackFinished(m.now(), m.reply()));
    assertThat(m.effects(StartReply.class))
        .extracting(StartReply::text, StartReply::spoken)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("first second", false));
  }

  @Test
  void anAnswerThatWasPlayedToItsEndWhileHeldIsComplete() {
    m.on(new TurnEvent.ReplyMade(m.now(), m.reply())).speaks();
    m.on(new TurnEvent.PlaybackFinished(m.now(), m.reply()));
    assertThat(m.effects(EndReply.class))
        .extracting(EndReply::outcome)
        .containsExactly(Outcome.COMPLETED);
    m.after(700).pauses(TurnOutlook.UNKNOWN).after(800).fires(TurnTimer.END_OF_TURN);
    m.understood("yes", 0);
    assertThat(m.effects(StartReply.class)).extracting(StartReply::text).containsExactly("yes");
  }

  @Test
  void whatTheAssistantWantedToSayIsSaidLaterWhenTheUserSpeaksFirst() {
    m.on(new TurnEvent.PlaybackFinished(m.now(), m.reply()));
    m.on(new TurnEvent.SpeechProposed(m.now(), "your timer is done", 30_000, false));
    m.speaks().after(700).words("what time is it", 4, TurnOutlook.UNKNOWN);
    assertThat(m.effects(EndReply.class))
        .extracting(EndReply::outcome)
        .containsExactly(Outcome.CANCELLED);
    m.pauses(TurnOutlook.UNKNOWN).fires(TurnTimer.END_OF_TURN).understood("what time is it", 4);
    m.on(new TurnEvent.PlaybackFinished(m.now(), m.reply()));
    assertThat(m.effects(TurnEffect.StartSpeech.class))
        .extracting(TurnEffect.StartSpeech::text)
        .containsExactly("your timer is done");
  }
}
