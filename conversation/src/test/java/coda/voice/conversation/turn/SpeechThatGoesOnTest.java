package coda.voice.conversation.turn;

import static org.assertj.core.api.Assertions.assertThat;

import coda.voice.conversation.ConversationMode;
import coda.voice.conversation.TurnSettings;
import coda.voice.conversation.turn.TurnEffect.EndReply;
import coda.voice.conversation.turn.TurnEffect.OpenRecognition;
import coda.voice.conversation.turn.TurnEffect.SetTimer;
import coda.voice.conversation.turn.TurnEffect.StartReply;
import coda.voice.engine.TurnDetector.TurnOutlook;
import org.junit.jupiter.api.Test;

/** What follows when a turn ends from elsewhere while the user is still speaking. */
class SpeechThatGoesOnTest {
  private final Machine m = new Machine();

  private Machine failed(Machine machine) {
    return machine.on(new TurnEvent.TranscriptFailed(machine.now(), machine.item(), "ENGINE_BUSY"));
  }

  @Test
  void whatIsSaidAfterTheLongestTurnIsTheNextTurn() {
    m.speaks().after(300_000).fires(TurnTimer.MAX_TURN).stillSpeaks(100);
    assertThat(m.effects(OpenRecognition.class)).hasSize(1);
    assertThat(m.state().user()).isInstanceOf(User.Speaking.class);
  }

  @Test
  void wordsThatComeTooEarlyEndATurnNotTheSpeech() {
    m.speaks().after(400).understood("turn on", 2).stillSpeaks(100);
    assertThat(m.effects(OpenRecognition.class)).hasSize(1);
    m.after(700).words("the light", 2, TurnOutlook.UNKNOWN);
    assertThat(m.effects(EndReply.class)).as("the answer to half of it").hasSize(1);
    m.pauses(TurnOutlook.UNKNOWN).after(800).fires(TurnTimer.END_OF_TURN);
    m.understood("the light", 2);
    assertThat(m.effects(StartReply.class))
        .extracting(StartReply::text)
        .containsExactly("turn on the light");
  }

  @Test
  void theLengthOfSpeechBeforeDoesNotCountForTheNextTurn() {
    Machine byLength =
        new Machine(ConversationMode.FULL_DUPLEX, TurnSettings.DEFAULTS.withInterruptionWords(0));
    byLength.speaks().after(900).understood("turn on the light", 4);
    byLength.on(new TurnEvent.SpeechContinued(byLength.now() + 10, 970));
    assertThat(byLength.effects(OpenRecognition.class)).hasSize(1);
    byLength.after(110).on(new TurnEvent.SpeechContinued(byLength.now(), 1_070));
    assertThat(byLength.effects(EndReply.class)).as("100 ms of a new turn").isEmpty();
    byLength.after(300).on(new TurnEvent.SpeechContinued(byLength.now(), 1_370));
    assertThat(byLength.effects(EndReply.class)).hasSize(1);
  }

  @Test
  void speechThatCannotBeRecognisedIsNotTriedAgainInMidWord() {
    failed(m.speaks().after(100)).stillSpeaks(100);
    assertThat(m.effects(OpenRecognition.class)).isEmpty();
    m.on(new TurnEvent.SpeechStopped(m.now(), m.now() - 200, 300, TurnOutlook.UNKNOWN));
    m.after(500).speaks();
    assertThat(m.effects(OpenRecognition.class)).as("but the next time").hasSize(1);
  }

  @Test
  void aTurnThatFailsAfterItsEndDoesNotDeafenTheNext() {
    m.speaks().after(800).pauses(TurnOutlook.UNKNOWN).after(800).fires(TurnTimer.END_OF_TURN);
    String first = m.item();
    m.after(100).speaks().after(300).fires(TurnTimer.MAX_TURN);
    m.on(new TurnEvent.TranscriptFailed(m.now(), first, "ENGINE_FAILED")).stillSpeaks(100);
    assertThat(m.effects(OpenRecognition.class)).hasSize(1);
  }

  @Test
  void wordsThatWaitedForATurnThatFailsAreAnswered() {
    m.speaks().after(800).pauses(TurnOutlook.UNKNOWN).after(800).fires(TurnTimer.END_OF_TURN);
    String first = m.item();
    m.after(100).speaks().after(800).pauses(TurnOutlook.UNKNOWN).after(800);
    m.fires(TurnTimer.END_OF_TURN).understood("what time is it", 4);
    assertThat(m.effects(StartReply.class)).isEmpty();
    m.on(new TurnEvent.TranscriptFailed(m.now(), first, "ENGINE_FAILED"));
    assertThat(m.effects(StartReply.class)).hasSize(1);
  }

  @Test
  void whoHoldsTheButtonWhenRecognitionFailsIsHeardWhenItIsPressedAgain() {
    Machine button = new Machine(ConversationMode.PUSH_TO_TALK, TurnSettings.DEFAULTS);
    failed(button.speaks().after(20)).after(20).speaks();
    assertThat(button.effects(OpenRecognition.class)).isEmpty();
    button.on(new TurnEvent.Committed(button.now())).after(500).speaks();
    assertThat(button.effects(OpenRecognition.class)).hasSize(1);
  }

  @Test
  void aTurnWhoseButtonIsTakenAwayEndsBySilence() {
    Machine button = new Machine(ConversationMode.PUSH_TO_TALK, TurnSettings.DEFAULTS);
    button.speaks().after(500).pauses(TurnOutlook.UNKNOWN).after(500);
    button.on(
        new TurnEvent.Configured(
            button.now(), ConversationMode.FULL_DUPLEX, TurnSettings.DEFAULTS));
    assertThat(button.effects(SetTimer.class))
        .contains(new SetTimer(TurnTimer.END_OF_TURN, TurnSettings.DEFAULTS.silenceMs()));
  }
}
