package coda.voice.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EffectiveConfigTest {
  @TempDir Path directory;

  private final ConfigLoader loader = new ConfigLoader(NamedEngines.registry());

  @Test
  void shouldSayWhereEachValueComesFrom() throws IOException {
    Files.writeString(
        directory.resolve("coda.yaml"),
        """
        profile: production
        server:
          port: 9000
        engines:
          language_model_fallbacks: [open, open-ai]
          open: {url: "http://host"}
        gpu: {components: {big: {maximum: 1GB}}}
        """);

    EffectiveConfig effective =
        read(Map.of("CODA_SERVER_HOST", "localhost"), "conversation.voice=high");

    assertThat(effective.values())
        .contains(
            value("server.host", "localhost", "CODA_SERVER_HOST", Applies.RESTART),
            new EffectiveValue(
                "server.port", "9000", 9000, "coda.yaml:3", true, false, Applies.RESTART),
            new EffectiveValue(
                "server.event_loops", "0", 0, "default", false, false, Applies.RESTART),
            new EffectiveValue(
                "audio.enhancement.noise_suppression",
                "true",
                true,
                line("production", "noise_suppression"),
                true,
                false,
                Applies.NEXT_CONVERSATION),
            new EffectiveValue(
                "engines.language_model_fallbacks",
                "open, open-ai",
                List.of("open", "open-ai"),
                "coda.yaml:5",
                true,
                false,
                Applies.RESTART),
            value("engines.open.url", "http://host", "coda.yaml:6", Applies.RESTART),
            value("gpu.components.big.maximum", "1GB", "coda.yaml:7", Applies.RESTART),
            value("conversation.voice", "high", "--set", Applies.NEXT_CONVERSATION));
    assertThat(effective.values())
        .extracting(EffectiveValue::key)
        .startsWith("server.host")
        .doesNotHaveDuplicates()
        .containsAll(new Schema().settings().stream().map(SettingDescription::key).toList());
  }

  @Test
  void shouldBeATableWithALineForEachSetting() {
    List<String> lines = ConfigTable.lines(read(Map.of(), "server.port=1").values());

    assertThat(lines).hasSize(new Schema().settings().size() + 1);
    assertThat(lines.getFirst()).matches("setting +value +from +a change applies");
    assertThat(lines).anyMatch(line -> line.matches("server\\.port +1 +--set +restart"));
    assertThat(lines)
        .anyMatch(line -> line.matches("conversation\\.voice +\"\" +default +next conversation"));
  }

  @Test
  void shouldFindWhatDiffersByMeaningNotByWriting() {
    EffectiveConfig one = read(Map.of(), "conversation.turns.speech_threshold=0.50");
    EffectiveConfig other =
        read(Map.of(), "conversation.turns.silence_ms=700", "server.port= 8765");

    assertThat(one.differences(other))
        .extracting(ConfigDifference::toString)
        .containsExactly("conversation.turns.silence_ms: 1000 -> 700");
    assertThat(one.toBecome(other, "me"))
        .containsExactly(new RuntimeValue("conversation.turns.silence_ms", "700", "me"));
  }

  @Test
  void shouldKeepWhatOnlyAStartHeeds() {
    EffectiveConfig running = read(Map.of(), "server.port=1", "engines.open.url=a");
    EffectiveConfig sources =
        read(Map.of(), "server.port=2", "engines.open.url=b", "conversation.voice=high");

    EffectiveConfig next = loader.over(sources, List.of(), running);

    assertThat(next.config().server().port()).isEqualTo(1);
    assertThat(next.config().engines().settingsOf("open")).containsEntry("url", "a");
    assertThat(next.config().conversation().voice()).isEqualTo("high");
    assertThat(next.waiting())
        .extracting(EffectiveValue::key, EffectiveValue::text)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("server.port", "2"),
            org.assertj.core.groups.Tuple.tuple("engines.open.url", "b"));
  }

  @Test
  void shouldRefuseWhatIsRightOnlyTogetherWithWhatWaits() {
    EffectiveConfig running = read(Map.of(), "engines.duplex_model=moshi");
    EffectiveConfig sources =
        read(
            Map.of(),
            "engines.duplex_model=moshi",
            "conversation.turns.first_text_ms=9000",
            "conversation.turns.first_audio_ms=9000",
            "conversation.turns.reply_budget_ms=9000",
            "conversation.modes.duplex_wait_ms=8000");

    assertThatThrownBy(() -> loader.over(sources, List.of(), running))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("conversation.modes.duplex_wait_ms: is 8000")
        .hasMessageContaining("it would be right after a restart");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          server.limits.connections_per_address=200 | is 200, more than server.limits.connections, which is 100 and comes first
          conversation.turns.idle_ms=400000 | is 400000, more than server.limits.inactivity_ms
          conversation.turns.first_text_ms=5000 | is 5000, more than conversation.turns.reply_budget_ms
          conversation.turns.first_audio_ms=5000 | is 5000, more than conversation.turns.reply_budget_ms
          conversation.turns.speech_threshold=0.01 | is so low that everything is taken for speech
          conversation.turns.speech_threshold=0.99 | is so high that hardly anything is taken for speech
          conversation.phrases.idle_prompt=Still there? | is never said: conversation.turns.idle_prompt_ms is 0
          conversation.turns.idle_prompt_ms=1000 | has no effect: conversation.phrases.idle_prompt is empty
          conversation.modes.choice_ms=100 | has no effect: engines.duplex_model is none
          """)
  void shouldWarnOfWhatHasNoEffect(String setting, String message) {
    assertThat(read(Map.of(), setting).warnings())
        .singleElement()
        .satisfies(
            warning ->
                assertThat(warning.toString())
                    .startsWith(setting.substring(0, setting.indexOf('=')) + ": " + message)
                    .endsWith("(--set)"));
  }

  @Test
  void shouldWarnOfAPromptThatNeverComes() {
    assertThat(
            read(
                    Map.of(),
                    "conversation.phrases.idle_prompt=Still there?",
                    "conversation.turns.idle_ms=1000",
                    "conversation.turns.idle_prompt_ms=2000")
                .warnings())
        .extracting(ConfigProblem::message)
        .containsExactly("never comes: the session ends before, conversation.turns.idle_ms");
  }

  private static EffectiveValue value(String key, String text, String origin, Applies applies) {
    return new EffectiveValue(key, text, text, origin, true, false, applies);
  }

  private static String line(String profile, String key) {
    List<String> lines = Profiles.yaml(profile).lines().toList();
    int number = 1;
    while (!lines.get(number - 1).contains(key)) {
      number++;
    }
    return "profile " + profile + ":" + number;
  }

  private EffectiveConfig read(Map<String, String> variables, String... overrides) {
    return loader.read(
        new ConfigSources(
            directory, Optional.empty(), Optional.empty(), variables, List.of(overrides)));
  }
}
