package coda.voice.server.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.event.KeyValuePair;

@Isolated("changes the log")
class LogSetupTest {
  private final LoggerContext loggers = new LoggerContext();

  @Test
  void shouldWriteOneJsonObjectWithTheIdsForEachEvent() throws Exception {
    Logger logger = loggers.getLogger("coda.voice.test");
    LoggingEvent event =
        new LoggingEvent(
            "x",
            logger,
            Level.WARN,
            "two\nlines and \u001b[31mred",
            new IllegalStateException(),
            null);
    event.setMDCPropertyMap(Map.of("connection", "c-1", "conversation", "k3x9"));
    event.setKeyValuePairs(List.of(new KeyValuePair("reference", "0a1b2c3d")));

    String line = new String(LogSetup.json(loggers).encode(event), StandardCharsets.UTF_8);

    assertThat(line.strip()).doesNotContain("\n").doesNotContain("\u001b");
    JsonNode json = new ObjectMapper().readTree(line);
    assertThat(json.path("level").asText()).isEqualTo("WARN");
    assertThat(json.path("logger").asText()).isEqualTo("coda.voice.test");
    assertThat(json.path("message").asText()).isEqualTo("two\nlines and \u001b[31mred");
    assertThat(json.path("connection").asText()).isEqualTo("c-1");
    assertThat(json.path("conversation").asText()).isEqualTo("k3x9");
    assertThat(json.path("reference").asText()).isEqualTo("0a1b2c3d");
    assertThat(json.path("stack").asText()).contains("IllegalStateException");
    assertThat(json.path("time").asText()).isNotEmpty();
  }
}
