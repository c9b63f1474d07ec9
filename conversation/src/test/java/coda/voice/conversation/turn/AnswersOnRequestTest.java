package coda.voice.conversation.turn;

import static org.assertj.core.api.Assertions.assertThat;

import coda.voice.conversation.ConversationMode;
import coda.voice.conversation.SessionNotice.Outcome;
import coda.voice.conversation.turn.TurnEffect.EndReply;
import coda.voice.conversation.turn.TurnEffect.HoldPlayback;
import coda.voice.conversation.turn.TurnEffect.RecordUser;
import coda.voice.conversation.turn.TurnEffect.RefuseRequest;
import coda.voice.conversation.turn.TurnEffect.StartApology;
import coda.voice.conversation.turn.TurnEffect.StartReply;
import coda.voice.conversation.turn.TurnEffect.StartRequested;
import coda.voice.conversation.turn.TurnEffect.StartTentative;
import coda.voice.engine.TurnDetector.TurnOutlook;
import org.junit.jupiter.api.Test;

/** The front door has a say: answers are asked for, and speech ends or does not end them. */
class AnswersOnRequestTest {
  private final Machine obedient = new Machine(ConversationMode.FULL_DUPLEX, TurnEvents.OBEDIENT);
  private final Machine stubborn = new Machine(ConversationMode.FULL_DUPLEX, TurnEvents.STUBBORN);

  @Test
  void shouldRememberWordsThatNobodyAskedToAnswer() {
    turn(obedient, "what time is it");

    assertThat(obedient.effects(RecordUser.class))
        .containsExactly(new RecordUser("item_1", "what time is it", false));
    assertThat(obedient.effects(StartReply.class)).isEmpty();
    assertThat(obedient.state().quiet()).isTrue();
  }

  @Test
  void shouldKeepTurnsApartThatNobodyAskedToAnswer() {
    turn(obedient, "one");
    turn(obedient, "two");

    assertThat(obedient.effects(RecordUser.class))
        .containsExactly(new RecordUser("item_2", "two", false));
  }

  @Test
  void shouldAnswerWhenAsked() {
    turn(obedient, "what time is it");

    obedient.on(new TurnEvent.ReplyRequested(obedient.now(), "r"));

    assertThat(obedient.effects(StartRequested.class))
        .containsExactly(new StartRequested("reply_1", "r"));
  }

  @Test
  void shouldAwaitTheWordsOfTheTurnThatIsOverBeforeItAnswers() {
    obedient.speaks();
    obedient.after(800).on(new TurnEvent.Committed(obedient.now()));
    obedient.on(new TurnEvent.ReplyRequested(obedient.now(), "r"));
    assertThat(obedient.effects(StartRequested.class)).isEmpty();

    obedient.on(new TurnEvent.FinalTranscript(obedient.now(), obedient.item(), "hello", 1));

    assertThat(obedient.effects(StartRequested.class)).hasSize(1);
    assertThat(obedient.effects(RecordUser.class)).hasSize(1);
  }

  @Test
  void shouldAnswerWhatWasSaidBeforeThoughTheLastTurnHadNoWords() {
    obedient.speaks();
    obedient.after(800).on(new TurnEvent.Committed(obedient.now()));
    obedient.on(new TurnEvent.ReplyRequested(obedient.now(), "r"));

    obedient.on(new TurnEvent.FinalTranscript(obedient.now(), obedient.item(), "", 0));

    assertThat(obedient.effects(StartRequested.class)).hasSize(1);
  }

  @Test
  void shouldRefuseASecondAnswerAndNameTheFirst() {
    obedient.on(new TurnEvent.ReplyRequested(obedient.now(), "r1"));
    obedient.on(new TurnEvent.ReplyRequested(obedient.now(), "r2"));

    assertThat(obedient.effects(RefuseRequest.class))
        .containsExactly(new RefuseRequest("r2", "reply_1"));
  }

  @Test
  void shouldRefuseWhatWaitsWhenTheSessionEnds() {
    obedient.speaks();
    obedient.after(800).on(new TurnEvent.Committed(obedient.now()));
    obedient.on(new TurnEvent.ReplyRequested(obedient.now(), "r"));

    obedient.on(new TurnEvent.CloseRequested(obedient.now(), "client"));

    assertThat(obedient.effects(RefuseRequest.class)).containsExactly(new RefuseRequest("r", ""));
  }

  @Test
  void shouldBeginNothingOnTrust() {
    obedient.speaks();
    obedient
        .after(500)
        .on(
            new TurnEvent.PartialTranscript(
                obedient.now(), obedient.item(), "what time is it", 4, TurnOutlook.COMPLETE));
    obedient
        .after(500)
        .on(new TurnEvent.SpeechStopped(obedient.now(), obedient.now(), 900, TurnOutlook.COMPLETE));

    assertThat(obedient.effects(StartTentative.class)).isEmpty();
  }

  @Test
  void shouldEndAnAnswerThatIsHeardAsSoonAsTheUserSpeaks() {
    obedient.on(new TurnEvent.ReplyRequested(obedient.now(), "r"));
    obedient.on(new TurnEvent.ReplySpeechBegan(obedient.now(), "reply_1"));

    obedient.after(700).speaks();

    assertThat(obedient.effects(EndReply.class))
        .containsExactly(new EndReply("reply_1", Outcome.TRUNCATED, "speech"));
    assertThat(obedient.effects(HoldPlayback.class)).isEmpty();
  }

  @Test
  void shouldEndAnAnswerThatIsNotHeardYetAsSoonAsTheUserSpeaks() {
    obedient.on(new TurnEvent.ReplyRequested(obedient.now(), "r"));

    obedient.after(100).speaks();

    assertThat(obedient.effects(EndReply.class))
        .containsExactly(new EndReply("reply_1", Outcome.CANCELLED, "speech"));
  }

  @Test
  void shouldSpeakOnAndRememberWhatWasSaidMeanwhile() {
    turn(stubborn, "tell me a story");
    stubborn.on(new TurnEvent.ReplySpeechBegan(stubborn.now(), "reply_1"));

    turn(stubborn, "please stop it");

    assertThat(stubborn.state().reply()).isInstanceOf(Reply.Speaking.class);
    assertThat(stubborn.effects(RecordUser.class))
        .containsExactly(new RecordUser("item_2", "please stop it", false));
    assertThat(stubborn.effects(StartReply.class)).isEmpty();
  }

  @Test
  void shouldNotApologiseWhereAnswersAreAskedFor() {
    obedient.on(new TurnEvent.ReplyRequested(obedient.now(), "r"));

    obedient.on(new TurnEvent.ReplyFailed(obedient.now(), "reply_1", "ENGINE_FAILED"));

    assertThat(obedient.effects(EndReply.class)).hasSize(1);
    assertThat(obedient.effects(StartApology.class)).isEmpty();
  }

  private static void turn(Machine machine, String words) {
    machine.after(500).speaks();
    machine
        .after(900)
        .on(new TurnEvent.SpeechStopped(machine.now(), machine.now(), 900, TurnOutlook.UNKNOWN));
    machine.after(1000).fires(TurnTimer.END_OF_TURN);
    machine.on(
        new TurnEvent.FinalTranscript(
            machine.now(), machine.item(), words, words.split(" ").length));
  }
}
