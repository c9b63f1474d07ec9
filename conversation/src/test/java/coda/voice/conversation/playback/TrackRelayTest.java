package coda.voice.conversation.playback;

import static org.assertj.core.api.Assertions.assertThat;

import coda.voice.audio.AudioFrame;
import coda.voice.audio.FramePool;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class TrackRelayTest {
  private static final int RATE = 16_000;

  private final FramePool pool = new FramePool(8);
  private final TrackRelay relay = new TrackRelay();

  private static SpeechTrack saying(int msEach, String... words) {
    SpeechTrack track = new SpeechTrack(RATE);
    for (String word : words) {
      track.beginSentence(word);
      track.write(new short[RATE / 1000 * msEach]);
      track.endSentence();
    }
    return track;
  }

  private String read(int frames) {
    StringBuilder shown = new StringBuilder();
    for (int i = 0; i < frames; i++) {
      relay.read(pool).release();
      Optional<String> text;
      while ((text = relay.nextBegunSentence()).isPresent()) {
        shown.append(text.get());
      }
    }
    return shown.toString();
  }

  @Test
  void nothingIsThereBeforeThereIsAPart() {
    assertThat(relay.frameReady()).isFalse();
    assertThat(relay.exhausted()).isFalse();
    assertThat(relay.heardText(500)).isEmpty();
    relay.last();
    assertThat(relay.exhausted()).isTrue();
  }

  @Test
  void onePartIsWhatItIs() {
    SpeechTrack part = saying(100, "one", " two");
    relay.then(part);
    assertThat(read(10)).isEqualTo("one two");
    assertThat(relay.heardText(100)).isEqualTo("one");
    assertThat(relay.readMs()).isEqualTo(200);
    assertThat(relay.exhausted()).as("more may come").isFalse();
    part.complete();
    relay.last();
    assertThat(relay.exhausted()).isTrue();
  }

  @Test
  void aPartFollowsWhenTheOneBeforeWasRead() {
    SpeechTrack first = saying(100, "let", " me", " think");
    relay.then(first);
    read(7);
    first.cutBeforeNextSentence();
    SpeechTrack second = saying(100, "It", " is");
    second.complete();
    relay.then(second);
    relay.last();
    assertThat(relay.waitingMs()).as("the rest of a word, and the second part").isEqualTo(260);
    assertThat(read(13)).isEqualTo(" It is");
    assertThat(relay.exhausted()).isTrue();
    assertThat(relay.allText()).isEqualTo("let me It is");
    assertThat(relay.heardText(400)).isEqualTo("let me It is");
    assertThat(relay.heardText(299)).isEqualTo("let me");
    assertThat(relay.heardText(300)).isEqualTo("let me It");
  }

  @Test
  void aPartIsFilledUpWithSilenceToAWholeFrame() {
    SpeechTrack first = saying(95, "so");
    first.complete();
    SpeechTrack second = saying(100, "yes");
    second.complete();
    relay.then(first);
    relay.then(second);
    relay.last();
    read(6);
    assertThat(relay.readMs()).as("five whole frames and one").isEqualTo(120);
    assertThat(relay.heardText(95)).isEqualTo("so");
    assertThat(relay.heardText(199)).isEqualTo("so");
    assertThat(relay.heardText(200)).as("the silence counts").isEqualTo("so yes");
  }

  @Test
  void whatAWordGrewByAfterItsSoundIsShown() {
    SpeechTrack first = saying(100);
    first.beginSentence(" won");
    first.write(new short[RATE / 10]);
    relay.then(first);
    assertThat(read(5)).isEqualTo(" won");
    first.extendSentence("derful");
    first.cutBeforeNextSentence();
    SpeechTrack second = saying(100, "It");
    second.complete();
    relay.then(second);
    assertThat(read(1)).isEqualTo("derful It");
    assertThat(relay.allText()).isEqualTo("wonderful It");
  }

  @Test
  void whatIsGuardedInAnyPartIsGuarded() {
    SpeechTrack first = saying(100, "so");
    first.complete();
    SpeechTrack second = new SpeechTrack(RATE);
    second.beginSentence("law", true);
    second.write(new short[RATE / 10]);
    second.endSentence();
    second.complete();
    relay.then(first);
    relay.then(second);
    read(5);
    assertThat(relay.guarded(50)).isFalse();
    read(1);
    assertThat(relay.guarded(100)).isTrue();
    read(4);
    assertThat(relay.guarded(200)).isFalse();
  }

  @Test
  void whatIsReckonedInAnyPartIsNotExact() {
    SpeechTrack first = new SpeechTrack(RATE);
    first.beginSentence("one");
    first.markWord(0, 0);
    first.write(new short[RATE / 10]);
    first.complete();
    first.endSentence();
    SpeechTrack second = saying(100, "two three");
    second.complete();
    relay.then(first);
    relay.then(second);
    read(10);
    assertThat(relay.exact(50)).isTrue();
    assertThat(relay.exact(150)).isFalse();
    assertThat(relay.exact(200)).isTrue();
  }

  @Provide
  Arbitrary<List<Part>> parts() {
    Arbitrary<Part> part =
        Combinators.combine(
                Arbitraries.integers().between(1, 130).list().ofMaxSize(6),
                Arbitraries.integers().between(0, 30),
                Arbitraries.integers().between(0, 60))
            .as(Part::new);
    return part.list().ofMinSize(1).ofMaxSize(4);
  }

  /** Every sample of every part that was not cut is read once, in order; words come with them. */
  @Property
  void whateverIsSentIsAccountedForOnce(@ForAll("parts") List<Part> parts) {
    TrackRelay all = new TrackRelay();
    StringBuilder shown = new StringBuilder();
    List<Short> read = new ArrayList<>();
    List<Short> written = new ArrayList<>();
    int[] counter = {0};
    String before = "";
    for (int i = 0; i < parts.size(); i++) {
      SpeechTrack track = parts.get(i).write(counter, written);
      all.then(track);
      boolean last = i == parts.size() - 1;
      if (last) {
        track.complete();
        all.last();
      }
      before = pull(all, last ? 10_000 : parts.get(i).framesRead(), read, shown, before);
      if (!last) {
        long cut = track.written();
        track.cutBeforeNextSentence();
        for (long lost = cut; lost > track.written(); lost--) {
          written.removeLast();
        }
      }
    }
    assertThat(all.exhausted()).isTrue();
    assertThat(read.stream().filter(s -> s != 0).toList()).isEqualTo(written);
    assertThat(shown.toString().replaceAll("\\s+", " ").strip())
        .isEqualTo(all.allText().replaceAll("\\s+", " "));
    assertThat(all.heardText(1_000_000)).isEqualTo(all.allText());
    assertThat(pool.leased()).isZero();
    String heard = "";
    for (long ms = 0; ms <= all.readMs() + 40; ms += 3) {
      String now = all.heardText(ms);
      assertThat(now).as("more is heard, never less").startsWith(heard);
      heard = now;
    }
  }

  private String pull(
      TrackRelay all, int frames, List<Short> read, StringBuilder shown, String heardBefore) {
    String heard = heardBefore;
    for (int i = 0; i < frames && all.frameReady(); i++) {
      double readBefore = all.readMs();
      AudioFrame frame = all.read(pool);
      for (int s = 0; s < frame.length(); s++) {
        read.add(frame.samples()[s]);
      }
      frame.release();
      Optional<String> text;
      while ((text = all.nextBegunSentence()).isPresent()) {
        shown.append(text.get());
      }
      assertThat(all.readMs()).isBetween(readBefore, readBefore + 2 * FramePool.FRAME_MS);
      String now = all.heardText((long) all.readMs());
      assertThat(now).startsWith(heard);
      assertThat(shown.toString().strip().replaceAll("\\s+", " ")).startsWith(now);
      heard = now;
    }
    return heard;
  }

  /**
   * A part of an answer.
   *
   * @param words how long each is, in ms
   * @param restMs silence at its end
   * @param framesRead how much of it is read before the next one takes over
   */
  record Part(List<Integer> words, int restMs, int framesRead) {
    SpeechTrack write(int[] counter, List<Short> written) {
      SpeechTrack track = new SpeechTrack(RATE);
      for (int i = 0; i < words.size(); i++) {
        track.beginSentence((i == 0 ? "" : " ") + "w" + counter[0]);
        sound(track, words.get(i), counter, written);
        if (i < words.size() - 1 || restMs > 0) {
          track.endSentence();
        }
      }
      sound(track, restMs, counter, written);
      if (!words.isEmpty()) {
        track.endSentence();
      }
      return track;
    }

    private static void sound(SpeechTrack track, int ms, int[] counter, List<Short> written) {
      short[] samples = new short[RATE / 1000 * ms];
      for (int i = 0; i < samples.length; i++) {
        // Never silence: that is what frames are filled up with.
        samples[i] = (short) (1 + counter[0]++ % 30_000);
        written.add(samples[i]);
      }
      track.write(samples);
    }
  }
}
