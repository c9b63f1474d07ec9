package coda.voice.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import coda.voice.server.config.ConfigJsonSchema;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigCommandTest {
  private static final String SECRET = "sk-very-5ecret";

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path file;

  @BeforeEach
  void write() throws IOException {
    file =
        Files.writeString(
            folder.resolve("coda.yaml"),
            "server: {port: 9000}\nengines: {assistant: {api_key: " + SECRET + "}}\n");
  }

  @Test
  void shouldPrintEveryValueAndItsOrigin() {
    assertThat(coda("--profile", "production")).isZero();

    assertThat(out.toString().lines())
        .anyMatch(line -> line.matches("server\\.host +127\\.0\\.0\\.1 +default +restart"))
        .anyMatch(line -> line.matches("server\\.port +9000 +coda\\.yaml:1 +restart"))
        .anyMatch(line -> line.matches("server\\.drain_ms +30000 +profile production:3 +now"))
        .anyMatch(
            line ->
                line.matches("engines\\.assistant\\.api_key +\\*\\*\\* +coda\\.yaml:2 +restart"));
    assertThat(out + err.toString()).doesNotContain(SECRET);
  }

  @Test
  void shouldPrintOnlyWhatIsNoDefault() {
    assertThat(coda("--changed")).isZero();

    assertThat(out.toString().lines()).hasSize(3);
    assertThat(out.toString()).contains("server.port", "engines.assistant.api_key");
  }

  @Test
  void shouldPrintJson() throws IOException {
    assertThat(coda("--json", "--changed")).isZero();

    JsonNode json = new ObjectMapper().readTree(out.toString());
    assertThat(json.path("settings")).hasSize(2);
    assertThat(json.at("/settings/0/value").asInt()).isEqualTo(9000);
    assertThat(json.at("/settings/1/value").asText()).isEqualTo("***");
    assertThat(out + err.toString()).doesNotContain(SECRET);
  }

  @Test
  void shouldPrintTheSchemaWhateverTheConfigurationIs() throws IOException {
    Files.writeString(file, "nonsense: [");

    assertThat(coda("--schema")).isZero();

    assertThat(new ObjectMapper().readTree(out.toString()))
        .isEqualTo(new ObjectMapper().readTree(ConfigJsonSchema.document().toString()));
  }

  @Test
  void shouldCheckAndTellWhatIsUnwise() {
    assertThat(coda("--check", "--set", "conversation.turns.speech_threshold=0.99")).isZero();

    assertThat(out.toString().strip()).isEqualTo("The configuration is right.");
    assertThat(err.toString()).contains("Warning: conversation.turns.speech_threshold: is so high");
  }

  @Test
  void shouldTellEveryErrorAndEndWith2() {
    assertThat(
            coda("--check", "--set", "server.port=x", "--set", "engines.nobody.api_key=" + SECRET))
        .isEqualTo(2);

    assertThat(err.toString()).contains("has 2 errors", "server.port: is 'x'", "engines.nobody");
    assertThat(out + err.toString()).doesNotContain(SECRET);
  }

  private int coda(String... options) {
    String[] arguments = new String[options.length + 3];
    arguments[0] = "config";
    arguments[1] = "--config";
    arguments[2] = file.toString();
    System.arraycopy(options, 0, arguments, 3, options.length);
    return CodaCommand.commandLine(SmallEngines::registry)
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }
}
