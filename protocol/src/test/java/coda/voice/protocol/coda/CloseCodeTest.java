package coda.voice.protocol.coda;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CloseCodeTest {
  @Test
  void shouldDescribeEveryCodeInTheWords() throws IOException {
    String words = Files.readString(Path.of("..", "docs", "protocol.md"));
    for (CloseCode code : CloseCode.values()) {
      assertThat(words).contains("| " + code.code() + " |");
      assertThat(CloseCode.of(code.code())).hasValue(code);
    }
    assertThat(CloseCode.of(1006)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "retry_after_ms=250, 250",
    "busy; retry_after_ms=1500; sorry, 1500",
    "retry_after_ms=99999999999999999999, 86400000",
  })
  void shouldReadWhenToTryAgain(String reason, long expected) {
    assertThat(CloseCode.retryAfterMs(reason)).hasValue(expected);
  }

  @ParameterizedTest
  @CsvSource({"retry_after_ms=", "retry_after_ms=-5", "retry_after_ms=x", "''"})
  void shouldNotInventWhenToTryAgain(String reason) {
    assertThat(CloseCode.retryAfterMs(reason)).isEmpty();
  }

  @Test
  void shouldReadItsOwnReason() {
    assertThat(CloseCode.retryAfterMs(CloseCode.overloadedReason(42))).hasValue(42L);
  }
}
