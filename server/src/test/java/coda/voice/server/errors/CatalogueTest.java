package coda.voice.server.errors;

import static org.assertj.core.api.Assertions.assertThat;

import coda.voice.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CatalogueTest {
  private static final Pattern LITERAL = Pattern.compile("\"([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)\"");
  private static final List<ErrorCode> ALL = Catalogue.all();

  /** Of FEATURES, section 16, as far as there is something like it here. */
  private static final List<String> OLD =
      List.of(
          "AUDIO_001",
          "AUDIO_002",
          "AUDIO_003",
          "AUDIO_004",
          "CONV_001",
          "CONV_002",
          "CONV_003",
          "INTEG_003",
          "INTEG_004",
          "NET_001",
          "NET_002",
          "NET_003",
          "NET_004",
          "STREAM_001",
          "STREAM_002",
          "STREAM_003",
          "STREAM_004",
          "MODEL",
          "VRAM",
          "PROC",
          "CONFIG",
          "RES",
          "COMP");

  @Test
  void shouldNameEveryCodeOnce() {
    assertThat(ALL).extracting(ErrorCode::code).doesNotHaveDuplicates().hasSizeGreaterThan(100);
  }

  @Test
  void shouldSayOfEveryCodeWhatItMeansAndWhoDoesWhat() {
    assertThat(ALL)
        .allSatisfy(
            code -> {
              assertThat(code.code()).matches("[A-Z]+(_[A-Z0-9]+)+");
              assertThat(code.facts().meaning()).isNotBlank().doesNotEndWith(".");
              assertThat(code.facts().client() + code.facts().operator()).isNotBlank();
              assertThat(code.facts().http()).isBetween(400, 599);
              assertThat(code.facts().close())
                  .matches(close -> close == 0 || (close >= 1000 && close < 5000));
            });
  }

  @Test
  void shouldHaveAPlaceForEveryCodeOfTheEarlierSystem() {
    Set<String> named =
        ALL.stream()
            .flatMap(code -> ErrorDocument.old(code.facts()).stream())
            .collect(Collectors.toSet());

    assertThat(named).containsExactlyInAnyOrderElementsOf(OLD);
  }

  /** Constructors take a constant; this is about codes that travel as texts. */
  @Test
  void shouldWriteNoCodeAsAText() throws IOException {
    Set<String> prefixes =
        ALL.stream()
            .map(code -> code.code().substring(0, code.code().indexOf('_') + 1))
            .collect(Collectors.toSet());
    Set<String> found = new TreeSet<>();
    int files = 0;
    for (Path source : sources()) {
      files++;
      String text = Files.readString(source);
      if (text.contains(" implements ErrorCode {")) {
        continue;
      }
      Matcher literal = LITERAL.matcher(text);
      while (literal.find()) {
        String code = literal.group(1);
        if (prefixes.contains(code.substring(0, code.indexOf('_') + 1))) {
          found.add(source.getFileName() + ": " + code);
        }
      }
    }
    assertThat(files).isGreaterThan(300);
    assertThat(found).isEmpty();
  }

  /** Every source that is delivered. The testkit says in words of its own what it expects. */
  private static Set<Path> sources() throws IOException {
    Set<Path> sources = new HashSet<>();
    for (String module : List.of(".", "engines")) {
      try (Stream<Path> folders = Files.list(Path.of("..").resolve(module))) {
        for (Path folder : folders.toList()) {
          Path main = folder.resolve("src/main/java");
          if (Files.isDirectory(main) && !folder.endsWith("testkit")) {
            try (Stream<Path> files = Files.walk(main)) {
              files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
            }
          }
        }
      }
    }
    return sources;
  }
}
