package coda.voice.engines.kyutai.synthesis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class WordAlignerTest {
  private static List<Integer> aligned(String text, String... told) {
    WordAligner aligner = new WordAligner(SpokenWords.of(text));
    List<Integer> offsets = new ArrayList<>();
    for (String word : told) {
      aligner.next(word).ifPresent(offsets::add);
    }
    return offsets;
  }

  @Test
  void shouldFindEveryWordInOrder() {
    assertThat(aligned("Hello, Anna. Hello!", "Hello,", "Anna.", "Hello!"))
        .containsExactly(0, 7, 13);
  }

  @Test
  void shouldMarkAWordOfSeveralPiecesOnce() {
    assertThat(aligned("at 3:45 now", "at", "3", "45", "now")).containsExactly(0, 3, 8);
  }

  @Test
  void shouldBearWordsInPiecesAndTogether() {
    assertThat(aligned("well-known ice cream here", "well", "known", "icecream", "here"))
        .containsExactly(0, 11, 21);
  }

  @Test
  void shouldBearWordsLeftOutAndAdded() {
    assertThat(aligned("one two three four", "one", "uh", "three", "er", "hm", "four"))
        .containsExactly(0, 8, 14);
  }

  @Test
  void shouldBearOtherNamesOfWords() {
    assertThat(aligned("it costs $5.50 or so", "it", "costs", "five", "fifty", "or", "so"))
        .containsExactly(0, 3, 15, 18);
  }

  @Test
  void shouldKnowWhetherAllWasSaid() {
    WordAligner aligner = new WordAligner(SpokenWords.of("one two"));
    aligner.next("one");
    assertThat(aligner.complete()).isFalse();
    assertThat(aligner.next("")).isEqualTo(OptionalInt.empty());
    aligner.next("two");
    assertThat(aligner.complete()).isTrue();
    assertThat(aligner.next("three")).isEqualTo(OptionalInt.empty());
  }

  @Property(tries = 300)
  void shouldComeTogetherAgainWhateverTheServerDoes(@ForAll long seed) {
    Random random = new Random(seed);
    List<String> sent = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      sent.add("w" + i + "x");
    }
    String text = String.join(" ", sent);
    WordAligner aligner = new WordAligner(SpokenWords.of(text));
    int last = -1;
    for (int i = 0; i < 40; i++) {
      if (random.nextInt(6) == 0) {
        aligner.next("noise" + random.nextInt(9));
      }
      if (random.nextInt(6) == 0 && i % 5 != 4) {
        continue; // left out, up to four in a row
      }
      OptionalInt found = aligner.next(sent.get(i));
      int expected = text.indexOf(sent.get(i));
      if (i % 5 == 4) {
        assertThat(found).hasValue(expected);
      }
      if (found.isPresent()) {
        assertThat(found.getAsInt()).isEqualTo(expected).isGreaterThan(last);
        last = found.getAsInt();
      }
    }
  }
}
