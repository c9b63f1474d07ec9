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

@DisabledOnOs(OS.WINDOWS)
class BuildingTest {
  @TempDir Path temporary;
  private Sandbox sandbox;
  private Path jdk;

  @BeforeEach
  void prepare() throws IOException {
    sandbox = new Sandbox(temporary);
    jdk = sandbox.jdk("jdk", "25.0.3");
  }

  private Path currentApp() throws IOException {
    Path target = sandbox.folder().resolve("target");
    return target.resolve("app").resolve(Files.readString(target.resolve("coda.stamp")).strip());
  }

  private static long deadProcess() throws IOException {
    Process process = new ProcessBuilder("true").start();
    process.onExit().join();
    return process.pid();
  }

  @Test
  void shouldBuildOnceAndThenStartDirectly() throws IOException {
    Outcome first = sandbox.coda("version");
    Outcome second = sandbox.coda("version");

    assertThat(first.exitCode()).isZero();
    assertThat(first.err()).contains("[2/3] audio\n", "built in");
    assertThat(second.err()).isEmpty();
    assertThat(sandbox.mavenCalls())
        .singleElement()
        .asString()
        .startsWith(jdk.toRealPath().toString())
        .contains("package -pl server -am");
    assertThat(second.out()).contains("[" + currentApp().toRealPath() + "/coda-voice-server.jar]");
    assertThat(currentApp().resolve("lib/library.jar")).hasContent("three\n");
  }

  @Test
  void shouldBuildAgainWhenASourceIsNewerOrGone() throws IOException {
    sandbox.coda("version");
    Path source = sandbox.folder().resolve("audio/src/main/java/A.java");
    Files.writeString(source, "class A { int changed; }");
    sandbox.coda("version");
    Files.delete(source);
    sandbox.coda("version");
    Files.writeString(sandbox.folder().resolve("audio/pom.xml"), "<project><!-- --></project>");
    sandbox.coda("version");
    sandbox.coda("version");
    assertThat(sandbox.mavenCalls()).hasSize(4);
  }

  @Test
  void shouldShowTheEndOfTheLogWhenTheBuildFails() throws IOException {
    Path broken = Files.createFile(sandbox.folder().resolve("break-the-build"));
    Outcome outcome = sandbox.coda("version");
    assertThat(outcome.exitCode()).isEqualTo(4);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).contains("the build failed", "the compiler is not amused");
    assertThat(sandbox.folder().resolve("target/coda-build.lock")).doesNotExist();

    Files.delete(broken);
    assertThat(sandbox.coda("version").exitCode()).isZero();
  }

  @Test
  void shouldNotBuildWhenForbidden() throws IOException {
    Outcome unbuilt = sandbox.with("CODA_NO_BUILD", 1).coda("version");
    assertThat(unbuilt.exitCode()).isEqualTo(4);
    assertThat(unbuilt.err()).contains("CODA_NO_BUILD");

    sandbox.without("CODA_NO_BUILD").coda("version");
    Files.writeString(sandbox.folder().resolve("pom.xml"), "<project><!-- --></project>");
    assertThat(sandbox.with("CODA_NO_BUILD", 1).coda("version").exitCode()).isZero();
    assertThat(sandbox.mavenCalls()).hasSize(1);
  }

  @Test
  void shouldTakeOverTheLockOfABuildThatWasCutShort() throws IOException {
    Sandbox.write(sandbox.folder().resolve("target/coda-build.lock/pid"), deadProcess() + "\n");
    Outcome outcome = sandbox.coda("version");
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.err()).contains("removed the lock");
  }

  @Test
  void shouldBuildOnceWhenSeveralStartTogether() throws IOException {
    Files.createFile(sandbox.folder().resolve("build-slowly"));
    List<Process> together =
        List.of(sandbox.start("version"), sandbox.start("version"), sandbox.start("version"));
    for (Process process : together) {
      assertThat(process.onExit().join().exitValue()).isZero();
    }
    assertThat(sandbox.mavenCalls()).hasSize(1);
  }

  @Test
  void shouldLeaveABuildAloneThatAProcessRunsFrom() throws IOException {
    sandbox.coda("version");
    Path first = currentApp();
    Sandbox.write(first.resolve("pids").resolve("" + ProcessHandle.current().pid()), "");
    Path pom = sandbox.folder().resolve("pom.xml");
    Files.writeString(pom, "<project><!-- 1 --></project>");
    sandbox.coda("version");
    Path second = currentApp();
    Sandbox.write(second.resolve("pids").resolve("" + deadProcess()), "");
    Files.writeString(pom, "<project><!-- 2 --></project>");
    sandbox.coda("version");

    assertThat(first.resolve("lib/coda-voice-audio-1.0.jar")).exists();
    assertThat(second).doesNotExist();
    assertThat(currentApp()).isDirectory();
  }

  @Test
  void shouldRunAllTestsWithMavenAndPassArgumentsOn() throws IOException {
    Outcome outcome = sandbox.coda("test", "-pl", "audio", "-Dtest=Some Test");
    assertThat(outcome.exitCode()).isZero();
    assertThat(sandbox.mavenCalls())
        .singleElement()
        .asString()
        .endsWith("verify -pl audio -Dtest=Some Test");

    Files.createFile(sandbox.folder().resolve("break-the-build"));
    Outcome failed = sandbox.coda("test");
    assertThat(failed.exitCode()).isEqualTo(1);
    assertThat(failed.out()).contains("the compiler is not amused");
  }

  @Test
  void shouldNotBuildAgainAfterAllTestsPassed() throws IOException {
    assertThat(sandbox.coda("test").exitCode()).isZero();
    assertThat(sandbox.coda("version").err()).isEmpty();
    assertThat(sandbox.mavenCalls()).hasSize(1);
  }
}
