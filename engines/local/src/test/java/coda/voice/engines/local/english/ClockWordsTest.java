package coda.voice.engines.local.english;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.LocalTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClockWordsTest {
  @ParameterizedTest
  @CsvSource({
    "00:00, midnight",
    "12:00, noon",
    "00:05, twelve oh five in the morning",
    "09:05, nine oh five in the morning",
    "15:15, three fifteen in the afternoon",
    "15:00, three o'clock in the afternoon",
    "19:45, seven forty-five in the evening",
    "23:59, eleven fifty-nine at night",
  })
  void shouldSayTimes(LocalTime time, String said) {
    assertThat(ClockWords.time(time)).isEqualTo(said);
  }

  @Test
  void shouldSayDates() {
    assertThat(ClockWords.date(LocalDate.of(2026, 11, 23)))
        .isEqualTo("Monday, November twenty-third");
  }
}
