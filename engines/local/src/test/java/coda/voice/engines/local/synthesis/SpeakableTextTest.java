package coda.voice.engines.local.synthesis;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpeakableTextTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Hello, how are you?         | Hello, how are you?",
        "It’s “quoted” — so…         | It's quoted , so,",
        "10°C or 50°F, 90° turn      | 10 degrees Celsius or 50 degrees Fahrenheit , 90 degrees turn",
        "2 + 2 = 4 & more            | 2 plus 2 equals 4 and more",
        "5 × 3 ÷ 2 − 1               | 5 times 3 divided by 2 minus 1",
        "-5 and 7 - 2 but re-do      | minus 5 and 7 minus 2 but re-do",
        "and/or 1/2                  | and or or 1 slash 2",
        "été naïve Ünï ß             | ete naive Uni ss",
        "1,250,000.75 and 1, 2.5     | 1250000.75 and 1, 2.5",
        "1,250 and 1,2               | 1,250 and 1,2",
        "call 1234567890123          | call 1 2 3 4 5 6 7 8 9 0 1 2 3",
        "<b>x</b> [y] {z} *w* `v`    | b x b y z w v",
        "#1 #tag                     | number 1 tag",
        "3 🎉 你好 4                   | 3 4",
      })
  void shouldWriteSignsAsWords(String text, String expected) {
    assertThat(SpeakableText.of(text).text().strip()).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "...", "🎉", "你好", "\u0000", "'-'", "( )"})
  void shouldKnowThatNothingCanBeSaid(String text) {
    assertThat(SpeakableText.of(text).isSilent()).isTrue();
  }

  @Property(tries = 300)
  void shouldTraceEveryCharacterToAWordOfTheSource(@ForAll @StringLength(max = 200) String text) {
    SpeakableText speakable = SpeakableText.of(text);
    int before = 0;
    for (int i = 0; i < speakable.text().length(); i++) {
      assertThat((int) speakable.text().charAt(i)).isBetween(32, 126);
      int start = speakable.wordStart(i);
      assertThat(start).isBetween(before, text.length() - 1);
      assertThat(start == 0 || Character.isWhitespace(text.charAt(start - 1))).isTrue();
      before = start;
    }
  }
}
