package coda.voice.server.errors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** {@code -Derrors.table.write=true} writes the page anew. */
class ErrorDocumentTest {
  private static final Path PAGE = Path.of("../docs/errors.md");

  @Test
  void shouldDescribeEveryCodeAsTheCodeDoes() throws IOException {
    String page = ErrorDocument.write(Catalogue.all());
    if (Boolean.getBoolean("errors.table.write")) {
      Files.writeString(PAGE, page);
    }
    assertThat(Files.readString(PAGE).lines()).containsExactlyElementsOf(page.lines().toList());
  }
}
