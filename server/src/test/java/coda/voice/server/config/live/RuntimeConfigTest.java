package coda.voice.server.config.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import coda.voice.server.audit.AuditException;
import coda.voice.server.config.CodaConfig;
import coda.voice.server.config.ConfigDifference;
import coda.voice.server.config.ConfigException;
import coda.voice.server.config.ConfigLoader;
import coda.voice.server.config.ConfigProblem;
import coda.voice.server.config.ConfigSources;
import coda.voice.server.config.EffectiveValue;
import coda.voice.server.config.NamedEngines;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.LoggerFactory;

@Isolated("reads the log")
class RuntimeConfigTest {
  private static final String SILENCE = "conversation.turns.silence_ms";
  private static final Instant NOW = Instant.parse("2026-01-05T09:30:00Z");

  @TempDir Path directory;

  private final Logger log = (Logger) LoggerFactory.getLogger("coda.voice");
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
  void shouldChangeSettingsAndRememberWhoWhenWhatAndWhy() {
    RuntimeConfig config = config();
    List<CodaConfig> told = new ArrayList<>();
    config.listen(told::add);

    ConfigOutcome outcome = config.change(change(Map.of(SILENCE, "700"), "slow speakers"));

    assertThat(outcome.applied()).isTrue();
    assertThat(outcome.version())
        .isEqualTo(
            new ConfigVersion(
                2,
                NOW,
                "alice",
                Cause.CHANGE,
                "slow speakers",
                List.of(
                    new ConfigDifference(
                        SILENCE,
                        "1000",
                        "700",
                        coda.voice.server.config.Applies.NEXT_CONVERSATION))));
    assertThat(config.get().conversation().turns().silenceMs()).isEqualTo(700);
    assertThat(told).containsExactly(config.get());
    assertThat(origin(config, SILENCE)).isEqualTo("version 2 (alice)");
    assertThat(config.history()).extracting(ConfigVersion::number).containsExactly(2L, 1L);
    assertThat(config.history().getLast().cause()).isEqualTo(Cause.START);
  }

  @Test
  void shouldOnlySayWhatADryRunWouldDo() {
    RuntimeConfig config = config();

    ConfigOutcome outcome =
        config.change(
            new ConfigRequest(
                Map.of(SILENCE, Optional.of("700")), "alice", "", true, OptionalLong.empty()));

    assertThat(outcome.applied()).isFalse();
    assertThat(outcome.version().number()).isEqualTo(2);
    assertThat(outcome.version().differences()).hasSize(1);
    assertThat(config.current().version().number()).isEqualTo(1);
    assertThat(config.get().conversation().turns().silenceMs()).isEqualTo(1000);
    assertThat(lines.list).isEmpty();
  }

  @Test
  void shouldChangeNothingWhenAnythingIsWrongAndTellAllOfIt() {
    RuntimeConfig config = config();
    CodaConfig before = config.get();

    ConfigException e =
        catchThrowableOfType(
            ConfigException.class,
            () ->
                config.change(
                    change(
                        Map.of(
                            SILENCE,
                            "700",
                            "conversation.mode",
                            "hybird",
                            "conversation.vioce",
                            "x",
                            "conversation.turns.idle_ms",
                            "1"),
                        "")));

    assertThat(e.problems())
        .extracting(ConfigProblem::path)
        .containsExactlyInAnyOrder(
            "conversation.mode", "conversation.vioce", "conversation.turns.idle_ms");
    assertThat(e).hasMessageContaining("did you mean conversation.voice?");
    assertThat(config.get()).isSameAs(before);
    assertThat(config.history()).hasSize(1);
  }

