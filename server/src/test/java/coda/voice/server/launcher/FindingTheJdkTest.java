package coda.voice.server.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import coda.voice.server.launcher.Sandbox.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisabledOnOs(OS.WINDOWS)
class FindingTheJdkTest {
  @TempDir Path temporary;
  private Sandbox sandbox;

  @BeforeEach
  void prepare() throws IOException {
    sandbox = new Sandbox(temporary);
    // Something to start, so that no test of the choice has to build.
    Path app = sandbox.folder().resolve("target/app/built");
    Sandbox.write(app.resolve("coda-voice-server.jar"), "");
    Sandbox.write(sandbox.folder().resolve("target/coda.stamp"), "built\n");
  }

  private void assertChosen(Path jdk, Outcome outcome) throws IOException {
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out()).startsWith("started " + jdk.toRealPath() + "/bin/java\n");
  }

  @Test
  void shouldChooseTheNewestThatWillDo() throws IOException {
    sandbox.jdk("old", "17.0.15");
    sandbox.jdk("a", "25.0.2");
    Path newest = sandbox.jdk("b", "25.0.10");
    sandbox.jdk("c", "25");
    assertChosen(newest, sandbox.coda("version"));
  }

  @Test
  void shouldPreferJavaHomeWhenItIsNewEnough() throws IOException {
    sandbox.jdk("newer", "26");
    Path mine = sandbox.jdk("mine", "25.0.1");
    assertChosen(mine.toRealPath(), sandbox.with("JAVA_HOME", mine.toRealPath()).coda("version"));
  }

  @Test
  void shouldPassOverAJavaHomeThatIsTooOld() throws IOException {
    Path old = Sandbox.jdkAt(temporary.resolve("old"), "21.0.4");
    Path good = sandbox.jdk("good", "25.0.1");
    assertChosen(good, sandbox.with("JAVA_HOME", old).coda("version"));
  }

  @Test
  void shouldFollowTheLinksOfTheJavaOnThePath() throws IOException {
    Path good = Sandbox.jdkAt(temporary.resolve("elsewhere/jdk"), "25.0.1");
    Path first = Files.createDirectories(temporary.resolve("alternatives")).resolve("java");
    Files.createSymbolicLink(first, Path.of("../elsewhere/jdk/bin/java"));
    Path bin = Files.createDirectories(temporary.resolve("first on the path"));
    Files.createSymbolicLink(bin.resolve("java"), first);
    assertChosen(good, sandbox.with("PATH", bin + ":/usr/bin:/bin").coda("version"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".sdkman/candidates/java/current",
        ".jdks/openjdk-99",
        ".asdf/installs/java/temurin-99",
        ".local/share/mise/installs/java/99",
        "Library/Java/JavaVirtualMachines/temurin-99.jdk/Contents/Home"
      })
  void shouldLookWhereToolsPutJdksInTheHomeFolder(String place) throws IOException {
    Path jdk = Sandbox.jdkAt(temporary.resolve("home").resolve(place), "99.0.1");
    assertChosen(jdk, sandbox.without("CODA_JDK_DIRS").coda("version"));
  }

  @Test
  void shouldTellWhatItSawAndWhatToInstallWhenNoneWillDo() throws IOException {
    Path old = sandbox.jdk("old", "17.0.15");
    Path ancient = sandbox.jdk("ancient", "1.8.0_402");
    Path runtime = sandbox.jdk("runtime", "25.0.1");
    Files.delete(runtime.resolve("bin/javac"));

    Outcome outcome = sandbox.coda("version");

    assertThat(outcome.exitCode()).isEqualTo(3);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err())
        .contains("needs a JDK 25 or newer")
        .containsPattern("17\\.0\\.15 +" + old.toRealPath() + " +\\(too old\\)")
        .containsPattern("1\\.8\\.0_402 +" + ancient.toRealPath() + " +\\(too old\\)")
        .containsPattern("25\\.0\\.1 +" + runtime.toRealPath() + " +\\(a runtime without javac")
        .doesNotContain("no Java there")
        .contains("apt install", "brew install", "sdk install", "winget install");
  }

  @Test
  void shouldListAJdkOnceHoweverManyLinksLeadToIt() throws IOException {
    Path old = sandbox.jdk("jdk-17", "17.0.15");
    Files.createSymbolicLink(sandbox.jdks().resolve("default"), old);
    Outcome outcome = sandbox.with("JAVA_HOME", old).coda("version");
    assertThat(outcome.err()).containsOnlyOnce("jdk-17 ");
  }

  @ParameterizedTest
  @CsvSource({"17.0.1, too old (17.0.1)", ", no Java there"})
  void shouldNotReplaceACodaJavaHomeThatWillNotDo(String version, String flaw) {
    sandbox.jdk("good", "25.0.1");
    Path mine = temporary.resolve("mine");
    if (version != null) {
      Sandbox.jdkAt(mine, version);
    }
    Outcome outcome = sandbox.with("CODA_JAVA_HOME", mine).coda("version");
    assertThat(outcome.exitCode()).isEqualTo(3);
    assertThat(outcome.err()).contains("CODA_JAVA_HOME", mine.toString(), flaw);
  }

  @Test
  void shouldAskAJavaWithoutReleaseFileForItsVersion() throws IOException {
    Path odd = sandbox.jdk("odd", "0");
    Files.delete(odd.resolve("release"));
    Sandbox.write(odd.resolve("lib/modules"), "");
    Sandbox.executable(
        odd.resolve("bin/java"),
        """
        #!/bin/sh
        [ "$1" = -version ] || { echo "started $0"; exit; }
        echo 'openjdk version "25.0.4" 2026-07-21' >&2
        """);
    assertChosen(odd, sandbox.coda("version"));
  }
}
