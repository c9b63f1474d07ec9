package coda.voice.conversation.turn;

import static org.assertj.core.api.Assertions.assertThat;

import coda.voice.conversation.ConversationMode;
import coda.voice.conversation.SessionNotice.Outcome;
import coda.voice.conversation.TurnSettings;
import coda.voice.conversation.turn.TurnEffect.CloseSession;
import coda.voice.conversation.turn.TurnEffect.EndReply;
import coda.voice.conversation.turn.TurnEffect.HoldPlayback;
import coda.voice.conversation.turn.TurnEffect.NotifyProposalDropped;
import coda.voice.conversation.turn.TurnEffect.ProposeIdlePrompt;
import coda.voice.conversation.turn.TurnEffect.ResumePlayback;
import coda.voice.conversation.turn.TurnEffect.SetTimer;
import coda.voice.conversation.turn.TurnEffect.StartApology;
import coda.voice.conversation.turn.TurnEffect.StartSpeech;
import org.junit.jupiter.api.Test;

/** Lost connections, failed answers, and what the assistant says by itself. */
class SessionRulesTest {
  private final Machine m = new Machine();

  private Machine lost() {
    return m.on(new TurnEvent.ConnectionLost(m.now()));
  }

  private Machine back() {
    return m.on(new TurnEvent.ConnectionResumed(m.now()));
  }

  private Machine proposes(String text, long freshMs) {
    return m.on(new TurnEvent.SpeechProposed(m.now(), text, freshMs, false));
  }

  @Test
  void aLostConnectionHoldsTheAnswerUntilItIsBack() {
    m.isAnswered("tell me a story");
    lost();
    assertThat(m.effects(HoldPlayback.class)).hasSize(1);
    m.after(5_000);
    back();
    assertThat(m.effects(ResumePlayback.class)).hasSize(1);
    assertThat(m.state().lifecycle()).isEqualTo(Lifecycle.LIVE);
  }

  @Test
  void aConnectionThatDoesNotComeBackEndsTheSession() {
    m.isAnswered("tell me a story");
    lost().after(30_000).fires(TurnTimer.SUSPENSION);
    assertThat(m.effects(CloseSession.class)).containsExactly(new CloseSession("lost"));
    assertThat(m.effects(EndReply.class)).extracting(EndReply::outcome).contains(Outcome.TRUNCATED);
  }

  @Test
  void anAnswerThatIsReadyWhileNobodyListensWaits() {
    m.says("tell me a story", 4);
    lost().on(new TurnEvent.ReplySpeechBegan(m.now(), m.reply()));
    assertThat(m.effects(HoldPlayback.class)).hasSize(1);
  }

  @Test
  void nothingIsSaidIntoALostConnection() {
    lost();
    proposes("your timer is done", 30_000);
    assertThat(m.effects(StartSpeech.class)).isEmpty();
    back();
    assertThat(m.effects(StartSpeech.class)).hasSize(1);
  }

  @Test
  void aSessionThatGoesDownDoesNotWaitForALostConnection() {
    lost().on(new TurnEvent.DrainRequested(m.now()));
    assertThat(m.effects(CloseSession.class)).hasSize(1);
    Machine draining = new Machine().isAnswered("tell me a story");
    draining.on(new TurnEvent.DrainRequested(draining.now()));
    draining.on(new TurnEvent.ConnectionLost(draining.now()));
    assertThat(draining.effects(CloseSession.class)).containsExactly(new CloseSession("lost"));
  }

  @Test
  void anAnswerThatFailsUnheardIsFollowedByAnApology() {
    m.says("tell me a story", 4).after(2000).fires(TurnTimer.FIRST_TEXT);
    assertThat(m.effects(EndReply.class)).extracting(EndReply::outcome).contains(Outcome.FAILED);
    assertThat(m.effects(StartApology.class))
        .extracting(StartApology::apology)
        .containsExactly(Apology.NO_ANSWER);
  }

  @Test
  void anAnswerThatBreaksOffIsFollowedByAnotherApology() {
    m.isAnswered("tell me a story").after(4000).fires(TurnTimer.STALL);
    assertThat(m.effects(StartApology.class))
        .extracting(StartApology::apology)
        .containsExactly(Apology.CUT_OFF);
  }

  @Test
  void anApologyThatFailsIsNotApologisedFor() {
    m.says("tell me a story", 4).after(2000).fires(TurnTimer.FIRST_TEXT);
    m.on(new TurnEvent.ReplyFailed(m.now(), m.reply(), "ENGINE_FAILED"));
    assertThat(m.effects(StartApology.class)).isEmpty();
    assertThat(m.state().quiet()).isTrue();
  }

  @Test
  void nobodyApologisesToSomebodyWhoSpeaks() {
    m.says("tell me a story", 4).speaks();
    m.on(new TurnEvent.ReplyFailed(m.now(), m.reply(), "ENGINE_FAILED"));
    assertThat(m.effects(StartApology.class)).isEmpty();
  }

  @Test
  void proposalsWaitForWhoeverSpeaksAndAreDroppedWhenStale() {
    m.isAnswered("tell me a story");
    proposes("your timer is done", 30_000);
    proposes("old news", 1_000);
    assertThat(m.effects(StartSpeech.class)).isEmpty();
    m.after(2_000).on(new TurnEvent.PlaybackFinished(m.now(), m.reply()));
    assertThat(m.effects(NotifyProposalDropped.class))
        .containsExactly(new NotifyProposalDropped("old news", "PROPOSAL_STALE"));
    assertThat(m.effects(StartSpeech.class))
        .extracting(StartSpeech::text)
        .containsExactly("your timer is done");
  }

  @Test
  void theOldestProposalGoesWhenThereAreTooMany() {
    m.isAnswered("tell me a story");
    for (int i = 0; i < ReplyRules.MAX_PROPOSALS; i++) {
      proposes("news " + i, 30_000);
    }
    proposes("one more", 30_000);
    assertThat(m.effects(NotifyProposalDropped.class))
        .containsExactly(new NotifyProposalDropped("news 0", "PROPOSAL_QUEUE_FULL"));
  }

  @Test
  void theAssistantSpeaksUpOnceWhenItIsQuietForLong() {
    Machine prompting =
        new Machine(
            ConversationMode.FULL_DUPLEX,
            new TurnSettings(
                300, 120, 200, 1000, 2500, 300, 1, 1500, 1500, 2000, 3000, 4000, 4000, 30_000,
                300_000, 300_000, 8_000, 30_000, true, 0.5));
    assertThat(prompting.effects(SetTimer.class))
        .contains(new SetTimer(TurnTimer.IDLE_PROMPT, 8_000));
    prompting.after(8_000).fires(TurnTimer.IDLE_PROMPT);
    assertThat(prompting.effects(ProposeIdlePrompt.class)).hasSize(1);
    assertThat(prompting.state().timers()).as("once").doesNotContain(TurnTimer.IDLE_PROMPT);
    prompting.isAnswered("hello there my friend");
    prompting.on(new TurnEvent.PlaybackFinished(prompting.now(), prompting.reply()));
    assertThat(prompting.state().timers()).as("again").contains(TurnTimer.IDLE_PROMPT);
  }
}
