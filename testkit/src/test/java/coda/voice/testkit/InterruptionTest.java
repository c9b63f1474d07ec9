package coda.voice.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import coda.voice.conversation.ConversationMode;
import coda.voice.conversation.SessionNotice.Interrupted;
import coda.voice.conversation.SessionNotice.Outcome;
import coda.voice.conversation.SessionNotice.ReplyAudio;
import coda.voice.conversation.SessionNotice.ReplyEnded;
import coda.voice.conversation.SessionNotice.ReplyStarted;
import coda.voice.conversation.TurnSettings;
import coda.voice.testkit.VirtualSession.Told;
import coda.voice.testkit.engines.ScriptedRecognizer.Utterance;
import java.util.List;
import org.junit.jupiter.api.Test;

class InterruptionTest {
  private static final String LONG = "one two three four five six seven eight nine ten";

  private final VirtualSession s = new VirtualSession();

  private void longAnswerBegins() {
    s.recognizer.understands("count");
    s.model.answers(LONG);
    // Speech, 1000 ms of silence, 20 ms for the words, 150 ms for the text, 30 ms for the sound.
    s.userSpeaks(600).userIsSilent(1200);
    assertThat(s.told(ReplyAudio.class)).isNotEmpty();
  }

  private long firstAudioAt() {
    return s.told().stream()
        .filter(t -> t.notice() instanceof ReplyAudio)
        .mapToLong(Told::at)
        .min()
        .orElseThrow();
  }

  @Test
  void speechOverAnAnswerStopsItAndCutsTheHistoryAtTheLastWordPlayed() {
    longAnswerBegins();
    s.recognizer.understands("stop");
    s.userIsSilent(1000);
    long speechAt = s.loop.nowMillis();
    s.userSpeaks(600).userIsSilent(2500);

    Interrupted cut = s.told(Interrupted.class).getFirst();
    assertThat(cut.reason()).isEqualTo("speech");
    assertThat(cut.heardText())
        .isEqualTo(LONG.substring(0, LONG.indexOf(word(cut.heardMs() / 300))).strip());
    long lastAudio =
        s.told().stream()
            .filter(t -> t.notice() instanceof ReplyAudio a && a.replyId().equals(cut.replyId()))
            .mapToLong(Told::at)
            .max()
            .orElseThrow();
    assertThat(lastAudio - speechAt)
        .as("from the first sample of speech to the last frame sent")
        .isLessThanOrEqualTo(60);
    assertThat(s.told(ReplyEnded.class).getFirst().outcome()).isEqualTo(Outcome.TRUNCATED);
    assertThat(s.model.asked().get(1).history().getLast().text()).isEqualTo(cut.heardText());
  }

  private static String word(long index) {
    return LONG.split(" ")[(int) index];
  }

  @Test
  void theClientsAcknowledgementDecidesWhatWasHeard() {
    longAnswerBegins();
    s.userIsSilent(1000);
    s.session.played("reply_1", 650);
    s.session.interrupt();
    s.loop.settle();

    Interrupted cut = s.told(Interrupted.class).getFirst();
    assertThat(cut.heardMs()).isEqualTo(650);
    assertThat(cut.heardText()).isEqualTo("one two");
  }

  @Test
  void anAnswerCutBeforeItsFirstWordWasPlayedIsNotInTheHistory() {
    longAnswerBegins();
    s.session.played("reply_1", 100);
    s.session.interrupt();
    s.recognizer.understands("again");
    s.userSpeaks(600).userIsSilent(2500);

    assertThat(s.told(Interrupted.class).getFirst().heardText()).isEmpty();
    assertThat(s.model.asked().get(1).history()).extracting(m -> m.text()).containsExactly("count");
  }

  @Test
  void aCoughHoldsTheAnswerWhichThenGoesOnWithoutLosingOrRepeatingAnything() {
    longAnswerBegins();
    s.userIsSilent(400).userSpeaks(140).userIsSilent(9000);

    assertThat(s.told(Interrupted.class)).isEmpty();
    assertThat(s.told(ReplyEnded.class))
        .singleElement()
        .satisfies(
            end -> {
              assertThat(end.outcome()).isEqualTo(Outcome.COMPLETED);
              assertThat(end.text()).isEqualTo(LONG);
              assertThat(end.audioMs()).isEqualTo(3000);
            });
    assertThat(s.told(ReplyAudio.class)).hasSize(3000 / 20);
  }

