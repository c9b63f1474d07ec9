package coda.voice.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import coda.voice.conversation.SessionNotice.ReplyEnded;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Recognisers that predict pauses themselves end turns through the turn detector. */
class PausePredictionTest {
  private final VirtualSession s = new VirtualSession();

  @BeforeEach
  void theDetectorBelievesTheRecogniser() {
    s.turnDetector.believesTheRecognizer();
    s.recognizer.understands("what time is it");
  }

  private long endpointing() {
    return s.told(ReplyEnded.class).getFirst().timings().endpointing();
  }

  @Test
  void aPredictionInThePauseEndsTheTurn() {
    s.userSpeaks(600).userIsSilent(400);
    s.recognizer.predictsPause(1);
    s.userIsSilent(3000);

    assertThat(endpointing()).isBetween(400L, 420L);
  }

  @Test
  void aPredictionFromBeforeThePauseCounts() {
    s.userSpeaks(560);
    s.recognizer.predictsPause(1);
    s.userSpeaks(40).userIsSilent(3000);

    assertThat(endpointing()).isEqualTo(200);
  }

  @Test
  void aPredictionThatMoreComesKeepsTheTurnOpen() {
    s.userSpeaks(600).userIsSilent(400);
    s.recognizer.predictsPause(0);
    s.userIsSilent(4000);

    assertThat(endpointing()).isEqualTo(2500);
  }

  @Test
  void aPredictionIsForgottenWhenTheUserSpeaksAgain() {
    s.userSpeaks(600).userIsSilent(300);
    s.recognizer.predictsPause(0);
    s.userIsSilent(300).userSpeaks(600).userIsSilent(4000);

    assertThat(endpointing()).isEqualTo(1000);
  }
}
