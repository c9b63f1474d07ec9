package coda.voice.server.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/**
 * Runs Jazzer: for a short while over all targets, or as long as {@code -Dfuzz.seconds} says over
 * {@code -Dfuzz.target}. See docs/fuzzing.md.
 */
class FuzzingTest {
  private static final int SECONDS = Integer.getInteger("fuzz.seconds", 12);
  private static final String TARGET =
      System.getProperty("fuzz.target", "").toUpperCase(Locale.ROOT);
  private static final Path FOLDER = Path.of("target/fuzz").toAbsolutePath();

  @Test
  void shouldFindNothing() throws IOException, InterruptedException {
    assumeTrue(hasJazzer(), "Jazzer has no native part for this machine");
    String name = TARGET.isEmpty() ? "all" : TARGET.toLowerCase(Locale.ROOT);
    Path corpus = Files.createDirectories(FOLDER.resolve(name));
    Corpus.copy(TARGET.isEmpty() ? List.of() : List.of(FuzzTarget.valueOf(TARGET)), corpus);
    Path log = FOLDER.resolve(name + ".log");

    Process jazzer =
        new ProcessBuilder(command(corpus))
            .redirectErrorStream(true)
            .redirectOutput(Redirect.to(log.toFile()))
            .start();
    int exit = jazzer.waitFor();

    assertThat(exit)
        .as(() -> "Jazzer found something; all of it is in " + log + tail(log))
        .isZero();
    assertThat(Files.readString(log)).as(log.toString()).contains("Done ");
  }

  private static List<String> command(Path corpus) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            // What needs more than this for inputs of 64 KiB believes what they claim.
            "-Xmx256m",
            "-XX:+EnableDynamicAgentLoading",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Dcoda.fuzz.target=" + TARGET,
            "-cp",
            System.getProperty("java.class.path"),
            "com.code_intelligence.jazzer.Jazzer",
            "--target_class=" + FuzzEntry.class.getName(),
            "--instrumentation_includes=coda.voice.**",
            "--reproducer_path=" + FOLDER,
            "-artifact_prefix=" + FOLDER + "/",
            "-max_len=65536",
            "-timeout=60",
            "-rss_limit_mb=0",
            "-print_final_stats=1",
            "-max_total_time=" + SECONDS,
            corpus.toString()));
    return command;
  }

  private static boolean hasJazzer() {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String chip = System.getProperty("os.arch");
    return system.contains("mac") || (system.contains("linux") && chip.equals("amd64"));
  }

  private static String tail(Path log) {
    try {
      List<String> lines = Files.readAllLines(log);
      return "\n" + String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
    } catch (IOException e) {
      return " which cannot be read: " + e;
    }
  }
}
