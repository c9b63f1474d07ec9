package coda.voice.engines.kyutai.recognition;

import static org.assertj.core.api.Assertions.assertThat;

import coda.voice.engine.Transcript.Word;
import org.junit.jupiter.api.Test;

class HeardWordsTest {
  private final HeardWords words = new HeardWords();

  @Test
  void shouldLeaveOutEmptyWordsAndBlanks() {
    assertThat(words.add("", 0)).isFalse();
    assertThat(words.add(" ", 0)).isFalse();
    assertThat(words.add(" Hello ", 0.1)).isTrue();
    assertThat(words.add("of\tcourse", 0.5)).isTrue();
    assertThat(words.transcript(10).text()).isEqualTo("Hello of course");
  }

  @Test
  void shouldEndAWordWhereTheNextBeginsOrAsFarAsWasHeard() {
    words.add("one", 0.1);
    words.add("two", 0.4);
    assertThat(words.transcript(10).words())
        .containsExactly(new Word("one", 100, 400), new Word("two", 400, 800));
    words.endWord(0.6);
    words.endWord(0.55);
    assertThat(words.transcript(10).words())
        .containsExactly(new Word("one", 100, 400), new Word("two", 400, 550));
  }

  @Test
  void shouldNotCountSilenceOfOurs() {
    words.silence(10, 8);
    words.silence(30, 8);
    words.add("before", 0.5);
    words.add("within", 1.0);
    words.add("between", 1.6);
    words.add("after", 3.2);
    assertThat(words.transcript(50).words())
        .containsExactly(
            new Word("before", 500, 800),
            new Word("within", 800, 960),
            new Word("between", 960, 1920),
            new Word("after", 1920, 2720));
  }

  @Test
  void shouldNeverEndAWordBeforeItBegins() {
    words.add("early", -1);
    words.endWord(-2);
    assertThat(words.transcript(0).words()).containsExactly(new Word("early", 0, 0));
  }
}
