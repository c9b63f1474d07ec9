package coda.voice.server.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CorpusTest {
  @ParameterizedTest
  @EnumSource(FuzzTarget.class)
  void shouldReadOrRefuseEverythingThatIsKept(FuzzTarget target) throws IOException {
    List<Path> inputs = Corpus.of(target);
    assertThat(inputs).hasSizeGreaterThan(4);
    for (Path input : inputs) {
      byte[] bytes = Files.readAllBytes(input);
      assertThatCode(() -> target.run(bytes)).as(input.toString()).doesNotThrowAnyException();
    }
  }
}
