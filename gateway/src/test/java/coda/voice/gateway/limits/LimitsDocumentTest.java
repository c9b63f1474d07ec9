package coda.voice.gateway.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class LimitsDocumentTest {
  @Test
  void shouldListEveryLimitAsTheCodeHasIt() throws IOException {
    List<String> rows =
        Files.readAllLines(Path.of("..", "docs", "limits.md")).stream()
            .filter(line -> line.startsWith("| `"))
            .map(line -> line.split("\\|"))
            .filter(cells -> cells.length == 6)
            .map(cells -> cells[1].strip() + " " + cells[3].strip() + " " + cells[4].strip())
            .toList();

    assertThat(rows)
        .containsExactlyElementsOf(
            Arrays.stream(Limit.values()).map(LimitsDocumentTest::row).toList());
  }

  private static String row(Limit limit) {
    String ending =
        limit.cuts()
            ? "cut"
            : limit.closeCode().isPresent() ? Integer.toString(limit.closeCode().getAsInt()) : "–";
    return "`%s` `%s` %s".formatted(limit.label(), limit.error().code(), ending);
  }
}
