package coda.voice.engines.local.english;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnitsTest {
  @ParameterizedTest
  @CsvSource({
    "1, mile, feet, 5280",
    "1, pound, ounces, 16",
    "1, gallon, cups, 16",
    "1, cup, tablespoons, 16",
    "1, stone, pounds, 14",
    "1, acre, square feet, 43560",
    "1, square mile, acres, 640",
    "36, km / h, meters per second, 10",
    "32, fahrenheit, celsius, 0",
    "-40, fahrenheit, celsius, -40",
    "0, kelvin, celsius, -273.15",
    "1, week, hours, 168",
    "1, kg, pounds, 2.204623",
    "26.2, miles, km, 42.164813",
  })
  void shouldConvert(BigDecimal amount, String from, String to, BigDecimal expected) {
    BigDecimal result = unit(from).convert(amount, unit(to));
    assertThat(result.setScale(6, RoundingMode.HALF_UP)).isEqualByComparingTo(expected);
  }

  @Test
  void shouldReturnToWhereItCameFrom() {
    for (String from : Units.spokenNames()) {
      for (String to : Units.spokenNames()) {
        if (unit(from).dimension() == unit(to).dimension()) {
          BigDecimal there = unit(from).convert(new BigDecimal("12.5"), unit(to));
          BigDecimal back = unit(to).convert(there, unit(from));
          assertThat(back.setScale(12, RoundingMode.HALF_UP)).isEqualByComparingTo("12.5");
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"miles per hour, 3", "degrees celsius, 2", "degrees c, 2", "°F, 2", "feet, 1"})
  void shouldReadTheLongestName(String text, int end) {
    assertThat(Units.read(Words.of(text), 0).orElseThrow().end()).isEqualTo(end);
  }

  private static Unit unit(String name) {
    return Units.read(Words.of(name), 0).orElseThrow().value();
  }
}
