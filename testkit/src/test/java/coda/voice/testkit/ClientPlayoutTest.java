package coda.voice.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import coda.voice.conversation.SessionNotice.HeardOnly;
import coda.voice.conversation.SessionNotice.Outcome;
import coda.voice.conversation.SessionNotice.ReplyAudio;
import coda.voice.conversation.SessionNotice.ReplyEnded;
import coda.voice.engine.LanguageModel.Role;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Answers that the client plays by itself, and what it says afterwards of how much was heard. */
class ClientPlayoutTest {
  private static final String LONG = "one two three four five six seven eight nine ten";

  private final VirtualSession s = FrontDoor.obedient();
  private final FrontDoor door = new FrontDoor(s).clientPlays();

  @AfterEach
  void everythingIsGivenBack() {
    s.session.close("test");
    s.loop.settle();
    s.loop.pass(20_000);
    assertThat(s.everythingGivenBack()).isTrue();
  }

  private void longAnswer() {
    s.model.answers(LONG);
    door.asks("r");
    s.userIsSilent(300);
  }

  @Test
  void shouldEndWhenAllWasSent() {
    longAnswer();
    assertThat(s.told(ReplyAudio.class)).hasSize(3000 / 20);
    assertThat(door.lastEnded().outcome()).isEqualTo(Outcome.COMPLETED);
    assertThat(door.lastEnded().text()).isEqualTo(LONG);
  }

  @Test
  void shouldSendNoMoreThanEightSecondsAhead() {
    s.model.answers((LONG + ". ").repeat(5));
    door.asks("r");
    s.userIsSilent(1000);
    assertThat(s.told(ReplyEnded.class)).isEmpty();
    assertThat(s.told(ReplyAudio.class).size() * 20L).isBetween(8_000L, 9_100L);
    s.userIsSilent(8_000);
    assertThat(door.lastEnded().audioMs()).isEqualTo(15_000);
  }

  @Test
  void shouldWaitForAClientThatDoesNotRead() {
    s.clientReads(false);
    longAnswer();
    s.userIsSilent(1000);
    assertThat(s.told(ReplyAudio.class)).isEmpty();
    assertThat(s.told(ReplyEnded.class)).isEmpty();
    s.clientReads(true);
    s.userIsSilent(200);
    assertThat(s.told(ReplyAudio.class)).hasSize(3000 / 20);
    assertThat(s.told(ReplyEnded.class)).hasSize(1);
  }

  @Test
  void shouldRememberOnlyWhatTheClientSaysWasHeard() {
    longAnswer();
    door.heardOnly("reply_1", 900);
    assertThat(s.told(HeardOnly.class))
        .containsExactly(new HeardOnly("reply_1", "one two three", 900));
    door.asks("r2");
    assertThat(door.lastHistory()).containsExactly("ASSISTANT: one two three");
  }

  @Test
  void shouldTakeTheLastWordOfAClientThatChangesItsMind() {
    longAnswer();
    door.heardOnly("reply_1", 300);
    door.heardOnly("reply_1", 1500);
    door.heardOnly("reply_1", 600);
    door.asks("r2");
    assertThat(door.lastHistory()).containsExactly("ASSISTANT: one two");
  }

  @Test
  void shouldTakeWhatLiesBeyondTheEndOrBeforeTheBeginningForThese() {
    longAnswer();
    door.heardOnly("reply_1", 999_999);
    door.heardOnly("reply_1", -5);
    assertThat(s.told(HeardOnly.class))
        .containsExactly(new HeardOnly("reply_1", LONG, 3000), new HeardOnly("reply_1", "", 0));
    door.asks("r2");
    assertThat(door.lastHistory()).isEmpty();
  }

  @Test
  void shouldIgnoreWhatIsSaidOfAnAnswerNobodyKnows() {
    longAnswer();
    door.heardOnly("reply_9", 300);
    door.heardOnly("", 300);
    assertThat(s.told(HeardOnly.class)).isEmpty();
    door.asks("r2");
    assertThat(door.lastHistory()).containsExactly("ASSISTANT: " + LONG);
  }

  @Test
  void shouldForgetAnswersThatAreTooLongAgo() {
    for (int i = 0; i < 65; i++) {
      door.asks("r" + i);
      s.userIsSilent(200);
    }
    assertThat(s.told(ReplyEnded.class)).hasSize(65);
    door.heardOnly("reply_1", 0);
    assertThat(s.told(HeardOnly.class)).isEmpty();
    door.heardOnly("reply_2", 0);
    assertThat(s.told(HeardOnly.class)).hasSize(1);
  }

  @Test
  void shouldKnowWhatWasHeardOfAnAnswerThatSpeechEnded() {
    s.model.answers((LONG + ". ").repeat(5));
    door.asks("r");
    s.userIsSilent(2000);
    s.recognizer.understands("stop");
    s.userSpeaks(600);
    assertThat(door.lastEnded().outcome()).isEqualTo(Outcome.TRUNCATED);
    door.heardOnly("reply_1", 1200);
    s.userIsSilent(1500);
    door.asks("r2");
    assertThat(door.lastHistory()).containsExactly("ASSISTANT: one two three four");
    assertThat(door.lastAsked().text()).isEqualTo("stop");
  }

  @Test
  void shouldNotBringBackTheLineOfAnAnswerThatWasRemoved() {
    longAnswer();
    door.removes("reply_1");
    door.heardOnly("reply_1", 900);
    door.asks("r2");
    assertThat(door.lastHistory()).isEmpty();
  }

  @Test
  void shouldChangeTheHistoryInTheMiddle() {
    s.recognizer.understands("count");
    s.userSpeaks(600).userIsSilent(1200);
    longAnswer();
    door.adds("end", Role.USER, "and again");
    door.addsAfter("item_1", "middle", Role.SYSTEM, "Count slowly.");
    door.addsAfter("middle", "after", Role.ASSISTANT, "Yes?");
    door.addsAfter("nobody", "first", Role.SYSTEM, "Once.");
    door.asks("r2");

    assertThat(door.lastHistory())
        .containsExactly(
            "SYSTEM: Once.",
            "USER: count",
            "SYSTEM: Count slowly.",
            "ASSISTANT: Yes?",
            "ASSISTANT: " + LONG);
    assertThat(door.lastAsked().text()).isEqualTo("and again");

    s.userIsSilent(500);
    List.of("item_1", "middle", "after", "nobody", "").forEach(door::removes);
    door.asks("r3");
    assertThat(door.lastHistory())
        .containsExactly(
            "SYSTEM: Once.", "ASSISTANT: " + LONG, "USER: and again", "ASSISTANT: Yes.");
  }

  @Test
  void shouldLetAnAnswerThatRunsKeepWhatItBeganWith() {
    s.model.answers(LONG);
    door.adds("q", Role.USER, "count");
    door.asks("r");
    door.removes("q");
    s.userIsSilent(300);
    assertThat(door.lastEnded().text()).isEqualTo(LONG);
    door.asks("r2");
    assertThat(door.lastHistory()).containsExactly("ASSISTANT: " + LONG);
  }
}
