package coda.voice.engines.local.english;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
  @ParameterizedTest
  @CsvSource({
    "ten minutes, PT10M",
    "an hour and a half, PT1H30M",
    "one and a half hours, PT1H30M",
    "two and a half minutes, PT2M30S",
    "ninety seconds, PT90S",
    "half an hour, PT30M",
    "a quarter of an hour, PT15M",
    "three quarters of an hour, PT45M",
    "one hour and twenty minutes, PT1H20M",
    "two hours thirty minutes and five seconds, PT2H30M5S",
    "a couple of minutes, PT2M",
    "10min, PT10M",
    "1h 30m, PT1H30M",
    "1h30m, PT1H30M",
    "90 s, PT90S",
    "a minute, PT1M",
    "2.5 hours, PT2H30M",
    "half a minute, PT30S",
    "0.5 minutes, PT30S",
  })
  void shouldReadDurations(String text, Duration expected) {
    Words words = Words.of(text);
    Reading<Duration> reading = Durations.read(words, 0).orElseThrow();
    assertThat(reading.value()).isEqualTo(expected);
    assertThat(reading.end()).isEqualTo(words.size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ten", "minutes", "a", "half", "hour", "ten apples"})
  void shouldNotReadWhatIsNoDuration(String text) {
    assertThat(Durations.read(Words.of(text), 0)).isEmpty();
  }

  @Property(seed = "20")
  void shouldReadWhatItSays(@ForAll @IntRange(min = 1, max = 3599) int seconds) {
    Duration duration = Duration.ofSeconds(seconds);
    Words words = Words.of(Durations.say(duration));
    assertThat(Durations.read(words, 0).orElseThrow())
        .isEqualTo(new Reading<>(duration, words.size()));
  }

  @ParameterizedTest
  @CsvSource({
    "PT0S, no time at all",
    "PT1S, one second",
    "PT61S, one minute and one second",
    "PT1H30S, one hour and thirty seconds",
    "PT25H5M10S, one day and one hour",
  })
  void shouldSayTheTwoLargestUnits(Duration duration, String expected) {
    assertThat(Durations.say(duration)).isEqualTo(expected);
  }
}
