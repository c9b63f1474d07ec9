package coda.voice.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import coda.voice.audio.enhance.EnhancementOptions;
import coda.voice.conversation.ConversationMode;
import coda.voice.conversation.Session;
import coda.voice.conversation.SessionChange;
import coda.voice.conversation.SessionNotice.AudioDropped;
import coda.voice.conversation.SessionNotice.Ended;
import coda.voice.conversation.SessionNotice.Outcome;
import coda.voice.conversation.SessionNotice.Problem;
import coda.voice.conversation.SessionNotice.ReplyAudio;
import coda.voice.conversation.SessionNotice.ReplyEnded;
import coda.voice.conversation.SessionNotice.ReplyStarted;
import coda.voice.conversation.SessionNotice.ReplyText;
import coda.voice.conversation.SessionNotice.StateChanged;
import coda.voice.conversation.VoiceSetup;
import coda.voice.testkit.engines.ScriptedLanguageModel.Answer;
import coda.voice.testkit.engines.ScriptedLanguageModel.Ending;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SessionLifeTest {
  private final VirtualSession s = new VirtualSession();

  @Test
  void closingInTheMiddleOfEverythingGivesEverythingBack() {
    s.recognizer.understands("count").understands("stop");
    s.model.answers("one two three four five six seven eight nine ten");
    s.userSpeaks(600).userIsSilent(1400).userSpeaks(100);
    s.session.close("lost");
    s.session.close("lost");
    s.loop.settle();

    assertThat(s.told(Ended.class))
        .singleElement()
        .satisfies(e -> assertThat(e.reason()).isEqualTo("lost"));
    assertThat(s.told().getLast().notice()).isInstanceOf(Ended.class);
    s.loop.pass(10_000);
    assertThat(s.everythingGivenBack()).isTrue();
  }

  @Test
  void aClosedSessionIgnoresWhateverComes() {
    s.session.close("client");
    s.loop.settle();
    s.session.type("hello");
    s.session.commit();
    s.session.interrupt();
    s.session.drain();
    s.session.played("reply_1", 20);
    s.userSpeaks(600).userIsSilent(3000);

    assertThat(s.told().getLast().notice()).isInstanceOf(Ended.class);
    assertThat(s.everythingGivenBack()).isTrue();
  }

  @Test
  void aModelThatNeverBeginsIsGivenUpAndTold() {
    s.model.answers(new Answer("", 0, 0, Ending.STALLED));
    s.session.type("hello");
    s.userIsSilent(2100);

    assertThat(s.told(ReplyEnded.class))
        .extracting(ReplyEnded::outcome)
        .containsExactly(Outcome.FAILED);
    assertThat(s.told(Problem.class))
        .extracting(Problem::safeMessage)
        .containsExactly("Voice processing timeout");
    assertThat(s.model.capacity().inUse()).isZero();
  }

  @Test
  void aModelThatStopsInTheMiddleEndsTheAnswerAtWhatWasHeard() {
    s.model.answers(new Answer("First sentence here. And then", 50, 10, Ending.STALLED));
    s.session.type("hello");
    s.userIsSilent(9000);

    assertThat(s.told(ReplyEnded.class))
        .extracting(ReplyEnded::outcome, ReplyEnded::text)
        .containsExactly(
            tuple(Outcome.FAILED, "First sentence here."),
            tuple(Outcome.COMPLETED, "Sorry, I could not finish that."));
  }

  @Test
  void aModelThatFailsIsToldWithAReference() {
    s.model.answers(new Answer("", 50, 0, Ending.FAILED));
    s.session.type("hello");
    s.userIsSilent(500);

    assertThat(s.told(Problem.class))
        .singleElement()
        .satisfies(
            p -> {
              assertThat(p.code()).isEqualTo("ENGINE_FAILED");
              assertThat(p.reference()).isNotBlank();
              assertThat(p.safeMessage()).doesNotContain("scripted");
            });
    assertThat(s.told(ReplyEnded.class))
        .extracting(ReplyEnded::outcome)
        .containsExactly(Outcome.FAILED);
  }

  @Test
  void aVoiceThatStallsEndsTheAnswerInItsTime() {
    s.synthesizer.stalls();
    s.model.answers("one two three");
    s.session.type("hello");
    s.userIsSilent(9000);

    assertThat(s.told(ReplyEnded.class))
        .extracting(ReplyEnded::outcome, ReplyEnded::text)
        .containsExactly(
            tuple(Outcome.FAILED, "one"),
            tuple(Outcome.COMPLETED, "Sorry, I could not finish that."));
    assertThat(s.synthesizer.capacity().inUse()).isZero();
  }

  @Test
  void aVoiceThatFailsEndsTheAnswer() {
    s.synthesizer.fails();
    s.session.type("hello");
    s.userIsSilent(4000);

    assertThat(s.told(ReplyEnded.class))
        .extracting(ReplyEnded::outcome, ReplyEnded::text)
        .containsExactly(
            tuple(Outcome.FAILED, ""),
            tuple(Outcome.COMPLETED, "Sorry, I am having trouble answering right now."));
    assertThat(s.model.capacity().inUse()).isZero();
  }

  @Test
  void audioWaitsForAClientThatDoesNotReadButNotForEver() {
    s.model.answers("one two three");
    s.session.type("hello");
    s.userIsSilent(200);
    s.clientReads(false);
    int sent = s.told(ReplyAudio.class).size();
    s.userIsSilent(2000);
    assertThat(s.told(ReplyAudio.class)).hasSize(sent);

    s.clientReads(true);
    s.userIsSilent(2000);
    assertThat(s.told(ReplyEnded.class))
        .extracting(ReplyEnded::outcome)
        .containsExactly(Outcome.COMPLETED);

    s.clientReads(false);
    s.session.type("again");
    s.userIsSilent(9000);
    assertThat(s.told(ReplyEnded.class).getLast().outcome()).isEqualTo(Outcome.FAILED);
  }

  @Test
  void anEmptyAnswerIsSilenceNotAFailure() {
    s.model.answers("");
    s.session.type("stop");
    s.userIsSilent(1000);

    assertThat(s.told(ReplyEnded.class))
        .extracting(ReplyEnded::outcome)
        .containsExactly(Outcome.COMPLETED);
    assertThat(s.told(ReplyAudio.class)).isEmpty();
    assertThat(s.told(Problem.class)).isEmpty();
  }

  @Test
  void theAssistantSpeaksUpByItselfWhenNobodySpeaks() {
    s.model.scope().later(5_000, () -> s.model.scope().say("Your timer is done."));
    s.userIsSilent(4_900);
    s.recognizer.understands("hello");
    s.userSpeaks(800).userIsSilent(5_000);

    assertThat(s.told(ReplyText.class))
        .extracting(ReplyText::text)
        .containsExactly("Yes.", "Your timer is done.");
  }

  @Test
  void aGoodbyeEndsTheSessionAfterItWasHeard() {
    s.model.answers("Bye bye.");
    s.session.type("goodbye");
    s.userIsSilent(40);
    s.model.scope().endAfterReply();
    s.userIsSilent(3000);

    assertThat(s.told(ReplyEnded.class))
        .extracting(ReplyEnded::outcome)
        .containsExactly(Outcome.COMPLETED);
    assertThat(s.told(Ended.class)).extracting(Ended::reason).containsExactly("goodbye");
    assertThat(s.everythingGivenBack()).isTrue();
  }

  @Test
  void drainingLetsTheAnswerFinishAndTakesNoNewTurn() {
    s.model.answers("one two three four five");
    s.session.type("count");
    s.userIsSilent(400);
    s.session.drain();
    s.session.type("another");
    s.userSpeaks(600).userIsSilent(4000);

    assertThat(s.told(ReplyEnded.class))
        .extracting(ReplyEnded::outcome)
        .containsExactly(Outcome.COMPLETED);
    assertThat(s.told(Ended.class)).extracting(Ended::reason).containsExactly("drain");
  }

  @Test
  void anIdleSessionEnds() {
    s.userIsSilent(1000).nothingArrives(300_000);

    assertThat(s.told(Ended.class)).extracting(Ended::reason).containsExactly("idle");
  }

  @Test
  void aChangeDuringAnAnswerTakesEffectWithTheNext() {
    s.model.answers("one two three four five six");
    s.session.type("count");
    s.userIsSilent(400);
    s.session.configure(
        new SessionChange(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(
                new coda.voice.conversation.TurnSettings(
                    300, 120, 300, 1000, 2500, 300, 1, 1500, 1500, 2000, 3000, 4000, 1, 30_000,
                    300_000, 300_000, 0, 30_000, true, 0.5))));
    s.userIsSilent(4000);

    // With the new stall time of 1 ms the running answer would have failed.
    assertThat(s.told(ReplyEnded.class))
        .extracting(ReplyEnded::outcome)
        .containsExactly(Outcome.COMPLETED);
  }

  @Test
  void theStateIsToldWheneverItChanges() {
    s.model.answers("Yes.");
    s.session.type("hello");
    s.userIsSilent(3000);

    assertThat(s.told(StateChanged.class))
        .extracting(StateChanged::phase)
        .containsSubsequence("waiting", "processing", "responding", "waiting")
        .doesNotContain("listening", "ended");
  }

  @Test
  void audioThatPilesUpIsDroppedOldestFirstAndSaid() {
    for (int i = 0; i < Session.MAX_WAITING_FRAMES + 30; i++) {
      var frame = s.pool.lease(16_000).length(320);
      s.session.hear(frame);
      frame.release();
    }
    s.loop.settle();

    assertThat(s.told(AudioDropped.class)).extracting(AudioDropped::frames).containsExactly(30L);
    s.session.close("client");
    s.loop.settle();
    assertThat(s.pool.leased()).isZero();
  }

  @Test
  void aTypedTurnIsAnsweredLikeASpokenOne() {
    s.session.type("what time is it");
    s.userIsSilent(3000);

    assertThat(s.told(ReplyStarted.class)).hasSize(1);
    assertThat(s.model.asked().getFirst().spoken()).isFalse();
    assertThat(s.told(ReplyAudio.class)).isNotEmpty();
  }

  @Test
  void anEngineThatBreaksItsContractEndsTheSessionAndLeavesNothing() {
    s.model.throwsOnAnswer();
    s.session.type("hello");
    s.userIsSilent(100);

    assertThat(s.told(Problem.class))
        .extracting(Problem::safeMessage)
        .containsExactly("Internal processing error");
    assertThat(s.told(Ended.class)).extracting(Ended::reason).containsExactly("internal");
    s.loop.pass(1000);
    assertThat(s.everythingGivenBack()).isTrue();
  }

  @Test
  void aCleanedMicrophoneHearsAndGivesEverythingBack() {
    s.session.startVoice(
        new VoiceSetup(
            48_000,
            24_000,
            ConversationMode.FULL_DUPLEX,
            true,
            new EnhancementOptions(true, true, true, true)));
    s.model.answers("one two three four");
    s.session.type("count");
    for (int i = 0; i < 100; i++) {
      var frame = s.pool.lease(48_000).length(960);
      s.session.hear(frame);
      frame.release();
      s.loop.pass(20);
    }
    assertThat(s.told(ReplyAudio.class)).isNotEmpty();
    s.session.close("client");
    s.loop.settle();
    assertThat(s.told(Ended.class).getFirst().summary().heardMs()).isBetween(1900L, 2000L);
    assertThat(s.everythingGivenBack()).isTrue();
  }
}
