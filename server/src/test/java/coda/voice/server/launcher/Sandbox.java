package coda.voice.server.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A folder that looks like the project to the launcher: its scripts are the real ones, Maven and
 * the JDKs are scripts that note how they were called.
 */
final class Sandbox {
  private static final String MAVEN =
      """
      #!/bin/sh
      echo "$JAVA_HOME $*" >>maven-calls
      echo '[INFO] Building Coda Voice: audio 1.0-SNAPSHOT           [2/3]'
      [ ! -e break-the-build ] || { echo '[ERROR] the compiler is not amused'; exit 1; }
      [ ! -e build-slowly ] || sleep 0.5
      mkdir -p server/target/lib
      echo one >server/target/coda-voice-server-1.0.jar
      echo two >server/target/lib/coda-voice-audio-1.0.jar
      [ -e server/target/lib/library.jar ] || echo three >server/target/lib/library.jar
      """;

  private static final String JAVA =
      """
      #!/bin/sh
      echo "started $0"
      for argument; do echo "[$argument]"; done
      """;

  private final Path folder;
  private final Map<String, String> environment = new HashMap<>();

  /** How the launcher ended. */
  record Outcome(int exitCode, String out, String err) {}

  Sandbox(Path temporary) throws IOException {
    folder = Files.createDirectories(temporary.resolve("a folder with blanks"));
    Path real = projectRoot();
    executable(folder.resolve("coda"), Files.readString(real.resolve("coda")));
    for (String part : List.of("jdk.sh", "build.sh")) {
      write(folder.resolve("launcher").resolve(part), read(real.resolve("launcher").resolve(part)));
    }
    executable(folder.resolve("mvnw"), MAVEN);
    write(folder.resolve("pom.xml"), "<project/>");
    write(folder.resolve("audio/pom.xml"), "<project/>");
    write(folder.resolve("audio/src/main/java/A.java"), "class A {}");
    write(folder.resolve("audio/src/main/java/B.java"), "class B {}");
    Files.createDirectories(folder.resolve(".mvn"));
    // Hides the machine's own java, and is no JDK: like the stubs of macOS and of version managers.
    executable(temporary.resolve("bin/java"), "#!/bin/sh\nexit 1\n");
    environment.put("PATH", temporary.resolve("bin") + ":/usr/bin:/bin");
    environment.put("HOME", temporary.resolve("home").toString());
    environment.put("CODA_JDK_DIRS", jdks().toString());
  }

  private static Path projectRoot() {
    Path here = Path.of("").toAbsolutePath();
    while (!Files.isExecutable(here.resolve("coda"))) {
      here = here.getParent();
    }
    return here;
  }

  Path folder() {
    return folder;
  }

  /** Where {@link #jdk} puts JDKs, and the launcher looks for them. */
  Path jdks() {
    return folder.resolve("the jdks");
  }

  /** Sets an environment variable; all others but PATH and HOME are unset. */
  Sandbox with(String name, Object value) {
    environment.put(name, value.toString());
    return this;
  }

  Sandbox without(String name) {
    environment.remove(name);
    return this;
  }

  /** A JDK in {@link #jdks()}. */
  Path jdk(String name, String version) {
    return jdkAt(jdks().resolve(name), version);
  }

  static Path jdkAt(Path home, String version) {
    executable(home.resolve("bin/java"), JAVA);
    executable(home.resolve("bin/javac"), "#!/bin/sh\n");
    write(home.resolve("release"), "IMPLEMENTOR=\"Test\"\nJAVA_VERSION=\"" + version + "\"\n");
    return home;
  }

  Outcome coda(String... arguments) {
    return run(List.of(folder.resolve("coda").toString()), folder, arguments);
  }

  Outcome run(List<String> launcher, Path workingDirectory, String... arguments) {
    try {
      Path err = Files.createTempFile(folder.getParent(), "stderr", "");
      Process process = start(launcher, workingDirectory, err, arguments);
      String out = new String(process.getInputStream().readAllBytes(), UTF_8);
      int exitCode = process.onExit().join().exitValue();
      return new Outcome(exitCode, out, Files.readString(err));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts the launcher without waiting for its end; what it prints as errors is dropped. */
  Process start(String... arguments) throws IOException {
    return start(
        List.of(folder.resolve("coda").toString()), folder, Path.of("/dev/null"), arguments);
  }

  private Process start(List<String> launcher, Path workingDirectory, Path err, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(launcher);
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(workingDirectory.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    return builder.redirectError(err.toFile()).start();
  }

  /** One line per call of Maven: the JAVA_HOME and the arguments. */
  List<String> mavenCalls() throws IOException {
    Path calls = folder.resolve("maven-calls");
    return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
  }

  static void write(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) throws IOException {
    return Files.readString(file);
  }

  static void executable(Path file, String text) {
    write(file, text);
    if (!file.toFile().setExecutable(true)) {
      throw new IllegalStateException("cannot make " + file + " executable");
    }
  }
}
