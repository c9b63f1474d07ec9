package coda.voice.engines.kyutai.synthesis;

import static org.assertj.core.api.Assertions.assertThat;

import coda.voice.engines.kyutai.synthesis.SpokenWords.Spoken;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpokenWordsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Hello, how are you?      | Hello, how are you?",
        "It’s ‘here’              | It's 'here'",
        "at 3:45 pm               | at 3 45 pm",
        "(really) 5–6 wait—what   | really 56 wait what",
        "<break time=\"9s\"/> no  | break time=\"9s\"/ no",
        "a ... — b                | a b",
        "Well… yes                | Well... yes"
      })
  void shouldReadTextAsTheServerDoes(String text, String expected) {
    assertThat(SpokenWords.of(text).text()).isEqualTo(expected);
  }

  @Test
  void shouldRememberWhereEachWordCameFrom() {
    assertThat(SpokenWords.of("  At (3:45) –  go").words())
        .containsExactly(
            new Spoken("At", 2), new Spoken("3", 5), new Spoken("45", 5), new Spoken("go", 15));
  }

  @Property(tries = 500)
  void shouldNeverSendMarkupOrLoseItsPlace(@ForAll @StringLength(max = 300) String text) {
    SpokenWords spoken = SpokenWords.of(text);
    assertThat(spoken.text()).doesNotContain("<", ">", ":", "(", ")", "\n", "\t");
    int before = 0;
    for (Spoken word : spoken.words()) {
      assertThat(word.text()).isNotEmpty().doesNotContain(" ");
      assertThat(word.offset()).isBetween(before, text.length() - 1);
      assertThat(Character.isWhitespace(text.charAt(word.offset()))).isFalse();
      before = word.offset();
    }
  }
}
