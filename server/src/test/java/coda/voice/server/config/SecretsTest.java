package coda.voice.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import coda.voice.engine.EngineContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {
  private static final String SECRET = "sk-very-5ecret";
  private static final String KEY = "engines.open-ai.api_key";

  @TempDir Path directory;

  private final ConfigLoader loader = new ConfigLoader(NamedEngines.registry());

  @Test
  void shouldReadASecretFromAFileAVariableOrItself() throws IOException {
    Files.writeString(directory.resolve("key"), "  " + SECRET + "\n");

    for (String written : List.of("file:key", "env:OPEN_KEY", SECRET)) {
      EffectiveConfig effective = read(Map.of("OPEN_KEY", SECRET), KEY + "=" + written);

      assertThat(effective.config().engines().settingsOf("open-ai"))
          .containsEntry("api_key", SECRET);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "file:nowhere, 'names the file ''nowhere'', which does not exist'",
    "file:, 'names the file '''', which does not exist'",
    "file:empty, 'names the file ''empty'', which is empty'",
    "file:binary, 'names the file ''binary'', which is not text in UTF-8'",
    "file:large, 'names the file ''large'', which is too large'",
    "file:., 'names the file ''.'', which does not exist'",
    "env:NOBODY, 'names the variable ''NOBODY'', which is not set'"
  })
  void shouldRefuseASecretThatCannotBeHad(String written, String message) throws IOException {
    Files.writeString(directory.resolve("empty"), "\n");
    Files.write(directory.resolve("binary"), new byte[] {(byte) 0xff, (byte) 0xfe});
    Files.writeString(directory.resolve("large"), SECRET.repeat(10_000));

    ConfigException e =
        catchThrowableOfType(
            ConfigException.class, () -> read(Map.of("NOBODY", " "), KEY + "=" + written));

    assertThat(e).hasMessageContaining(KEY + ": " + message).hasMessageNotContaining(SECRET);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "engines.open-ai.api_key",
        "engines.open-ai.builder.apiKey",
        "engines.open-ai.client-secret",
        "engines.open-ai.proxy.password",
        "engines.open-ai.access_token",
        "engines.open-ai.token"
      })
  void shouldTakeEnginesSettingsForSecretsWhoseNamesSayIt(String key) {
    EffectiveConfig effective = read(Map.of(), key + "=" + SECRET);

    assertThat(everything(effective)).doesNotContain(SECRET);
    assertThat(value(effective, key)).isEqualTo(Secret.HIDDEN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"first_token_ms=12", "max_tokens=12", "keep_alive=12", "api_key_env=A"})
  void shouldShowWhatIsNoSecret(String setting) {
    EffectiveConfig effective = read(Map.of(), "engines.open-ai." + setting);

    String key = "engines.open-ai." + setting.substring(0, setting.indexOf('='));
    assertThat(value(effective, key)).isEqualTo(setting.substring(setting.indexOf('=') + 1));
  }

  @Test
  void shouldTakeWhatAnEngineDeclaresForASecret() {
    ConfigLoader declaring = new ConfigLoader(NamedEngines.registryWithSecret("open", "passage"));

    EffectiveConfig effective =
        declaring.read(
            ConfigSources.none().withOverrides(List.of("engines.open.passage=" + SECRET)));

    assertThat(value(effective, "engines.open.passage")).isEqualTo(Secret.HIDDEN);
    assertThat(effective.config().engines().settingsOf("open")).containsEntry("passage", SECRET);
  }

  @Test
  void shouldHidePasswordsWithinAddresses() {
    EffectiveConfig effective =
        read(
            Map.of(),
            "engines.open.url=https://me:" + SECRET + "@host/v1",
            "engines.open.database=jdbc:postgresql://host/db?user=me&password=" + SECRET);

    assertThat(value(effective, "engines.open.url")).isEqualTo("https://***@host/v1");
    assertThat(value(effective, "engines.open.database"))
        .isEqualTo("jdbc:postgresql://host/db?user=me&password=***");
    assertThat(everything(effective)).doesNotContain(SECRET);
  }

  @Test
  void shouldGiveNothingAwayInAnyForm() throws IOException {
    Files.writeString(directory.resolve("key"), SECRET);
    Files.writeString(
        directory.resolve("coda.yaml"),
        "engines: {open-ai: {api_key: " + SECRET + "}, open: {password: 'file:key'}}");

    EffectiveConfig effective =
        read(Map.of("CODA_ENGINES_SPHINX4_TOKEN", SECRET), "engines.marytts.secret=" + SECRET);

    assertThat(effective.config().engines().settingsOf("open")).containsEntry("password", SECRET);
    assertThat(everything(effective)).contains("***").doesNotContain(SECRET);
  }

  @Test
  void shouldGiveNothingAwayInMessages() throws IOException {
    Files.writeString(
        directory.resolve("coda.yaml"), "engines: {open-ai: {api_key: [" + SECRET + ", 2]}}");

    ConfigException e =
        catchThrowableOfType(
            ConfigException.class,
            () ->
                read(
                    Map.of("CODA_ENGINES_OPENAI_API_KEY", SECRET),
                    "engines.open-ai.api_key:" + SECRET,
                    "engines.openai.api_key=" + SECRET));

    assertThat(e.problems()).hasSize(4);
    assertThat(e).hasMessageNotContaining(SECRET);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void shouldWarnOfSecretsThatOthersCanRead() throws IOException {
    Path key = Files.writeString(directory.resolve("key"), SECRET);
    Path file = Files.writeString(directory.resolve("coda.yaml"), "engines: {open: {token: a}}");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

    assertThat(read(Map.of(), KEY + "=file:key").warnings())
        .extracting(ConfigProblem::toString)
        .containsExactly(
            KEY
                + ": is in the file 'key', which others can read or change; chmod 600 would stop"
                + " them (--set)",
            "coda.yaml: holds secrets and is a file that others can read or change; chmod 600 would"
                + " stop them");

    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    assertThat(read(Map.of(), KEY + "=file:key").warnings()).isEmpty();
  }

  @Test
  void shouldWarnOfASecretOnTheCommandLine() {
    assertThat(read(Map.of(), KEY + "=" + SECRET).warnings())
        .singleElement()
        .satisfies(
            warning -> assertThat(warning.toString()).contains(KEY, "--set").doesNotContain("5ec"));
  }

  @Test
  void shouldHideItselfAndBeComparable() {
    Secret secret = Secret.of(SECRET);

    assertThat(secret).hasToString(Secret.HIDDEN).isEqualTo(Secret.of(SECRET));
    assertThat(secret).hasSameHashCodeAs(Secret.of(SECRET)).isNotEqualTo(Secret.of("other"));
    assertThat(secret.reveal()).isEqualTo(SECRET);
    assertThat(Secret.of("")).isSameAs(Secret.NONE).hasToString("");
    assertThat(ValueType.parse(Secret.class, SECRET)).contains(secret);
  }

  @Test
  void shouldBeHiddenInWhatEnginesAreGiven() {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      EngineContext context = new EngineContext(Map.of("api_key", SECRET), threads, threads);

      assertThat(context.toString()).contains("api_key").doesNotContain(SECRET);
    }
  }

  private EffectiveConfig read(Map<String, String> variables, String... overrides) {
    return loader.read(
        new ConfigSources(
            directory, Optional.empty(), Optional.empty(), variables, List.of(overrides)));
  }

  private static String value(EffectiveConfig effective, String key) {
    return effective.values().stream()
        .filter(value -> value.key().equals(key))
        .map(EffectiveValue::text)
        .findFirst()
        .orElseThrow();
  }

  /** Every text that can be made of a configuration. */
  private String everything(EffectiveConfig effective) {
    EffectiveConfig nothing = loader.read(ConfigSources.none());
    List<Object> all = new ArrayList<>();
    all.add(ConfigTable.lines(effective.values()));
    all.add(ConfigJson.of(effective, false));
    all.add(ConfigJson.differences(nothing.differences(effective)));
    all.add(ConfigJson.differences(effective.differences(nothing)));
    all.add(effective.config());
    all.add(effective);
    all.add(effective.values());
    all.add(effective.written());
    all.add(effective.warnings());
    all.add(nothing.toBecome(effective, "test"));
    all.add(new RuntimeValue(KEY, SECRET, "test"));
    return all.toString();
  }
}
