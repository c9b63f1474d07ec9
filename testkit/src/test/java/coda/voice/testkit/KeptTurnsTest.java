package coda.voice.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import coda.voice.conversation.SessionNotice.HeardMore;
import coda.voice.conversation.SessionNotice.Interrupted;
import coda.voice.conversation.SessionNotice.ReplyAudio;
import coda.voice.conversation.SessionNotice.ReplyEnded;
import coda.voice.conversation.store.StoredTurn;
import org.junit.jupiter.api.Test;

/** The turns that a session gives away for keeping. */
class KeptTurnsTest {
  private final VirtualSession s = new VirtualSession();

  private StoredTurn last() {
    return s.kept.getLast();
  }

  @Test
  void shouldGiveATurnAwayWhenItsAnswerIsOver() {
    s.recognizer.understands("hello");
    s.model.answers("hi there");
    s.userSpeaks(600).userIsSilent(1200);
    assertThat(s.told(ReplyAudio.class)).isNotEmpty();
    assertThat(s.kept).isEmpty();
    s.userIsSilent(4000);

    assertThat(s.told(ReplyEnded.class)).hasSize(1);
    assertThat(s.kept).hasSize(1);
    assertThat(last().number()).isEqualTo(1);
    assertThat(last().revision()).isEqualTo(1);
    assertThat(last().said()).isEqualTo("hello");
    assertThat(last().heard()).isEqualTo("hi there");
    assertThat(last().mode()).isEqualTo("traditional");
    assertThat(last().language()).isEqualTo("en");
    assertThat(last().engines()).hasSize(2);
    assertThat(last().changedAt()).isAfter(last().beganAt());
  }

  @Test
  void shouldGiveAwayWhatWasHeardOfAnAnswerThatWasCutShort() {
    s.recognizer.understands("count");
    s.model.answers("one two three four five six seven eight nine ten");
    s.userSpeaks(600).userIsSilent(2200);
    s.session.played("reply_1", 650);
    s.session.interrupt();
    s.loop.settle();

    assertThat(s.told(Interrupted.class).getFirst().heardText()).isEqualTo("one two");
    assertThat(last().heard()).isEqualTo("one two");
  }

  @Test
  void shouldGiveATurnAwayAgainWhenMoreOfItWasHeardThanWasReckoned() {
    s.recognizer.understands("count");
    s.model.answers("one two three four five six seven eight nine ten");
    s.userSpeaks(600).userIsSilent(2200);
    s.session.played("reply_1", 650);
    s.session.interrupt();
    s.loop.settle();
    s.session.played("reply_1", 950);
    s.loop.settle();

    assertThat(s.kept).extracting(StoredTurn::number).containsExactly(1, 1);
    assertThat(s.kept).extracting(StoredTurn::revision).containsExactly(1, 2);
    assertThat(last().heard())
        .isEqualTo(s.told(HeardMore.class).getFirst().heardText())
        .isEqualTo("one two three");
  }

  @Test
  void shouldGiveAwayATurnThatNobodyAnsweredWhenTheSessionEnds() {
    s.model.answers("never heard");
    s.session.type("are you there");
    s.session.close("client");
    s.loop.settle();

    assertThat(s.kept).hasSize(1);
    assertThat(last().said()).isEqualTo("are you there");
    assertThat(last().heard()).isEmpty();
    assertThat(last().engines()).isEmpty();
  }
}