  @Test
  void aWordIsAnInterruptionHoweverShort() {
    longAnswerBegins();
    s.recognizer.understands(new Utterance("no", "", 20, false));
    s.userIsSilent(400).userSpeaks(200).userIsSilent(3000);

    assertThat(s.told(Interrupted.class)).hasSize(1);
    assertThat(s.model.asked()).extracting(a -> a.text()).containsExactly("count", "no");
  }

  @Test
  void anInterruptionBetweenTwoSentencesKeepsTheFirst() {
    s.recognizer.understands("count");
    s.model.answers("One two. Three four.");
    s.userSpeaks(600).userIsSilent(1200);
    s.session.played("reply_1", 300);
    long until = firstAudioAt() + 620;
    s.userIsSilent(Math.max(0, until - s.loop.nowMillis()) / 20 * 20);
    s.session.played("reply_1", 600);
    s.session.interrupt();
    s.loop.settle();

    assertThat(s.told(Interrupted.class).getFirst().heardText()).isEqualTo("One two.");
  }

  @Test
  void withoutWordMarksTheHeardWordsAreInProportionToTheAudio() {
    s.synthesizer.withoutMarks();
    longAnswerBegins();
    s.userIsSilent(2000);
    s.session.played("reply_1", 1500);
    s.session.interrupt();
    s.loop.settle();

    assertThat(s.told(Interrupted.class).getFirst().heardText())
        .isEqualTo("one two three four five");
  }

  @Test
  void acknowledgementsThatGoBackOrTooFarAreHarmless() {
    longAnswerBegins();
    s.session.played("reply_1", 200);
    s.session.played("reply_1", 100);
    s.session.played("reply_1", 999_999);
    s.session.played("another", 5);
    s.session.played("reply_1", -7);
    s.session.interrupt();
    s.loop.settle();

    assertThat(s.told(Interrupted.class).getFirst().heardMs()).isLessThanOrEqualTo(420);
  }

  @Test
  void twoInterruptionsInARowAreTwoTurns() {
    longAnswerBegins();
    s.recognizer.understands("stop").understands("what time is it");
    s.model.answers(LONG);
    s.userIsSilent(400).userSpeaks(600).userIsSilent(2000).userSpeaks(600).userIsSilent(3000);

    assertThat(s.told(Interrupted.class)).hasSize(2);
    assertThat(s.model.asked())
        .extracting(a -> a.text())
        .containsExactly("count", "stop", "what time is it");
    assertThat(s.told(ReplyStarted.class)).hasSize(3);
  }

  @Test
  void inTurnBasedModeTheMicrophoneIsIgnoredWhileTheAssistantSpeaks() {
    VirtualSession t = new VirtualSession(ConversationMode.TURN_BASED, TurnSettings.DEFAULTS);
    t.recognizer.understands("count");
    t.model.answers(LONG);
    t.userSpeaks(600).userIsSilent(1400).userSpeaks(800).userIsSilent(6000);

    assertThat(t.told(Interrupted.class)).isEmpty();
    assertThat(t.model.asked()).hasSize(1);
  }

  @Test
  void nothingOfAnAnswerLeavesTheSessionAfterItsEnd() {
    longAnswerBegins();
    s.session.interrupt();
    s.userIsSilent(5000);

    List<Told> told = s.told();
    int end = -1;
    for (int i = 0; i < told.size(); i++) {
      if (told.get(i).notice() instanceof ReplyEnded) {
        end = i;
      }
      if (end >= 0) {
        assertThat(told.get(i).notice()).isNotInstanceOf(ReplyAudio.class);
      }
    }
    assertThat(end).isPositive();
  }

  @Test
  void whoeverHoldsTheButtonInterruptsWithWordsNotWithSilence() {
    VirtualSession p = new VirtualSession(ConversationMode.PUSH_TO_TALK, TurnSettings.DEFAULTS);
    p.model.answers(LONG);
    p.session.type("count");
    p.recognizer.understands(new Utterance("stop it", "stop", 20, false));
    p.userIsSilent(180);
    assertThat(p.told(Interrupted.class)).isEmpty();
    p.userIsSilent(200);
    assertThat(p.told(Interrupted.class)).hasSize(1);
  }
}
