package coda.voice.conversation.playback;

import static org.assertj.core.api.Assertions.assertThat;

import coda.voice.audio.AudioFrame;
import coda.voice.audio.FramePool;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SpeechTrackTest {
  private static final int RATE = 16_000;
  private final FramePool pool = new FramePool(16);
  private final SpeechTrack track = new SpeechTrack(RATE);

  private static short[] ms(int ms) {
    return new short[ms * RATE / 1000];
  }

  @Property
  void everySampleIsReadOnceInOrder(
      @ForAll @Size(max = 30) List<@IntRange(min = 0, max = 1000) Integer> pieces) {
    SpeechTrack any = new SpeechTrack(RATE);
    any.beginSentence("x");
    int next = 0;
    for (int length : pieces) {
      short[] piece = new short[length];
      for (int i = 0; i < length; i++) {
        piece[i] = (short) next++;
      }
      any.write(piece);
    }
    any.endSentence();
    any.complete();
    List<Short> read = new ArrayList<>();
    while (any.frameReady()) {
      AudioFrame frame = any.read(pool);
      for (int i = 0; i < frame.length(); i++) {
        read.add(frame.samples()[i]);
      }
      frame.release();
    }
    assertThat(read).hasSizeGreaterThanOrEqualTo(next);
    for (int i = 0; i < next; i++) {
      assertThat(read.get(i)).isEqualTo((short) i);
    }
    assertThat(any.exhausted()).isTrue();
    assertThat(any.readMs()).isEqualTo(next * 1000.0 / RATE);
    assertThat(pool.leased()).isZero();
  }

  @Test
  void lessThanAFrameWaitsUntilTheAnswerIsComplete() {
    track.beginSentence("a");
    track.write(ms(15));
    assertThat(track.frameReady()).isFalse();
    track.endSentence();
    track.complete();
    assertThat(track.frameReady()).isTrue();
  }

  @Test
  void aSentenceIsAnnouncedWithItsFirstSample() {
    track.beginSentence("One.");
    track.write(ms(30));
    track.endSentence();
    track.beginSentence(" Two.");
    track.write(ms(30));
    assertThat(track.nextBegunSentence()).isEmpty();
    track.read(pool).release();
    assertThat(track.nextBegunSentence()).contains("One.");
    assertThat(track.nextBegunSentence()).isEmpty();
    track.read(pool).release();
    assertThat(track.nextBegunSentence()).contains(" Two.");
  }

  @Test
  void aWordIsHeardWhenItsLastSampleWasPlayed() {
    track.beginSentence("one two three");
    track.markWord(0, 0);
    track.markWord(4, 16 * 300);
    track.markWord(8, 16 * 500);
    track.write(ms(900));
    track.endSentence();

    assertThat(track.heardText(0)).isEmpty();
    assertThat(track.heardText(299)).isEmpty();
    assertThat(track.heardText(300)).isEqualTo("one");
    assertThat(track.heardText(899)).isEqualTo("one two");
    assertThat(track.heardText(900)).isEqualTo("one two three");
  }

  @Test
  void withoutMarksWordsAreInProportionToTheCharacters() {
    track.beginSentence("aaaa bbbb cccc dddd");
    track.write(ms(1900));
    track.endSentence();

    assertThat(track.heardText(399)).isEmpty();
    assertThat(track.heardText(400)).isEqualTo("aaaa");
    assertThat(track.heardText(1000)).isEqualTo("aaaa bbbb");
  }

  @Test
  void marksThatGoBackOrPointNowhereAreIgnored() {
    track.beginSentence("one two");
    track.markWord(0, 0);
    track.markWord(4, 1600);
    track.markWord(2, 3200);
    track.markWord(99, 3300);
    track.markWord(-1, 3400);
    track.write(ms(400));
    track.endSentence();

    assertThat(track.heardText(200)).isEqualTo("one");
  }

  @Test
  void guardedWordsAreGuardedFromTheFirstSoundSentToTheLastPlayed() {
    track.beginSentence("one");
    track.write(ms(100));
    track.endSentence();
    track.beginSentence(" two", true);
    track.write(ms(100));
    track.endSentence();
    track.complete();
    readAll(100);
    assertThat(track.guarded(0)).as("not sent yet").isFalse();
    readAll(20);
    assertThat(track.guarded(0)).isTrue();
    readAll(80);
    assertThat(track.guarded(199)).isTrue();
    assertThat(track.guarded(200)).as("played").isFalse();
  }

  @Test
  void whatWasHeardIsExactWithMarksAndReckonedWithout() {
    track.beginSentence("one two");
    track.markWord(0, 0);
    track.write(ms(400));
    track.endSentence();
    track.beginSentence(" three four");
    track.write(ms(400));
    track.endSentence();

    assertThat(track.exact(300)).isTrue();
    assertThat(track.exact(500)).isFalse();
    assertThat(track.exact(800)).as("all of it needs no marks").isTrue();
  }

  @Test
  void aTrackIsCutBeforeTheNextSentenceNothingWasReadOf() {
    for (String word : new String[] {"one", " two", " three"}) {
      track.beginSentence(word);
      track.write(ms(100));
      track.endSentence();
    }
    readAll(120);
    track.cutBeforeNextSentence();
    assertThat(track.waitingMs()).as("the rest of the second").isEqualTo(80);
    assertThat(track.allText()).isEqualTo("one two");
    readAll(80);
    assertThat(track.exhausted()).isTrue();
    assertThat(track.heardText(200)).isEqualTo("one two");
    assertThat(track.written()).isEqualTo(200 * 16);
  }

  @Test
  void aTrackWithNoFurtherSentenceIsCutWhereItIs() {
    track.beginSentence("one");
    track.write(ms(100));
    readAll(40);
    track.cutBeforeNextSentence();
    assertThat(track.waitingMs()).isEqualTo(60);
    readAll(60);
    assertThat(track.exhausted()).isTrue();
    assertThat(track.heardText(100)).isEqualTo("one");
  }

  @Test
  void aTrackOfWhichNothingWasReadIsCutToNothing() {
    track.beginSentence("one");
    track.write(ms(100));
    track.endSentence();
    track.cutBeforeNextSentence();
    assertThat(track.exhausted()).isTrue();
    assertThat(track.allText()).isEmpty();
    assertThat(track.completed()).isTrue();
  }

  @Test
  void aCutInTheMiddleOfAPieceKeepsItsBeginning() {
    track.beginSentence("one");
    track.write(ms(10));
    track.endSentence();
    track.beginSentence(" two");
    short[] piece = ms(90);
    piece[0] = 7;
    track.write(piece);
    track.endSentence();
    track.beginSentence(" three");
    track.write(ms(10));
    readAll(20);
    track.cutBeforeNextSentence();
    assertThat(track.allText()).isEqualTo("one two");
    assertThat(track.waitingMs()).isEqualTo(80);
    readAll(80);
    assertThat(track.frameReady()).isFalse();
    assertThat(track.exhausted()).isTrue();
    assertThat(pool.leased()).isZero();
  }

  @Test
  void whatASentenceGrowsByIsToldWhenItIsKnown() {
    track.beginSentence(" won");
    track.write(ms(40));
    readAll(20);
    assertThat(track.nextBegunSentence()).contains(" won");
    assertThat(track.nextBegunSentence()).isEmpty();
    track.extendSentence("der");
    assertThat(track.nextBegunSentence()).contains("der");
    track.extendSentence("ful");
    track.endSentence();
    track.beginSentence(" day");
    track.write(ms(40));
    readAll(40);
    assertThat(track.nextBegunSentence()).contains("ful");
    assertThat(track.nextBegunSentence()).contains(" day");
    assertThat(track.nextBegunSentence()).isEmpty();
    assertThat(track.allText()).isEqualTo("wonderful day");
  }

  @Test
  void silenceAfterASentenceIsNotPartOfIt() {
    track.beginSentence("one");
    track.write(ms(100));
    track.write(ms(400));
    track.endSentence(100 * 16);
    assertThat(track.heardText(99)).isEmpty();
    assertThat(track.heardText(100)).isEqualTo("one");
  }

  private void readAll(long ms) {
    for (long done = 0; done < ms; done += FramePool.FRAME_MS) {
      track.read(pool).release();
    }
  }
}
