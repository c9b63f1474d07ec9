package coda.voice.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import coda.voice.conversation.ConversationMode;
import coda.voice.conversation.SessionNotice.Outcome;
import coda.voice.conversation.SessionNotice.ReplyAudio;
import coda.voice.conversation.SessionNotice.ReplyEnded;
import coda.voice.conversation.SessionNotice.ReplyStarted;
import coda.voice.conversation.SessionNotice.ReplyText;
import coda.voice.conversation.SessionNotice.SpeechStarted;
import coda.voice.conversation.SessionNotice.SpeechStopped;
import coda.voice.conversation.SessionNotice.Transcribed;
import coda.voice.conversation.SessionNotice.TurnDropped;
import coda.voice.conversation.TurnSettings;
import coda.voice.engine.LanguageModel.Role;
import coda.voice.engine.TurnDetector.TurnOutlook;
import coda.voice.testkit.engines.ScriptedRecognizer.Utterance;
import org.junit.jupiter.api.Test;

class SpokenTurnTest {
  private final VirtualSession s = new VirtualSession();

  @Test
  void aSpokenTurnIsAnsweredAloud() {
    s.recognizer.understands("what time is it");
    s.model.answers("It is ten. Have a good day.");

    s.userSpeaks(1000).userIsSilent(8000);

    assertThat(s.told(SpeechStarted.class)).containsExactly(new SpeechStarted(0));
    assertThat(s.told(SpeechStopped.class)).containsExactly(new SpeechStopped(1000));
    assertThat(s.told(Transcribed.class))
        .extracting(t -> t.transcript().text())
        .containsExactly("what time is it");
    assertThat(s.told(ReplyStarted.class)).hasSize(1);
    assertThat(s.told(ReplyText.class))
        .extracting(ReplyText::text)
        .containsExactly("It is ten.", " Have a good day.");
    assertThat(s.told(ReplyEnded.class))
        .singleElement()
        .satisfies(
            end -> {
              assertThat(end.outcome()).isEqualTo(Outcome.COMPLETED);
              assertThat(end.text()).isEqualTo("It is ten. Have a good day.");
              assertThat(end.audioMs()).isEqualTo(7 * 300);
            });
  }

  @Test
  void silenceEndsATurnAfterAsLongAsTheTurnDetectorSays() {
    s.turnDetector.judges(TurnOutlook.COMPLETE);
    s.recognizer.understands("what time is it");
    s.userSpeaks(1000).userIsSilent(3000);
    assertThat(s.told(ReplyEnded.class).getFirst().timings().endpointing()).isEqualTo(300);

    VirtualSession unsure = new VirtualSession();
    unsure.recognizer.understands("what time is it");
    unsure.userSpeaks(1000).userIsSilent(4000);
    assertThat(unsure.told(ReplyEnded.class).getFirst().timings().endpointing()).isEqualTo(1000);

    VirtualSession more = new VirtualSession();
    more.turnDetector.judges(TurnOutlook.INCOMPLETE);
    more.recognizer.understands("add milk and");
    more.userSpeaks(1000).userIsSilent(6000);
    assertThat(more.told(ReplyEnded.class).getFirst().timings().endpointing()).isEqualTo(2500);
  }

  @Test
  void theTimingsOfAnAnswerAddUp() {
    s.recognizer.understands(new Utterance("hello", "", 40, false));
    s.model.answers("Hi.");
    s.userSpeaks(600).userIsSilent(3000);

    var timings = s.told(ReplyEnded.class).getFirst().timings();
    assertThat(timings.transcript()).isEqualTo(40);
    assertThat(timings.firstText()).isEqualTo(50 + 10);
    assertThat(timings.firstAudio()).isEqualTo(30);
    assertThat(timings.total()).isEqualTo(1000 + 40 + 60 + 30);
  }

  @Test
  void aMachineThatStandsStillDoesNotEndATurn() {
    s.turnDetector.judges(TurnOutlook.COMPLETE);
    s.recognizer.understands("what time is it");

    s.userSpeaks(600);
    s.loop.stall(900);
    s.userSpeaks(600).userIsSilent(3000);

    assertThat(s.told(SpeechStopped.class)).containsExactly(new SpeechStopped(1200));
    assertThat(s.model.asked()).extracting(a -> a.text()).containsExactly("what time is it");
  }

  @Test
  void aMicrophoneThatIsMutedInMidWordEndsATurnSoonAfterAMachineStoodStill() {
    s.turnDetector.judges(TurnOutlook.COMPLETE);
    s.recognizer.understands("what time");

    s.userSpeaks(600);
    s.loop.stall(900);
    s.nothingArrives(1500);

    assertThat(s.model.asked()).extracting(a -> a.text()).containsExactly("what time");
  }

