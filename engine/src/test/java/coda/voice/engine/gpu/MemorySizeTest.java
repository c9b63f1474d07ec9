package coda.voice.engine.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MemorySizeTest {
  @ParameterizedTest
  @CsvSource({
    "8GB, 8589934592",
    "24 GiB, 25769803776",
    "512MB, 536870912",
    "1.5gb, 1610612736",
    "0GB, 0",
    "0B, 0",
    "17B, 17",
    "1KB, 1024",
    "1TB, 1099511627776",
    "' 2 MB ', 2097152"
  })
  void shouldReadSizesInPowersOf1024(String text, long bytes) {
    assertThat(MemorySize.parse(text)).isEqualTo(new MemorySize(bytes));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "8", "GB", "-1GB", "8 G B", "8XB", "1.0001GB", "0.3B", "257TB", "1e3MB", "8G"})
  void shouldSayWhatIsAllowedInsteadOfGuessing(String text) {
    assertThatThrownBy(() -> MemorySize.parse(text))
        .isInstanceOfSatisfying(
            GpuException.class, e -> assertThat(e.code()).isEqualTo("GPU_SIZE_INVALID"))
        .hasMessageContaining("'" + text + "'")
        .hasMessageContaining("8GB, 512MB or 0GB");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 B",
    "1023, 1023 B",
    "1024, 1 KB",
    "1610612736, 1.5 GB",
    "25769803776, 24 GB",
    "-1073741824, -1 GB"
  })
  void shouldBeWrittenForPeople(long bytes, String words) {
    assertThat(MemorySize.words(bytes)).isEqualTo(words);
  }

  @Property(tries = 200)
  void shouldReadEveryNumberOfBytes(@ForAll @LongRange(min = 0, max = (1L << 48) - 1) long bytes) {
    assertThat(MemorySize.parse(bytes + "B").bytes()).isEqualTo(bytes);
  }
}
