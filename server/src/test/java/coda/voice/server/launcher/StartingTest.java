package coda.voice.server.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import coda.voice.server.launcher.Sandbox.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisabledOnOs(OS.WINDOWS)
class StartingTest {
  @TempDir Path temporary;
  private Sandbox sandbox;

  @BeforeEach
  void prepare() throws IOException {
    sandbox = new Sandbox(temporary);
    Sandbox.write(sandbox.folder().resolve("target/app/built/coda-voice-server.jar"), "");
    Sandbox.write(sandbox.folder().resolve("target/coda.stamp"), "built\n");
  }

  @Test
  void shouldHelpWithoutAJdk() {
    assertThat(sandbox.coda("help")).isEqualTo(sandbox.coda("--help")).isEqualTo(sandbox.coda());
    assertThat(sandbox.coda("help").exitCode()).isZero();
    assertThat(sandbox.coda("help").out()).contains("Usage: coda COMMAND");
    assertThat(sandbox.coda("test", "--help").out()).contains("Usage: coda test");
  }

  @ParameterizedTest
  @CsvSource({"rnu, run", "taIk, talk", "docter, doctor", "versions, version", "HEAR, hear"})
  void shouldNameTheNearestCommandForAnUnknownOne(String typed, String meant) {
    Outcome outcome = sandbox.coda(typed);
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err()).contains("'" + typed + "'", "Did you mean '" + meant + "'?");
  }

  @Test
  void shouldHandOverArgumentsUnchanged() {
    sandbox.jdk("jdk", "25.0.3");
    Outcome outcome = sandbox.coda("say", "two words", "", "*", "it's \"so\" $HOME");
    assertThat(outcome.out()).endsWith("[say]\n[two words]\n[]\n[*]\n[it's \"so\" $HOME]\n");
  }

  @Test
  void shouldTurnHelpForACommandIntoItsOption() {
    sandbox.jdk("jdk", "25.0.3");
    assertThat(sandbox.coda("help", "run").out()).endsWith("[run]\n[--help]\n");
  }

  @Test
  void shouldStartThroughALinkFromAnyFolder() throws IOException {
    sandbox.jdk("jdk", "25.0.3");
    Path elsewhere = Files.createDirectories(temporary.resolve("else where"));
    Path link = Files.createSymbolicLink(elsewhere.resolve("c"), sandbox.folder().resolve("coda"));
    Path second = Files.createSymbolicLink(elsewhere.resolve("d"), link.getFileName());
    Outcome outcome = sandbox.run(List.of(second.toString()), elsewhere, "version");
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out())
        .contains("[" + sandbox.folder().toRealPath() + "/target/app/built/coda-voice-server.jar]");
  }

  @Test
  void shouldReplaceItselfByTheJvmSoThatSignalsReachIt() throws IOException {
    Path jdk = sandbox.jdk("jdk", "25.0.3");
    Sandbox.executable(jdk.resolve("bin/java"), "#!/bin/sh\necho $$\n");
    Process process = sandbox.start("run");
    assertThat(new String(process.getInputStream().readAllBytes()).strip())
        .isEqualTo("" + process.pid());
  }

  @Test
  void shouldPutTheUsersJvmOptionsLast() {
    sandbox.jdk("jdk", "25.0.3");
    Outcome outcome =
        sandbox.with("JAVA_OPTS", "-Da=1 -Db=2").with("CODA_JAVA_OPTS", "-Xmx4g").coda("run");
    assertThat(outcome.out())
        .contains("[--enable-native-access=ALL-UNNAMED]", "[-XX:+UseG1GC]")
        .containsSubsequence("[-Xmx2g]", "[-Da=1]", "[-Db=2]", "[-Xmx4g]", "[-jar]");
  }

  @Test
  void shouldLeaveTheChoiceOfCollectorToTheUser() {
    sandbox.jdk("jdk", "25.0.3");
    assertThat(sandbox.with("CODA_JAVA_OPTS", "-XX:+UseZGC").coda("run").out())
        .contains("[-XX:+UseZGC]")
        .doesNotContain("G1GC");
  }
}