  @Test
  void aPauseInsideATurnDoesNotEndIt() {
    s.recognizer.understands("set a timer for ten minutes");
    s.userSpeaks(600).userIsSilent(800).userSpeaks(600).userIsSilent(5000);

    assertThat(s.model.asked())
        .extracting(a -> a.text())
        .containsExactly("set a timer for ten minutes");
  }

  @Test
  void everySampleOfATurnIsRecognisedOnceFromThePreRollOn() {
    s.recognizer.understands("hello");
    s.userIsSilent(1000).userSpeaks(600).userIsSilent(3000);

    // 300 ms of pre-roll when speech is noticed 60 ms in, the other 540 ms, and the silence until
    // the turn is over: every frame once.
    long ms = s.recognizer.heardSamples() / 16;
    assertThat(ms).isEqualTo(300 + 540 + 1000);
  }

  @Test
  void aKnockIsNotATurn() {
    s.userSpeaks(80).userIsSilent(3000);

    assertThat(s.told(TurnDropped.class))
        .extracting(TurnDropped::code)
        .containsExactly("TURN_TOO_SHORT");
    assertThat(s.told(ReplyStarted.class)).isEmpty();
    assertThat(s.recognizer.capacity().inUse()).isZero();
  }

  @Test
  void speechWithoutWordsIsDroppedWithANotice() {
    s.recognizer.understands("");
    s.userSpeaks(1000).userIsSilent(3000);

    assertThat(s.told(TurnDropped.class))
        .extracting(TurnDropped::code)
        .containsExactly("TURN_NO_WORDS");
    assertThat(s.model.asked()).isEmpty();
  }

  @Test
  void theLastPartialCountsWhenTheFinalTranscriptDoesNotCome() {
    s.recognizer.understands(new Utterance("never told", "what time", -1, false));
    s.userSpeaks(1000).userIsSilent(6000);

    assertThat(s.model.asked()).extracting(a -> a.text()).containsExactly("what time");
    assertThat(s.told(Transcribed.class)).last().satisfies(t -> assertThat(t.isFinal()).isTrue());
  }

  @Test
  void aTurnThatIsNeverUnderstoodEndsWithANotice() {
    s.recognizer.understands(new Utterance("never told", "", -1, false));
    s.userSpeaks(1000).userIsSilent(6000);

    assertThat(s.told(TurnDropped.class))
        .extracting(TurnDropped::code)
        .containsExactly("TRANSCRIPT_TIMEOUT");
    assertThat(s.recognizer.capacity().inUse()).isZero();
  }

  @Test
  void aMicrophoneMutedInMidWordEndsTheTurn() {
    s.recognizer.understands("hello");
    s.userSpeaks(600).nothingArrives(6000);

    assertThat(s.model.asked()).hasSize(1);
  }

  @Test
  void audioThatArrivesOnlyWhileTheUserSpeaksIsEnough() {
    s.recognizer.understands("hello").understands("goodbye");
    s.userSpeaks(600).nothingArrives(5000).userSpeaks(600).nothingArrives(5000);

    assertThat(s.model.asked()).extracting(a -> a.text()).containsExactly("hello", "goodbye");
  }

  @Test
  void pushToTalkEndsATurnOnlyWhenTheClientSaysSo() {
    VirtualSession p = new VirtualSession(ConversationMode.PUSH_TO_TALK, TurnSettings.DEFAULTS);
    p.recognizer.understands("what time is it");
    p.userSpeaks(600).userIsSilent(5000);
    assertThat(p.model.asked()).isEmpty();

    p.session.commit();
    p.nothingArrives(2000);
    assertThat(p.model.asked()).extracting(a -> a.text()).containsExactly("what time is it");
    assertThat(p.recognizer.heardSamples()).isEqualTo(16 * 5600);
  }

  @Test
  void aLostConnectionIsNoButtonThatWasLetGo() {
    VirtualSession p = new VirtualSession(ConversationMode.PUSH_TO_TALK, TurnSettings.DEFAULTS);
    p.recognizer.understands("what time is it");
    p.userSpeaks(300);
    p.session.suspend();
    p.nothingArrives(10_000);
    p.session.resume();
    p.nothingArrives(1_000);
    assertThat(p.model.asked()).isEmpty();

    p.userSpeaks(300);
    p.session.commit();
    p.nothingArrives(2000);

    assertThat(p.model.asked()).extracting(a -> a.text()).containsExactly("what time is it");
    assertThat(p.recognizer.heardSamples()).isEqualTo(16 * 600);
  }

