package coda.voice.server.config;

import coda.voice.server.config.Layer.Value;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds secrets where they are kept: {@code file:PATH} is in a file, {@code env:NAME} in a
 * variable; everything else is the secret itself. Its messages name files and variables, never what
 * they hold.
 */
final class SecretReader {
  private static final String FILE = "file:";
  private static final String ENV = "env:";
  private static final int MOST_BYTES = 64 * 1024;
  private static final Set<PosixFilePermission> TOO_OPEN =
      EnumSet.of(
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE,
          PosixFilePermission.GROUP_WRITE);

  private final Path directory;
  private final Map<String, String> environment;
  private final List<ConfigProblem> problems;
  private final List<ConfigProblem> warnings;

  /**
   * A reader.
   *
   * @param directory where relative paths begin
   * @param environment all variables of the process
   * @param problems gets what is wrong
   * @param warnings gets what is unwise
   */
  SecretReader(
      Path directory,
      Map<String, String> environment,
      List<ConfigProblem> problems,
      List<ConfigProblem> warnings) {
    this.directory = directory;
    this.environment = environment;
    this.problems = problems;
    this.warnings = warnings;
  }

  /**
   * The secret itself; empty when it cannot be had, and then there is a problem.
   *
   * @param key the setting
   * @param value as it was written
   */
  Optional<String> read(String key, Value value) {
    String written = value.text().strip();
    if (written.startsWith(FILE)) {
      return file(key, written.substring(FILE.length()).strip(), value.origin());
    }
    if (written.startsWith(ENV)) {
      return variable(key, written.substring(ENV.length()).strip(), value.origin());
    }
    if (!written.isEmpty() && value.origin().equals(ConfigLoader.COMMAND_LINE)) {
      warnings.add(
          new ConfigProblem(
              key,
              "stands on the command line, where everybody on this machine can read it; write"
                  + " file:PATH or env:NAME instead",
              value.origin()));
    }
    return Optional.of(value.text());
  }

  /**
   * Whether a text says where the secret is, instead of being it.
   *
   * @param text as it was written
   */
  static boolean isElsewhere(String text) {
    return text.strip().startsWith(FILE) || text.strip().startsWith(ENV);
  }

  private Optional<String> file(String key, String name, String origin) {
    try {
      Path path = directory.resolve(name);
      if (name.isEmpty() || !Files.isRegularFile(path)) {
        return problem(key, "names the file '" + name + "', which does not exist", origin);
      }
      if (Files.size(path) > MOST_BYTES) {
        return problem(key, "names the file '" + name + "', which is too large", origin);
      }
      byte[] bytes = Files.readAllBytes(path);
      String text =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString().strip();
      if (text.isEmpty()) {
        return problem(key, "names the file '" + name + "', which is empty", origin);
      }
      tooOpen(path)
          .ifPresent(
              how ->
                  warnings.add(
                      new ConfigProblem(
                          key, "is in the file '" + name + "', which " + how, origin)));
      return Optional.of(text);
    } catch (CharacterCodingException e) {
      return problem(key, "names the file '" + name + "', which is not text in UTF-8", origin);
    } catch (IOException | InvalidPathException e) {
      return problem(key, "names the file '" + name + "', which cannot be read", origin);
    }
  }

  private Optional<String> variable(String key, String name, String origin) {
    String text = environment.getOrDefault(name, "").strip();
    return text.isEmpty()
        ? problem(key, "names the variable '" + name + "', which is not set", origin)
        : Optional.of(text);
  }

  private Optional<String> problem(String key, String message, String origin) {
    problems.add(new ConfigProblem(key, message, origin));
    return Optional.empty();
  }

  /**
   * What is wrong with who may read or change a file; empty also where files have no such rights.
   *
   * @param path of a file that exists
   */
  static Optional<String> tooOpen(Path path) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
    if (view == null) {
      return Optional.empty();
    }
    Set<PosixFilePermission> rights = EnumSet.copyOf(TOO_OPEN);
    rights.retainAll(view.readAttributes().permissions());
    return rights.isEmpty()
        ? Optional.empty()
        : Optional.of("others can read or change; chmod 600 would stop them");
  }
}