  @Test
  void shouldHoldRulesBetweenValues() {
    RuntimeConfig config = config();
    config.change(change(Map.of(SILENCE, "300"), ""));

    assertThatThrownBy(
            () ->
                config.change(change(Map.of("conversation.turns.complete_silence_ms", "400"), "")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("allowed is at most " + SILENCE + ", which is 300");
  }

  @Test
  void shouldRefuseWhatOnlyAStartHeedsAndNameIt() {
    RuntimeConfig config = config();
    Map<String, String> wanted = new LinkedHashMap<>();
    wanted.put(SILENCE, "700");
    wanted.put("server.port", "1");
    wanted.put("engines.open.api_key", "sk-5ecret");

    assertThatThrownBy(() -> config.change(change(wanted, "")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("server.port: is read only when the server starts")
        .hasMessageContaining("engines.open.api_key: is read only when the server starts")
        .hasMessageNotContaining("5ecret");
    assertThat(config.get().conversation().turns().silenceMs()).isEqualTo(1000);
  }

  @Test
  void shouldRefuseWhatAServersOwnCheckRefuses() {
    RuntimeConfig config = config();
    config.require(
        wanted ->
            wanted.conversation().language().equals("de")
                ? List.of(new ConfigProblem("conversation", "nobody speaks that", "engines"))
                : List.of());

    assertThatThrownBy(() -> config.change(change(Map.of("conversation.language", "de"), "")))
        .hasMessageContaining("nobody speaks that");
    assertThat(config.change(change(Map.of("conversation.language", "fr"), "")).applied()).isTrue();
  }

  @Test
  void shouldRefuseAChangeThatWasMeantForAnotherVersion() {
    RuntimeConfig config = config();
    config.change(change(Map.of(SILENCE, "700"), ""));

    assertThatThrownBy(
            () ->
                config.change(
                    new ConfigRequest(
                        Map.of(SILENCE, Optional.of("800")), "bob", "", false, OptionalLong.of(1))))
        .isInstanceOf(ConfigVersionException.class)
        .hasMessage("The change was meant for version 1; current is version 2");
    assertThat(config.get().conversation().turns().silenceMs()).isEqualTo(700);
  }

  @Test
  void shouldTakeBackWhatWasSetWhileItRuns() throws IOException {
    file("conversation: {turns: {silence_ms: 900}}");
    RuntimeConfig config = config();
    config.change(change(Map.of(SILENCE, "700"), ""));

    config.change(
        new ConfigRequest(
            Map.of(SILENCE, Optional.empty()), "bob", "", false, OptionalLong.empty()));

    assertThat(config.get().conversation().turns().silenceMs()).isEqualTo(900);
    assertThat(origin(config, SILENCE)).isEqualTo("coda.yaml:1");
  }

  @Test
  void shouldReturnToAnEarlierVersionWhateverMadeTheOnesSince() throws IOException {
    file("conversation: {voice: low}");
    RuntimeConfig config = config();
    config.change(change(Map.of(SILENCE, "700"), ""));
    CodaConfig wanted = config.get();
    file("conversation: {voice: high, turns: {idle_ms: 5000}}");
    config.reload("file");
    config.change(change(Map.of(SILENCE, "800", "conversation.language", "de"), ""));

    ConfigOutcome outcome = config.rollback(2, "bob", "worse");

    assertThat(config.get()).isEqualTo(wanted);
    assertThat(outcome.version().number()).isEqualTo(5);
    assertThat(outcome.version().cause()).isEqualTo(Cause.ROLLBACK);
    assertThat(outcome.version().differences())
        .extracting(ConfigDifference::key)
        .containsExactly(
            "conversation.language", "conversation.voice", SILENCE, "conversation.turns.idle_ms");
    assertThat(origin(config, "conversation.voice")).isEqualTo("version 5 (bob)");
  }

  @Test
  void shouldNotReturnToWhatItDoesNotRemember() {
    RuntimeConfig config = config();
    for (int i = 0; i < RuntimeConfig.REMEMBERED; i++) {
      config.change(change(Map.of(SILENCE, Integer.toString(700 + i)), ""));
    }

    assertThat(config.history()).hasSize(RuntimeConfig.REMEMBERED);
    for (long unknown : new long[] {0, 1, 1000}) {
      assertThatThrownBy(() -> config.rollback(unknown, "bob", ""))
          .isInstanceOf(ConfigVersionException.class)
          .hasMessage("Version " + unknown + " is not remembered; there are 2 to 101");
    }
    assertThat(config.rollback(2, "bob", "").applied()).isTrue();
    assertThat(config.get().conversation().turns().silenceMs()).isEqualTo(700);
  }

  @Test
  void shouldReadTheFileAgainAndLetWaitWhatOnlyAStartHeeds() throws IOException {
    file("server: {port: 1}\nconversation: {voice: low}");
    RuntimeConfig config = config();
    file("server: {port: 2}\nconversation: {voice: high}");

    ConfigOutcome outcome = config.reload("file");

    assertThat(outcome.version().cause()).isEqualTo(Cause.FILE);
    assertThat(config.get().conversation().voice()).isEqualTo("high");
    assertThat(config.get().server().port()).isEqualTo(1);
    assertThat(config.current().effective().waiting())
        .extracting(EffectiveValue::key, EffectiveValue::origin)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("server.port", "coda.yaml:1"));
    assertThat(config.change(change(Map.of(SILENCE, "700"), "")).effective().waiting()).hasSize(1);
  }

  @Test
  void shouldLetWhatWasSetWhileItRunsWinOverTheFileAndSaySo() throws IOException {
    file("conversation: {voice: low}");
    RuntimeConfig config = config();
    config.change(change(Map.of("conversation.voice", "mine"), ""));
    file("conversation: {voice: high}");

    assertThat(config.reload("file").applied()).isFalse();

    assertThat(config.get().conversation().voice()).isEqualTo("mine");
    assertThat(messages())
        .contains(
            "conversation.voice has changed in the file without effect: version 2 (alice) set it");
  }

  @Test
  void shouldNotReadTheFileBecauseOfAChange() throws IOException {
    file("conversation: {voice: low}");
    RuntimeConfig config = config();
    file("conversation: {voice: [broken");

    assertThat(config.change(change(Map.of(SILENCE, "700"), "")).applied()).isTrue();
    assertThat(config.get().conversation().voice()).isEqualTo("low");
  }

  @Test
  void shouldWriteALineOfJsonBeforeItChanges() throws IOException {
    Path audit = directory.resolve("audit.jsonl");
    RuntimeConfig config = config("server.audit_file=" + audit);
    config.listen(changed -> assertThat(audit).exists());

    config.change(change(Map.of(SILENCE, "700"), "one\nline \u202e only"));
    config.rollback(1, "bob\nadmin", "");

    List<String> written = Files.readAllLines(audit);
    assertThat(written).hasSize(2).allMatch(line -> line.matches("\\p{ASCII}+"));
    JsonNode first = new ObjectMapper().readTree(written.getFirst());
    assertThat(first.path("time").asText()).isEqualTo("2026-01-05T09:30:00Z");
    assertThat(first.path("who").asText()).isEqualTo("alice");
    assertThat(first.path("action").asText()).isEqualTo("config.change");
    assertThat(first.path("version").asInt()).isEqualTo(2);
    assertThat(first.path("reason").asText()).isEqualTo("one\nline \u202e only");
    assertThat(first.at("/changes/0/key").asText()).isEqualTo(SILENCE);
    assertThat(first.at("/changes/0/before").asText()).isEqualTo("1000");
    assertThat(first.at("/changes/0/after").asText()).isEqualTo("700");
    assertThat(messages()).containsAll(written);
  }

  @Test
  void shouldNotChangeWhatCannotBeRecorded() {
    RuntimeConfig config = config("server.audit_file=" + directory.resolve("no/such/folder"));

    assertThatThrownBy(() -> config.change(change(Map.of(SILENCE, "700"), "")))
        .isInstanceOf(AuditException.class);

    assertThat(config.get().conversation().turns().silenceMs()).isEqualTo(1000);
    assertThat(config.history()).hasSize(1);
  }

  @Test
  void shouldGoOnWhenAListenerFails() {
    RuntimeConfig config = config();
    AtomicBoolean told = new AtomicBoolean();
    config.listen(
        changed -> {
          throw new IllegalStateException("cannot follow");
        });
    config.listen(changed -> told.set(true));

    assertThat(config.change(change(Map.of(SILENCE, "700"), "")).applied()).isTrue();
    assertThat(told).isTrue();
    assertThat(messages()).contains("The configuration has changed, and somebody could not follow");
  }

  /** silence_ms and incomplete_silence_ms are changed together; nobody may see one alone. */
  @Test
  void shouldNeverShowHalfAChange() throws Exception {
    RuntimeConfig config = config();
    AtomicBoolean done = new AtomicBoolean();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Boolean> reader =
          threads.submit(
              () -> {
                boolean right = true;
                while (!done.get()) {
                  var turns = config.get().conversation().turns();
                  right &= turns.silenceMs() + 1500 == turns.incompleteSilenceMs();
                }
                return right;
              });
      for (int i = 0; i < 20; i++) {
        int silence = 300 + 50 * i;
        config.change(
            change(
                Map.of(
                    SILENCE,
                    Integer.toString(silence),
                    "conversation.turns.incomplete_silence_ms",
                    Integer.toString(silence + 1500)),
                ""));
      }
      done.set(true);
      assertThat(reader.get()).isTrue();
    }
    assertThat(config.current().version().number()).isEqualTo(21);
  }

  private RuntimeConfig config(String... overrides) {
    return new RuntimeConfig(
        new ConfigLoader(NamedEngines.registry()),
        new ConfigSources(
            directory, Optional.empty(), Optional.empty(), Map.of(), List.of(overrides)),
        InstantSource.fixed(NOW));
  }

  private static ConfigRequest change(Map<String, String> settings, String reason) {
    Map<String, Optional<String>> changes = new LinkedHashMap<>();
    settings.forEach((key, value) -> changes.put(key, Optional.of(value)));
    return new ConfigRequest(changes, "alice", reason, false, OptionalLong.empty());
  }

  private static String origin(RuntimeConfig config, String key) {
    return config.current().effective().values().stream()
        .filter(value -> value.key().equals(key))
        .map(EffectiveValue::origin)
        .findFirst()
        .orElseThrow();
  }

  private void file(String yaml) throws IOException {
    Files.writeString(directory.resolve("coda.yaml"), yaml);
  }

  private List<String> messages() {
    return List.copyOf(lines.list).stream().map(ILoggingEvent::getFormattedMessage).toList();
  }
}