  @Test
  void whatALostConnectionDoesNotBringIsNoSilence() {
    s.recognizer.understands("what time is it");
    s.userSpeaks(600);
    s.session.suspend();
    s.nothingArrives(10_000);
    assertThat(s.model.asked()).isEmpty();

    s.session.resume();
    s.userIsSilent(3_000);

    assertThat(s.model.asked()).extracting(a -> a.text()).containsExactly("what time is it");
  }

  @Test
  void whatTheClientTakesBackIsForgotten() {
    s.recognizer.understands("never mind");
    s.userSpeaks(600);
    s.session.clear();
    s.userIsSilent(3000);

    assertThat(s.model.asked()).isEmpty();
    assertThat(s.told(TurnDropped.class))
        .extracting(TurnDropped::code)
        .containsExactly("TURN_CLEARED");
  }

  @Test
  void whenTheUserGoesOnBeforeAnAnswerIsHeardBothPartsAreOneTurn() {
    s.turnDetector.judges(TurnOutlook.COMPLETE);
    s.recognizer.understands("set a timer").understands("for ten minutes");
    s.model.answers(
        new coda.voice.testkit.engines.ScriptedLanguageModel.Answer(
            "Too soon.", 1500, 0, coda.voice.testkit.engines.ScriptedLanguageModel.Ending.DONE));
    s.model.answers("Ten minutes.");
    s.userSpeaks(800).userIsSilent(500).userSpeaks(800).userIsSilent(6000);

    assertThat(s.model.asked())
        .extracting(a -> a.text())
        .containsExactly("set a timer", "set a timer for ten minutes");
    assertThat(s.told(ReplyEnded.class))
        .extracting(ReplyEnded::outcome)
        .containsExactly(Outcome.CANCELLED, Outcome.COMPLETED);
    s.recognizer.understands("thanks");
    s.userSpeaks(600).userIsSilent(3000);
    assertThat(s.model.asked().getLast().history())
        .extracting(m -> m.role() + ": " + m.text())
        .containsExactly(
            Role.USER + ": set a timer for ten minutes", Role.ASSISTANT + ": Ten minutes.");
  }

  @Test
  void aBusyRecogniserIsToldAndTheNextTurnWorks() {
    s.recognizer.understands("hello");
    var taken =
        java.util.stream.IntStream.range(0, 4)
            .mapToObj(i -> s.recognizer.capacity().acquire())
            .toList();
    s.userSpeaks(600).userIsSilent(2000);
    assertThat(s.told(TurnDropped.class))
        .extracting(TurnDropped::code)
        .containsExactly("ENGINE_BUSY");

    taken.forEach(coda.voice.engine.Capacity.Permit::close);
    s.userSpeaks(600).userIsSilent(3000);
    assertThat(s.model.asked()).hasSize(1);
  }

  @Test
  void replyAudioIsSentAtMostTheLeadAheadOfRealTime() {
    s.recognizer.understands("tell me a story");
    s.model.answers("One two three four five six seven eight nine ten.");
    s.userSpeaks(600).userIsSilent(8000);

    var audio = s.told().stream().filter(t -> t.notice() instanceof ReplyAudio).toList();
    long first = audio.getFirst().at();
    for (int i = 0; i < audio.size(); i++) {
      long ahead = (i + 1) * 20L - (audio.get(i).at() - first);
      assertThat(ahead).as("frame %d", i).isBetween(1L, 420L);
    }
    assertThat(audio).hasSize(10 * 300 / 20);
  }

  @Test
  void audioThatArrivesFasterThanRealTimeIsATurnLikeAnyOther() {
    s.recognizer.understands("what time is it");
    for (int i = 0; i < 40; i++) {
      var frame = s.pool.lease(16_000).length(320);
      java.util.Arrays.fill(frame.samples(), 0, 320, (short) 4000);
      s.session.hear(frame);
      frame.release();
    }
    s.loop.settle();
    s.nothingArrives(5000);

    assertThat(s.model.asked()).extracting(a -> a.text()).containsExactly("what time is it");
  }

  @Test
  void audioThatIsLateOnItsWayDoesNotEndATurnInMidSentence() {
    s.turnDetector.judges(TurnOutlook.COMPLETE);
    s.recognizer.understands("what day is it today");
    // The pause in the speech is 280 ms, too short to end the turn, however late the rest arrives.
    s.userSpeaks(600).userIsSilent(280);
    s.nothingArrives(200);
    s.userSpeaks(600).userIsSilent(3000);

    assertThat(s.model.asked()).extracting(a -> a.text()).containsExactly("what day is it today");
  }
}
