package coda.voice.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import coda.voice.engine.gpu.ComponentPlan;
import coda.voice.engine.gpu.MemorySize;
import coda.voice.engine.gpu.Placement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GpuConfigTest {
  private static final long GB = 1L << 30;

  @TempDir Path directory;

  private CodaConfig load(String yaml) throws IOException {
    Files.writeString(directory.resolve("coda.yaml"), yaml);
    return new ConfigLoader(NamedEngines.registry())
        .load(
            new ConfigSources(directory, Optional.empty(), Optional.empty(), Map.of(), List.of()));
  }

  @Test
  void shouldAskTheCardsAndPlanNothingByItself() throws IOException {
    GpuConfig config = load("").gpu();

    assertThat(config.totalSize()).isEmpty();
    assertThat(config.reserveSize()).isEqualTo(new MemorySize(GB));
    assertThat(config.placement()).isEqualTo(Placement.Fit.BEST_FIT);
    assertThat(config.components()).isEmpty();
  }

  @Test
  void shouldReadPlansOfComponentsWhoseNamesHoldDotsAndColons() throws IOException {
    GpuConfig config =
        load("""
                gpu:
                  total: 24 GB
                  placement: worst_fit
                  components:
                    moshi: {maximum: 8GB, priority: 8, resizable: false, card: 1}
                    ollama:llama3.1:8b: {maximum: 512MB}
                """)
            .gpu();

    assertThat(config.totalSize()).contains(new MemorySize(24 * GB));
    assertThat(config.components())
        .isEqualTo(
            Map.of(
                "moshi",
                new ComponentPlan("moshi", 8 * GB, 8, false, OptionalInt.of(1)),
                "ollama:llama3.1:8b",
                ComponentPlan.of("ollama:llama3.1:8b", 512L << 20, 5, true)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          gpu: {total: much}   | gpu.total: is 'much'; allowed is auto or a size such as 8GB
          gpu: {reserve: 1}    | gpu.reserve: is '1'; allowed is a size such as 8GB, 512MB or 0GB
          gpu: {placement: any} | gpu.placement: is 'any'; allowed is one of first_fit
          gpu: {components: {llm: {priority: 3}}} | gpu.components.llm: needs a maximum
          gpu: {components: {llm: {maximum: 8}}} | gpu.components.llm.maximum: is '8'; allowed is a size
          gpu: {components: {llm: {maximum: 8GB, priority: 11}}} | gpu.components.llm.priority: is '11'; allowed is a whole number from 1 to 10
          gpu: {components: {llm: {maximum: 8GB, resizable: maybe}}} | gpu.components.llm.resizable: is 'maybe'; allowed is true or false
          gpu: {components: {llm: {maximum: 8GB, card: x}}} | gpu.components.llm.card: is 'x'; allowed is a whole number from 0 to 255
          gpu: {components: {llm: {maximun: 8GB}}} | gpu.components.llm.maximun: there is no such setting; a component has maximum, priority, resizable, card; did you mean maximum?
          gpu: {components: {maximum: 8GB}} | gpu.components.maximum: there is no such setting
          gpu: {components: {a b: {maximum: 8GB}}} | gpu.components.a b: A GPU component's name is a word
          """)
  void shouldRefuseWhatCannotBe(String yaml, String message) {
    assertThat(catchThrowableOfType(ConfigException.class, () -> load(yaml)).getMessage())
        .contains(message)
        .contains("coda.yaml:1");
  }
}
