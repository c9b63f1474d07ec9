package coda.voice.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** With {@code -Dcoda.docs.write=true} the schema in the docs is written instead of compared. */
class ConfigJsonSchemaTest {
  private static final Path FILE = Path.of("..", "docs", "coda.schema.json");
  private static final JsonNode SCHEMA = ConfigJsonSchema.document();

  @Test
  void shouldBeTheSchemaInTheDocs() throws IOException {
    String text =
        new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(SCHEMA)
            + "\n";
    if (Boolean.getBoolean("coda.docs.write")) {
      Files.writeString(FILE, text);
    }

    assertThat(FILE)
        .as("./coda config --schema > docs/coda.schema.json makes it new")
        .content()
        .isEqualTo(text);
  }

  @Test
  void shouldDescribeEverySettingAndNothingElse() {
    for (SettingDescription setting : new Schema().settings()) {
      JsonNode node = node(setting.key());

      assertThat(node.path("description").asText())
          .as(setting.key())
          .contains(setting.about())
          .contains(setting.applies().about());
      assertThat(node.has("default")).as(setting.key()).isNotEqualTo(setting.secret());
    }
    assertThat(SCHEMA.path("additionalProperties").asBoolean(true)).isFalse();
    assertThat(SCHEMA.path("properties").path("profile").path("enum"))
        .hasSize(Profiles.NAMES.size());
  }

  @Test
  void shouldKnowRangesAndWords() {
    assertThat(node("server.port").path("minimum").asInt(-1)).isZero();
    assertThat(node("server.port").path("maximum").asInt()).isEqualTo(65_535);
    assertThat(node("conversation.modes.exploration").path("maximum").asDouble()).isEqualTo(0.25);
    assertThat(node("conversation.mode").path("enum").toString()).contains("moshi_only");
    assertThat(node("engines.language_model_fallbacks").path("default").getNodeType())
        .isEqualTo(JsonNodeType.ARRAY);
    assertThat("8GB").matches(node("gpu.reserve").path("pattern").asText());
    assertThat("much").doesNotMatch(node("gpu.reserve").path("pattern").asText());
  }

  @Test
  void shouldLetEnginesHaveSettingsOfTheirOwnAndComponentsTheirPlans() {
    JsonNode engine = SCHEMA.at("/properties/engines/additionalProperties");
    assertThat(engine.path("type").toString()).contains("object");
    assertThat(engine.has("properties")).isFalse();

    JsonNode plan = SCHEMA.at("/properties/gpu/properties/components/additionalProperties");
    assertThat(plan.path("required").toString()).isEqualTo("[\"maximum\"]");
    assertThat(plan.path("properties").path("priority").path("maximum").asInt()).isEqualTo(10);
  }

  private static JsonNode node(String key) {
    return SCHEMA.at("/properties/" + key.replace(".", "/properties/"));
  }
}
