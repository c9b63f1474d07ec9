package coda.voice.engines.local.english;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumbersTest {
  @Test
  void shouldReadWhatItSaysFromZeroTo9999() {
    for (long number = 0; number <= 9999; number++) {
      assertThat(read(NumberWords.say(number))).isEqualByComparingTo(BigDecimal.valueOf(number));
    }
  }

  @Property(seed = "20")
  void shouldReadWhatItSaysOfAnySize(
      @ForAll @LongRange(min = -999999999999999L, max = 999999999999999L) long number) {
    assertThat(read(NumberWords.say(number))).isEqualByComparingTo(BigDecimal.valueOf(number));
  }

  @Property(seed = "20")
  void shouldReadTheDecimalsItSays(
      @ForAll @BigRange(min = "-100000", max = "100000") @Scale(4) BigDecimal number) {
    assertThat(read(NumberWords.say(number))).isEqualByComparingTo(number);
  }

  @ParameterizedTest
  @CsvSource({
    "a hundred, 100",
    "a hundred and five, 105",
    "one hundred five, 105",
    "twelve hundred, 1200",
    "a thousand and one, 1001",
    "two million three hundred thousand, 2300000",
    "'1,250.75', 1250.75",
    ".5, 0.5",
    "minus two, -2",
    "negative seven, -7",
    "two and a half, 2.5",
    "three point one four, 3.14",
    "point five, 0.5",
    "one point oh five, 1.05",
    "five million, 5000000",
    "5 million, 5000000",
    "twenty-five, 25",
    "a dozen, 12",
    "half a, 0.5",
  })
  void shouldReadHowPeopleSayNumbers(String text, BigDecimal number) {
    assertThat(read(text)).isEqualByComparingTo(number);
  }

  @ParameterizedTest
  @CsvSource({"five three, 1", "twenty ten, 1", "one thousand five million, 2", "ten and, 1"})
  void shouldStopWhereTheNumberEnds(String text, int end) {
    assertThat(NumberReader.read(Words.of(text), 0).orElseThrow().end()).isEqualTo(end);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "and", "hundred", "thousand", "many", "to", "point", "minus"})
  void shouldNotReadWhatIsNoNumber(String text) {
    assertThat(NumberReader.read(Words.of(text), 0)).isEmpty();
  }

  @Test
  void shouldSayOrdinalsAndYears() {
    assertThat(NumberWords.ordinal(1)).isEqualTo("first");
    assertThat(NumberWords.ordinal(12)).isEqualTo("twelfth");
    assertThat(NumberWords.ordinal(13)).isEqualTo("thirteenth");
    assertThat(NumberWords.ordinal(20)).isEqualTo("twentieth");
    assertThat(NumberWords.ordinal(31)).isEqualTo("thirty-first");
    assertThat(NumberWords.year(1904)).isEqualTo("nineteen oh four");
    assertThat(NumberWords.year(1900)).isEqualTo("nineteen hundred");
    assertThat(NumberWords.year(2005)).isEqualTo("two thousand and five");
    assertThat(NumberWords.year(2026)).isEqualTo("twenty twenty-six");
  }

  @Test
  void shouldSayTheSizeOfHugeNumbers() {
    assertThat(NumberWords.say(new BigDecimal("1.5e20")))
        .isEqualTo("about one point five times ten to the power of twenty");
    assertThat(NumberWords.say(Long.MIN_VALUE)).startsWith("minus about nine point two two");
  }

  private static BigDecimal read(String text) {
    Words words = Words.of(text);
    Reading<BigDecimal> reading = NumberReader.read(words, 0).orElseThrow();
    assertThat(reading.end()).as(text).isEqualTo(words.size());
    return reading.value();
  }
}
