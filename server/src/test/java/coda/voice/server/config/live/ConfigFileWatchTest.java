package coda.voice.server.config.live;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import coda.voice.server.config.ConfigLoader;
import coda.voice.server.config.ConfigSources;
import coda.voice.server.config.NamedEngines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.LoggerFactory;

@Isolated("reads the log")
class ConfigFileWatchTest {
  @TempDir Path directory;

  private final Logger log = (Logger) LoggerFactory.getLogger(ConfigFileWatch.class);
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

  @BeforeEach
  void listen() {
    lines.start();
    log.addAppender(lines);
  }

  @AfterEach
  void stop() {
    log.detachAppender(lines);
  }

  @Test
  void shouldReadTheFileOnceItIsTheSameInTwoLooks() throws IOException {
    file("conversation: {voice: low}");
    RuntimeConfig config = config();
    ConfigFileWatch watch = new ConfigFileWatch(config);

    file("conversation: {voice: hi}");
    watch.look();
    assertThat(config.get().conversation().voice()).isEqualTo("low");
    file("conversation: {voice: high}");
    watch.look();
    assertThat(config.get().conversation().voice()).isEqualTo("low");
    watch.look();
    assertThat(config.get().conversation().voice()).isEqualTo("high");

    looks(watch, 3);
    assertThat(config.current().version().number()).isEqualTo(2);
    assertThat(messages(Level.INFO))
        .containsExactly("The configuration file was read again: version 2 is current");
  }

  @Test
  void shouldKeepWhatItHasWhenTheFileIsWrongAndTellEveryErrorOnce() throws IOException {
    file("conversation: {voice: low}");
    RuntimeConfig config = config();
    ConfigFileWatch watch = new ConfigFileWatch(config);

    file("server:\n  prot: 1\nconversation:\n  voice: high\n  mode: nonsense");
    looks(watch, 5);

    assertThat(config.get().conversation().voice()).isEqualTo("low");
    assertThat(messages(Level.ERROR))
        .singleElement()
        .asString()
        .contains("server.prot: there is no such setting", "(coda.yaml:2)")
        .contains("conversation.mode: is 'nonsense'", "(coda.yaml:5)");

    file("conversation: {voice: high}");
    looks(watch, 2);
    assertThat(config.get().conversation().voice()).isEqualTo("high");
  }

  @Test
  void shouldKeepWhatItHasWhenTheFileIsGone() throws IOException {
    file("conversation: {voice: low}");
    RuntimeConfig config = config();
    ConfigFileWatch watch = new ConfigFileWatch(config);

    Files.delete(directory.resolve("coda.yaml"));
    looks(watch, 5);

    assertThat(config.get().conversation().voice()).isEqualTo("low");
    assertThat(messages(Level.ERROR)).singleElement().asString().contains("is not there any more");
  }

  @Test
  void shouldSeeAFileThatComesLater() throws IOException {
    RuntimeConfig config = config();
    ConfigFileWatch watch = new ConfigFileWatch(config);
    looks(watch, 2);

    file("conversation: {voice: high}");
    looks(watch, 2);

    assertThat(config.get().conversation().voice()).isEqualTo("high");
  }

  @Test
  void shouldSayWhatWaitsForARestart() throws IOException {
    file("server: {port: 1}");
    RuntimeConfig config = config();
    ConfigFileWatch watch = new ConfigFileWatch(config);

    file("server: {port: 2}");
    looks(watch, 2);

    assertThat(config.get().server().port()).isEqualTo(1);
    assertThat(messages(Level.WARN))
        .containsExactly("server.port (coda.yaml:1) waits until the server is restarted");
    assertThat(messages(Level.INFO))
        .containsExactly("The configuration file was read again: nothing to change now");
  }

  private static void looks(ConfigFileWatch watch, int times) {
    for (int i = 0; i < times; i++) {
      watch.look();
    }
  }

  private RuntimeConfig config() {
    return new RuntimeConfig(
        new ConfigLoader(NamedEngines.registry()),
        new ConfigSources(directory, Optional.empty(), Optional.empty(), Map.of(), List.of()),
        InstantSource.system());
  }

  private void file(String yaml) throws IOException {
    Files.writeString(directory.resolve("coda.yaml"), yaml);
  }

  private List<String> messages(Level level) {
    return lines.list.stream()
        .filter(line -> line.getLevel() == level)
        .map(ILoggingEvent::getFormattedMessage)
        .toList();
  }
}
