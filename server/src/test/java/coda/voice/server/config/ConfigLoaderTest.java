package coda.voice.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import coda.voice.conversation.ConversationMode;
import coda.voice.conversation.ModeSettings;
import coda.voice.conversation.ProcessingMode;
import coda.voice.conversation.TurnSettings;
import coda.voice.conversation.routing.AdaptiveRouter;
import coda.voice.conversation.routing.Route;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

class ConfigLoaderTest {
  static final List<String> PROFILES = Profiles.NAMES;

  @TempDir Path directory;

  private final ConfigLoader loader = new ConfigLoader(NamedEngines.registry());

  @Test
  void shouldUseTheDefaultsWhenNothingIsSet() {
    CodaConfig config = loader.load(sources(Map.of()));

    assertThat(config.server().host()).isEqualTo("127.0.0.1");
    assertThat(config.server().port()).isEqualTo(8765);
    assertThat(config.server().limits().connections()).isEqualTo(100);
    assertThat(config.engines().recognizer()).isEqualTo("sphinx4");
    assertThat(config.conversation().mode()).isEqualTo(ProcessingMode.ADAPTIVE);
    assertThat(config.conversation().timeZone()).isEqualTo(ZoneId.systemDefault());
  }

  @Test
  void shouldHaveTheDefaultTurnTimesOfTheConversation() {
    assertThat(loader.load(sources(Map.of())).conversation().turns().toSettings())
        .isEqualTo(TurnSettings.DEFAULTS);
  }

  @Test
  void shouldLetLaterSourcesWin() throws IOException {
    file("profile: development\nserver: {port: 1, drain_ms: 2}\nconversation: {voice: a}");

    CodaConfig config =
        loader.load(
            sources(Map.of("CODA_SERVER_PORT", "3", "CODA_CONVERSATION_VOICE", "b"))
                .withOverrides(List.of("conversation.voice=c")));

    assertThat(config.conversation().conversationMode()).isEqualTo(ConversationMode.TURN_BASED);
    assertThat(config.server().drainMs()).isEqualTo(2);
    assertThat(config.server().port()).isEqualTo(3);
    assertThat(config.conversation().voice()).isEqualTo("c");
  }

