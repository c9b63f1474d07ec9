package coda.voice.server.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/SECURITY.md} names every attack that is tested, and none that is not. */
class SecurityDocumentTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "SECURITY.md");

  @Test
  void shouldNameEveryClassOfAttacksAndNoOther() throws IOException {
    Set<String> named = new TreeSet<>();
    Matcher names = Pattern.compile("`(\\w+Test)`").matcher(Files.readString(DOCUMENT));
    while (names.find()) {
      named.add(names.group(1));
    }

    assertThat(named).containsExactlyElementsOf(tested());
  }

  private static List<String> tested() throws IOException {
    Path folder =
        Path.of("src", "test", "java").resolve(Path.of("coda", "voice", "server", "attacks"));
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString().replace(".java", ""))
          .filter(name -> name.endsWith("Test"))
          .filter(name -> !name.equals(SecurityDocumentTest.class.getSimpleName()))
          .sorted()
          .collect(Collectors.toList());
    }
  }
}
