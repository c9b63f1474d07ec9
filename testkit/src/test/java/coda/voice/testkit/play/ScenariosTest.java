package coda.voice.testkit.play;

import static org.assertj.core.api.Assertions.assertThat;

import coda.voice.testkit.scenario.Scenario;
import coda.voice.testkit.scenario.ScenarioParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ScenariosTest {
  private static final Path FOLDER = Path.of("src/main/resources/scenarios");
  private static final Path DOCUMENTATION = Path.of("../docs/scenarios.md");
  private static final Pattern EXAMPLE = Pattern.compile("```scenario\\n(.*?)```", Pattern.DOTALL);

  @TestFactory
  Stream<DynamicTest> everyScenarioGoesAsItSays() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      List<Path> all = files.filter(f -> f.toString().endsWith(".scenario")).sorted().toList();
      assertThat(all).hasSizeGreaterThanOrEqualTo(40);
      return all.stream().map(ScenariosTest::test);
    }
  }

  @TestFactory
  Stream<DynamicTest> everyExampleInTheDocumentationGoesAsItSays() {
    List<String> examples =
        EXAMPLE.matcher(read(DOCUMENTATION)).results().map(match -> match.group(1)).toList();
    assertThat(examples).hasSizeGreaterThanOrEqualTo(4);
    return examples.stream()
        .map(ScenarioParser::parse)
        .map(scenario -> DynamicTest.dynamicTest(scenario.title(), () -> play(scenario)));
  }

  @Test
  void theDocumentationSaysEverythingThatCanBeSaid() {
    assertThat(read(DOCUMENTATION)).contains(ScenarioParser.grammar());
  }

  private static DynamicTest test(Path file) {
    Scenario scenario = ScenarioParser.parse(read(file));
    return DynamicTest.dynamicTest(scenario.title(), file.toUri(), () -> play(scenario));
  }

  private static void play(Scenario scenario) {
    ScenarioResult result = new ScenarioRunner().run(scenario);
    assertThat(result.passed()).withFailMessage(result::report).isTrue();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(file.toString(), e);
    }
  }
}