  @Test
  void shouldTellEveryErrorAtOnceWithPathValueAllowedAndOrigin() throws IOException {
    file(
        """
        server:
          port: 99999
          prot: 1
        conversation:
          mode: hybird
          turns: {speech_threshold: high}
        engines:
          recognizer: sphinx
        """);

    ConfigException e =
        problemsOf(
            sources(Map.of("CODA_SERVER_HOST", "", "CODA_SERVR_PORT", "1"))
                .withOverrides(List.of("audio.enhancement.high_pass=yes", "nonsense")));

    assertThat(e.code()).isEqualTo("CONFIG_INVALID");
    assertThat(e.problems().stream().map(ConfigProblem::toString))
        .containsExactlyInAnyOrder(
            "server.port: is '99999'; allowed is a whole number from 0 to 65535 (coda.yaml:2)",
            "server.prot: there is no such setting; did you mean server.port? (coda.yaml:3)",
            "conversation.mode: is 'hybird'; allowed is one of traditional, moshi_only, hybrid,"
                + " adaptive (coda.yaml:5)",
            "conversation.turns.speech_threshold: is 'high'; allowed is a number from 0 to 1"
                + " (coda.yaml:6)",
            "engines.recognizer: is 'sphinx'; there is: sphinx4; did you mean sphinx4?"
                + " (coda.yaml:8)",
            "server.host: is empty; allowed is a text that is not empty (CODA_SERVER_HOST)",
            "CODA_SERVR_PORT: no setting has this variable; did you mean CODA_SERVER_PORT?"
                + " (environment)",
            "audio.enhancement.high_pass: is 'yes'; allowed is true or false (--set)",
            "nonsense: is not key=value (--set)");
    assertThat(e.getMessage()).startsWith("The configuration has 9 errors:\n  ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          server: [1, 2]                 | server: is a list; one value is allowed
          server: 5                      | server: holds further settings and cannot have a value
          server: {port: 1, port: 2}     | server.port: is set twice
          server: {port: }               | server.port: is empty; allowed is a whole number
          server: {port: !!java.net.URL [a]} | is not YAML: Global tag is not allowed
          server: {port: !evil 5}        | server.port: has the unknown tag !evil
          just words                     | coda.yaml: must hold settings
          'server: {port: "5'            | coda.yaml: is not YAML
          server: {limits: &a {b: *a}}   | refers to another part of the file
          engines: {nobody: {key: 1}}    | engines.nobody.key: there is no such setting
          engines: {sphinx4: {}, sphinx: {pool: 1}} | did you mean engines.sphinx4.pool?
          profile: prod                  | profile: is 'prod'; allowed is one of development
          conversation: {language: "?"}  | allowed is a BCP 47 tag such as en-US
          conversation: {time_zone: Mars/X} | allowed is system or a time zone
          engines: {language_model_fallbacks: [open, nobody]} | engines.language_model_fallbacks: is 'nobody'; there is: assistant, open, open-ai
          engines: {language_model_fallbacks: [open, open]} | engines.language_model_fallbacks: names an engine twice
          engines: {language_model_fallbacks: [open, assistant]} | names 'assistant', which is engines.language_model itself
          engines: {language_model_fallbacks: [{a: b}]} | engines.language_model_fallbacks: holds something that is not a word
          engines: {recognizer_fallbacks: freetts} | engines.recognizer_fallbacks: is 'freetts'; there is: sphinx4
          engines: {breaker: {failures: 11}} | engines.breaker.failures: is 11; allowed is at most engines.breaker.window, which is 10
          engines: {assistant: {first_token_ms: 2001}} | engines.assistant.first_token_ms: is 2001; allowed is at most conversation.turns.first_text_ms, which is 2000
          conversation: {turns: {silence_ms: 150}} | complete_silence_ms: is 200; allowed is at most
          engines: {duplex_model: moshy} | engines.duplex_model: is 'moshy'; there is: none, moshi; did you mean moshi?
          conversation: {modes: {strategy: chain}} | strategy: is 'chain'; allowed is one of parallel, sequential
          conversation: {modes: {exploration: 0.5}} | exploration: is '0.5'; allowed is a number from 0 to 0.25
          conversation: {mode: hybrid}   | conversation.mode: is 'hybrid', which needs a duplex model: run a Moshi server
          conversation: {mode: moshi_only} | set engines.duplex_model to moshi (coda.yaml:1)
          """)
  void shouldRefuseWhatCannotBe(String yaml, String message) throws IOException {
    file(yaml);

    assertThat(problemsOf(sources(Map.of())).getMessage()).contains(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          turns.first_text_ms=900   | duplex_wait_ms: is 1000; allowed is less than conversation.turns.first_text_ms, which is 900
          turns.first_audio_ms=1000 | duplex_wait_ms: is 1000; allowed is less than conversation.turns.first_audio_ms, which is 1000
          modes.duplex_wait_ms=4000 | duplex_wait_ms: is 4000; allowed is less than conversation.turns.reply_budget_ms, which is 4000
          modes.choice_ms=3500      | choice_ms: is 3500; allowed is less than conversation.turns.first_audio_ms, which is 3000
          """)
  void shouldRefuseWaitsThatOutlastTheAnswerOnlyWithADuplexModel(String setting, String message) {
    List<String> override = List.of("conversation." + setting);

    assertThat(loader.load(sources(Map.of()).withOverrides(override))).isNotNull();
    assertThat(
            problemsOf(
                    sources(Map.of("CODA_ENGINES_DUPLEX_MODEL", "moshi")).withOverrides(override))
                .getMessage())
        .contains(message)
        .contains("(--set)");
  }

  @Test
  void shouldHaveTheDefaultModesOfTheConversationAndNoDuplexModel() {
    CodaConfig config = loader.load(sources(Map.of()));

    assertThat(config.conversation().modes().toSettings()).isEqualTo(ModeSettings.DEFAULTS);
    assertThat(config.conversation().modes().exploration()).isEqualTo(AdaptiveRouter.EXPLORATION);
    assertThat(config.conversation().modes().file()).isEmpty();
    assertThat(config.engines().duplex()).isEmpty();
  }

  @Test
  void shouldAllowTheModesOfADuplexModelThatIsThere() throws IOException {
    file(
        """
        engines: {duplex_model: moshi, moshi: {urls: "ws://gpu:8998"}}
        conversation:
          mode: hybrid
          modes: {strategy: parallel, selection: fastest, state_file: learned.txt}
        """);

    CodaConfig config = loader.load(sources(Map.of()));

    assertThat(config.engines().duplex()).hasValue("moshi");
    assertThat(config.engines().settingsOf("moshi")).containsEntry("urls", "ws://gpu:8998");
    assertThat(config.conversation().modes().toSettings().strategy()).isEqualTo(Route.PARALLEL);
    assertThat(config.conversation().modes().file()).hasValue(Path.of("learned.txt"));
  }

  @Test
  void shouldRefuseAMissingFileOnlyWhenItWasNamed() {
    assertThat(problemsOf(sources(Map.of()).withFile(Path.of("other.yaml"))).getMessage())
        .contains("other.yaml: does not exist");
    assertThat(problemsOf(sources(Map.of("CODA_CONFIG", "third.yaml"))).getMessage())
        .contains("third.yaml: does not exist");
  }

  @Test
  void shouldKeepEngineSettingsAsTheyAre() throws IOException {
    file("engines: {sphinx4: {pool: 3, deep: {er: x}}}");

    CodaConfig config =
        loader.load(
            sources(Map.of("CODA_ENGINES_OPEN_AI_API_KEY", "s", "CODA_ENGINES_OPEN_PORT", "1")));

    assertThat(config.engines().settingsOf("sphinx4"))
        .isEqualTo(Map.of("pool", "3", "deep.er", "x"));
    assertThat(config.engines().settingsOf("open-ai")).isEqualTo(Map.of("api_key", "s"));
    assertThat(config.engines().settingsOf("open")).isEqualTo(Map.of("port", "1"));
    assertThat(config.engines().settingsOf("marytts")).isEmpty();
  }

  @Test
  void shouldReadFallbacksFromAListOrFromWordsWithCommas() throws IOException {
    file("engines: {language_model_fallbacks: [open, open-ai], synthesizer_fallbacks: []}");
    assertThat(loader.load(sources(Map.of())).engines().languageModelFallbacks())
        .containsExactly("open", "open-ai");
    assertThat(loader.load(sources(Map.of())).engines().synthesizerFallbacks()).isEmpty();

    assertThat(
            loader
                .load(sources(Map.of("CODA_ENGINES_LANGUAGE_MODEL_FALLBACKS", "open-ai,open")))
                .engines()
                .languageModelFallbacks())
        .containsExactly("open-ai", "open");
  }

  @Test
  void shouldLetTheTwoLongestFirstWordsFitIntoTheWaitForThem() throws IOException {
    file(
        """
        engines:
          language_model: open
          language_model_fallbacks: [open-ai, assistant]
          open: {first_token_ms: 1300}
          open-ai: {first_token_ms: 300}
          assistant: {first_token_ms: 701}
        """);

    assertThat(problemsOf(sources(Map.of())).getMessage())
        .contains(
            "engines.open.first_token_ms: is 1300, which with engines.assistant.first_token_ms, 701,"
                + " makes 2001; allowed is at most conversation.turns.first_text_ms, which is 2000"
                + " (coda.yaml:4)");
    assertThat(
            loader
                .load(sources(Map.of("CODA_ENGINES_OPEN_FIRST_TOKEN_MS", "1299")))
                .engines()
                .firstTokenMs("open"))
        .hasValue(1299);
  }

  @Test
  void shouldNotMindVariablesThatAreNotSettings() {
    Map<String, String> variables =
        Map.of(
            "CODA_SERVICE_HOST", "10.0.0.1",
            "CODA_PORT", "tcp://10.0.0.1:8765",
            "CODA_PORT_8765_TCP_ADDR", "10.0.0.1",
            "CODA_VOICE_SERVICE_PORT", "8765",
            "CODA_JAVA_HOME", "/jdk",
            "PATH", "/bin");

    assertThat(loader.load(sources(variables)).server().port()).isEqualTo(8765);
  }

  @ParameterizedTest
  @FieldSource("PROFILES")
  void shouldLoadEveryProfile(String profile) {
    assertThat(loader.load(sources(Map.of()).withProfile(profile)).server().host())
        .isEqualTo("127.0.0.1");
  }

  private ConfigSources sources(Map<String, String> variables) {
    return new ConfigSources(directory, Optional.empty(), Optional.empty(), variables, List.of());
  }

  private void file(String yaml) throws IOException {
    Files.writeString(directory.resolve("coda.yaml"), yaml);
  }

  private ConfigException problemsOf(ConfigSources sources) {
    return catchThrowableOfType(ConfigException.class, () -> loader.load(sources));
  }
}
