package coda.voice.conversation.duplex;

import static org.assertj.core.api.Assertions.assertThat;

import coda.voice.audio.FramePool;
import coda.voice.engine.EngineException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class UtteranceTest {
  private static final int RATE = 16_000;
  private static final EngineException LOST = EngineException.unavailable("model", "lost");

  private final FramePool pool = new FramePool(8);
  private final Hearer hearer = new Hearer();
  private final Utterance utterance = new Utterance(5_000, RATE);

  private void sound(int ms) {
    utterance.sound(new short[RATE / 1000 * ms], true);
  }

  private void quiet(int ms) {
    utterance.sound(new short[RATE / 1000 * ms], false);
  }

  private void read(int ms) {
    for (int done = 0; done < ms; done += FramePool.FRAME_MS) {
      utterance.track().read(pool).release();
    }
  }

  @Test
  void whoClaimsItIsToldWhatHasHappened() {
    sound(80);
    utterance.words(" hello");
    utterance.claim(hearer);
    assertThat(hearer.told).containsExactly("text", "audio");
    sound(80);
    quiet(700);
    utterance.end();
    assertThat(hearer.told).containsExactly("text", "audio", "audio", "audio", "made");
  }

  @Test
  void whoClaimsItWhenItIsOverIsToldSo() {
    sound(80);
    utterance.end();
    utterance.claim(hearer);
    assertThat(hearer.told).containsExactly("audio", "made");
  }

  @Test
  void itsFirstWordsAreToldOnce() {
    utterance.claim(hearer);
    utterance.words(" one");
    utterance.words(" two");
    assertThat(hearer.told).containsExactly("text");
  }

  @Test
  void whatWasHeardIsKnownToTheWord() {
    sound(80);
    utterance.words(" one");
    sound(120);
    sound(80);
    utterance.words(" two");
    sound(120);
    quiet(700);
    utterance.end();
    assertThat(utterance.track().heardText(199)).isEmpty();
    assertThat(utterance.track().heardText(200)).isEqualTo("one");
    assertThat(utterance.track().heardText(399)).isEqualTo("one");
    assertThat(utterance.track().heardText(400)).as("silence is no word").isEqualTo("one two");
  }

  @Test
  void aWordIsHeardInTheQuietAfterIt() {
    sound(80);
    utterance.words(" one");
    sound(80);
    assertThat(utterance.track().heardText(160)).as("it may go on").isEmpty();
    quiet(80);
    assertThat(utterance.track().heardText(160)).isEqualTo("one");
    sound(80);
    assertThat(utterance.track().heardText(320)).as("it went on").isEmpty();
    quiet(80);
    assertThat(utterance.track().heardText(319)).isEmpty();
    assertThat(utterance.track().heardText(320)).isEqualTo("one");
  }

  @Test
  void thePauseBeforeTheNextWordIsNotPartOfAWord() {
    sound(80);
    utterance.words(" one");
    quiet(400);
    sound(80);
    utterance.words(" two");
    assertThat(utterance.track().heardText(79)).isEmpty();
    assertThat(utterance.track().heardText(80)).isEqualTo("one");
  }

  @Test
  void piecesOfAWordAreOneWord() {
    utterance.words(" won");
    sound(80);
    utterance.words("der");
    sound(80);
    utterance.words("ful");
    utterance.words("!");
    sound(80);
    utterance.words(" day");
    sound(80);
    assertThat(utterance.track().allText()).isEqualTo("wonderful! day");
    assertThat(utterance.track().heardText(240)).isEqualTo("wonderful!");
  }

  @Test
  void aBlankBeforeAWordIsPartOfIt() {
    utterance.words(" ");
    utterance.words("hello");
    sound(80);
    utterance.words(" ");
    utterance.words("you");
    sound(80);
    utterance.end();
    assertThat(utterance.track().allText()).isEqualTo("hello you");
  }

  @Test
  void soundWithoutWordsLeavesNoText() {
    sound(400);
    quiet(700);
    utterance.end();
    assertThat(utterance.track().allText()).isEmpty();
    assertThat(utterance.track().heardText(1_100)).isEmpty();
  }

  @Test
  void nobodyWantsOneThatHasWaitedForLong() {
    for (int ms = 0; ms < Utterance.MAX_UNCLAIMED_MS; ms += 80) {
      sound(80);
    }
    assertThat(utterance.fresh()).isTrue();
    sound(80);
    assertThat(utterance.fresh()).isFalse();
    assertThat(utterance.track().waitingMs()).as("bounded").isLessThan(5_100);
  }

  @Test
  void oneThatIsHeardMayWaitLonger() {
    utterance.claim(hearer);
    for (int ms = 0; ms < 8_000; ms += 80) {
      sound(80);
    }
    assertThat(utterance.track().waitingMs()).isEqualTo(8_000);
  }

  @Test
  void whatNobodyWantsAnyMoreTellsNothing() {
    utterance.claim(hearer);
    sound(80);
    hearer.told.clear();
    utterance.discard();
    utterance.words(" hello");
    sound(80);
    utterance.end();
    assertThat(hearer.told).isEmpty();
    assertThat(utterance.track().allText()).isEmpty();
  }

  @Test
  void whatWasGivenBackUnheardMayBeClaimedAgain() {
    utterance.claim(hearer);
    sound(80);
    utterance.release();
    assertThat(utterance.fresh()).isTrue();
    sound(80);
    Hearer next = new Hearer();
    utterance.claim(next);
    assertThat(utterance.track().waitingMs()).isEqualTo(160);
    assertThat(next.told).containsExactly("audio");
  }

  @Test
  void whatWasHeardInPartIsNobodyElses() {
    utterance.claim(hearer);
    sound(80);
    read(20);
    utterance.release();
    assertThat(utterance.fresh()).isFalse();
  }

  @Test
  void whatWasCutIsNobodyElses() {
    utterance.claim(hearer);
    sound(80);
    utterance.track().cutBeforeNextSentence();
    utterance.release();
    assertThat(utterance.fresh()).isFalse();
  }

  @Test
  void whoeverHearsItIsToldThatTheModelIsGone() {
    utterance.claim(hearer);
    sound(100);
    utterance.words(" one");
    sound(100);
    sound(100);
    utterance.words(" two");
    utterance.breakOff(LOST);
    utterance.breakOff(LOST);
    utterance.end();
    assertThat(hearer.told)
        .containsExactly("audio", "text", "audio", "audio", "failed ENGINE_UNAVAILABLE");
    assertThat(utterance.track().heardText(300)).as("in the middle of a word").isEqualTo("one");
    assertThat(utterance.fresh()).isFalse();
  }

  @Test
  void aWordThatWasOverWhenTheModelWentIsHeard() {
    utterance.claim(hearer);
    sound(80);
    utterance.words(" one");
    sound(80);
    quiet(80);
    utterance.breakOff(LOST);
    assertThat(utterance.track().heardText(240)).isEqualTo("one");
  }

  private final List<String> done = new ArrayList<>();

  @Test
  void whoGivesUpTheFloorFinishesTheWord() {
    utterance.claim(hearer);
    utterance.words(" one");
    sound(80);
    utterance.words(" two");
    sound(80);
    read(160);
    utterance.endWithWord(() -> done.add("done"));
    sound(80);
    sound(60);
    sound(80);
    assertThat(done).isEmpty();
    utterance.words(" three");
    assertThat(done).containsExactly("done");
    sound(80);
    assertThat(utterance.track().written())
        .as("but for what the next word began in")
        .isEqualTo(16 * 300);
    assertThat(utterance.track().allText()).isEqualTo("one two");
  }

  @Test
  void aWordIsOverInTheQuiet() {
    utterance.claim(hearer);
    utterance.words(" one");
    sound(80);
    read(80);
    utterance.endWithWord(() -> done.add("done"));
    sound(80);
    utterance.words("self");
    sound(80);
    assertThat(done).isEmpty();
    quiet(80);
    assertThat(done).containsExactly("done");
    assertThat(utterance.track().allText()).isEqualTo("oneself");
    assertThat(utterance.track().written()).isEqualTo(16 * 240);
  }

  @Test
  void whatIsNotBegunYetNeedsNoFinish() {
    utterance.claim(hearer);
    utterance.words(" one");
    sound(80);
    utterance.endWithWord(() -> done.add("done"));
    assertThat(done).containsExactly("done");
  }

  @Test
  void aModelThatIsGoneInItsLastWordIsOver() {
    utterance.claim(hearer);
    utterance.words(" one");
    sound(80);
    read(80);
    utterance.endWithWord(() -> done.add("done"));
    utterance.breakOff(LOST);
    assertThat(done).containsExactly("done");
    assertThat(hearer.told).doesNotContain("failed ENGINE_UNAVAILABLE");
  }

  @Test
  void whatNobodyHeardAndBrokeOffIsNotWorthHearing() {
    sound(200);
    utterance.breakOff(LOST);
    assertThat(utterance.fresh()).isFalse();
  }

  @Test
  void whatIsOverDoesNotBreak() {
    sound(200);
    utterance.end();
    utterance.breakOff(LOST);
    assertThat(utterance.fresh()).isTrue();
  }
}
