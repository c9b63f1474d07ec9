package coda.voice.testkit.play;

import static org.assertj.core.api.Assertions.assertThat;

import coda.voice.audio.AudioFrame;
import coda.voice.audio.FramePool;
import org.junit.jupiter.api.Test;

class LoudspeakerTest {
  private final FramePool pool = new FramePool(16);
  private final VoicedWords words = new VoicedWords();
  private final HeardReply reply = new HeardReply("reply_1", words);
  private final Loudspeaker loudspeaker = new Loudspeaker();
  private short[] speech = {};

  /** The voice says a word of 100 ms. */
  private void says(String word) {
    short[] samples = words.speak(word, Sound.RATE / 10);
    short[] all = java.util.Arrays.copyOf(speech, speech.length + samples.length);
    System.arraycopy(samples, 0, all, speech.length, samples.length);
    speech = all;
  }

  /** A frame of what was said arrives, counted from 0. */
  private void arrives(int number, long at) {
    AudioFrame frame = pool.lease(Sound.RATE).length(Sound.FRAME);
    System.arraycopy(speech, number * Sound.FRAME, frame.samples(), 0, Sound.FRAME);
    reply.arrives(frame.samples(), frame.length(), at);
    loudspeaker.add(reply, frame, at);
    frame.release();
  }

  @Test
  void framesArePlayedInRealTimeOneAfterTheOther() {
    says("one");
    says("two");
    for (int i = 0; i < 10; i++) {
      arrives(i, 1000);
    }
    loudspeaker.advance(1099);
    assertThat(reply.heardText()).isEmpty();

    loudspeaker.advance(1100);
    assertThat(reply.heardText()).isEqualTo("one");
    assertThat(reply.playedMs()).isEqualTo(100);
    assertThat(reply.receivedText()).isEqualTo("one two");
    assertThat(loudspeaker.isEmpty(1200)).isTrue();
  }

  @Test
  void whatIsDroppedIsNotHeardAndAFrameIsCutInItsMiddle() {
    says("one");
    for (int i = 0; i < 5; i++) {
      arrives(i, 0);
    }
    loudspeaker.drop(51);
    loudspeaker.advance(1000);

    assertThat(reply.playedMs()).isEqualTo(51);
    assertThat(reply.heardText()).isEmpty();
  }

  @Test
  void aPauseStandsStill() {
    says("one");
    for (int i = 0; i < 5; i++) {
      arrives(i, 0);
    }
    loudspeaker.pause(30);
    loudspeaker.advance(500);
    assertThat(reply.playedMs()).isEqualTo(30);

    loudspeaker.resume(500);
    loudspeaker.advance(569);
    assertThat(reply.playedMs()).isEqualTo(99);
    loudspeaker.advance(570);
    assertThat(reply.heardText()).isEqualTo("one");
  }

  @Test
  void anEmptyBufferWaitsForTheNextFrame() {
    says("one");
    arrives(0, 0);
    loudspeaker.advance(300);
    arrives(1, 300);
    loudspeaker.advance(310);

    assertThat(reply.playedMs()).isEqualTo(30);
  }

  @Test
  void aLostFrameIsNoticed() {
    says("one");
    says("two");
    for (int i = 0; i < 10; i++) {
      if (i != 3) {
        arrives(i, 0);
      }
    }
    assertThat(reply.seamless()).isFalse();
  }

  @Test
  void aRepeatedFrameIsNoticed() {
    says("one");
    says("two");
    for (int i = 0; i < 10; i++) {
      arrives(i, 0);
      if (i == 2) {
        arrives(i, 0);
      }
    }
    assertThat(reply.seamless()).isFalse();
  }

  @Test
  void aFrameOutOfOrderIsNoticed() {
    says("one");
    says("two");
    arrives(5, 0);
    arrives(0, 0);

    assertThat(reply.seamless()).isFalse();
  }

  @Test
  void aReplyThatStopsInMidWordIsSeamless() {
    says("one");
    says("two");
    for (int i = 0; i < 7; i++) {
      arrives(i, 0);
    }
    assertThat(reply.seamless()).isTrue();
  }
}
