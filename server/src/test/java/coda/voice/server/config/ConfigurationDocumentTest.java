package coda.voice.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
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

  /** With {@code -Dcoda.docs.write=true} the lines are written instead of compared. */
  @Test
  void shouldSayWhichSettingsARunningServerHeeds() throws IOException {
    Path file = DOCS.resolve("configuration.md");
    List<String> written = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      boolean heeded =
          line.equals("BOUNDARIES")
              || Arrays.stream(Applies.values())
                  .anyMatch(each -> line.startsWith("| " + each.about() + " | `"));
      (heeded ? written : lines).add(line);
    }
    if (Boolean.getBoolean("coda.docs.write")) {
      lines.addAll(lines.indexOf("| a change applies | settings |") + 2, boundaries());
      Files.write(file, lines);
      return;
    }

    assertThat(written)
        .as("./mvnw -pl server test -Dtest=Config* -Dcoda.docs.write=true makes them new")
        .containsExactlyElementsOf(boundaries());
  }

  /** A line for every boundary and section: {@code | at once | `server`: `drain_ms` |}. */
  private static List<String> boundaries() {
    Map<String, List<String>> bySection = new TreeMap<>();
    for (SettingDescription setting : new Schema().settings()) {
      int dot = setting.key().lastIndexOf('.');
      if (setting.applies() != Applies.RESTART) {
        bySection
            .computeIfAbsent(
                "| " + setting.applies().about() + " | `" + setting.key().substring(0, dot) + "`: ",
                any -> new ArrayList<>())
            .add("`" + setting.key().substring(dot + 1) + "`");
      }
    }
    return bySection.entrySet().stream()
        .map(entry -> entry.getKey() + String.join(", ", entry.getValue()) + " |")
        .toList();
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
