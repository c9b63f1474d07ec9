package coda.voice.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ConfigurationDocumentTest {
  private static final Path DOCS = Path.of("..", "docs");

  @Test
  void shouldListEverySettingAsTheCodeHasIt() throws IOException {
    List<String> documented =
        Files.readAllLines(DOCS.resolve("configuration.md")).stream()
            .filter(line -> line.matches("\\| `[a-z_]+\\.[a-z_.]+` \\|.*"))
            .filter(line -> !line.contains("<name>"))
            .toList();

    assertThat(documented)
        .containsExactlyElementsOf(
            new Schema().settings().stream().map(ConfigurationDocumentTest::row).toList());
  }

  @Test
  void shouldDescribeEveryProfile() throws IOException {
    String document = Files.readString(DOCS.resolve("configuration.md"));

    for (String profile : Profiles.NAMES) {
      assertThat(document).contains("| `" + profile + "` |");
    }
  }

  @Test
  void shouldGiveEverySettingAVariableOfItsOwn() {
    Set<String> variables =
        new Schema()
            .settings().stream().map(SettingDescription::variable).collect(Collectors.toSet());

    assertThat(variables).hasSameSizeAs(new Schema().settings());
  }

  @Test
  void shouldLoadTheExampleAndFindEverySettingInIt() throws IOException {
    Path example = DOCS.resolve("coda.example.yaml");
    ConfigSources sources =
        new ConfigSources(Path.of(""), Optional.of(example), Optional.empty(), Map.of(), List.of());

    CodaConfig config = new ConfigLoader(NamedEngines.registry()).load(sources);

    assertThat(config)
        .isEqualTo(new ConfigLoader(NamedEngines.registry()).load(ConfigSources.none()));
    assertThat(
            YamlLayer.parse(Files.readString(example), "example", new java.util.ArrayList<>())
                .values()
                .keySet())
        .containsExactlyElementsOf(
            new Schema().settings().stream().map(SettingDescription::key).toList());
  }

  private static String row(SettingDescription setting) {
    return "| `%s` | %s | %s | %s |"
        .formatted(
            setting.key(),
            ValueType.allowed(setting.component()),
            setting.defaultValue().isEmpty() ? "empty" : "`" + setting.defaultValue() + "`",
            setting.about());
  }
}
