package coda.voice.server.clients;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;

/**
 * The clients and the examples that use them, installed below {@code target} with exactly the
 * versions of {@code package-lock.json}, once for every state of that file.
 */
final class NodeClients {
  private static final Path SOURCES = Path.of("src/test/node");
  private static final Path EXAMPLES = Path.of("../examples");
  private static final Path INSTALLED = Path.of("target/official-clients");
  private static final int OLDEST_NODE = 20;

  /** The first Node whose WebSocket needs no flag. */
  private static final int NODE_WITH_WEBSOCKET = 22;

  private static final int PATIENCE_MIN = 3;

  /** What npm says when it cannot reach the registry. */
  private static final List<String> UNREACHABLE =
      List.of("ENOTFOUND", "EAI_AGAIN", "ECONNREFUSED", "ECONNRESET", "ETIMEDOUT", "ENETUNREACH");

  private final Path folder;
  private final int nodeVersion;

  private NodeClients(Path folder, int nodeVersion) {
    this.folder = folder;
    this.nodeVersion = nodeVersion;
  }

  /**
   * Installs them, if they are not there yet.
   *
   * @throws TestAbortedException when there is no Node, or no registry
   */
  static NodeClients install() throws IOException, InterruptedException {
    int version = nodeVersion();
    String lock = Files.readString(SOURCES.resolve("package-lock.json"));
    Path folder = INSTALLED.resolve(Integer.toHexString(lock.hashCode()));
    Files.createDirectories(folder);
    copy(SOURCES, folder);
    copy(EXAMPLES, folder.resolve("examples"));
    Path complete = folder.resolve("installed");
    if (!Files.exists(complete)) {
      npm(folder);
      markComplete(complete);
    }
    return new NodeClients(folder.toAbsolutePath(), version);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path source : all.filter(path -> path.toString().matches(".*\\.(mjs|json)")).toList()) {
        Path target = to.resolve(from.relativize(source));
        Files.createDirectories(target.getParent());
        Files.copy(source, target, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private static void markComplete(Path complete) throws IOException {
    try {
      Files.createFile(complete);
    } catch (FileAlreadyExistsException e) {
      // Somebody else was as quick.
    }
  }

  private static int nodeVersion() throws InterruptedException {
    Ended asked;
    try {
      asked = run(Path.of("."), Map.of(), "node", "--version");
    } catch (UncheckedIOException e) {
      throw skipped("there is no node on the PATH");
    }
    // v20.20.2
    int major = Integer.parseInt(asked.out().strip().substring(1).split("\\.", 2)[0]);
    if (major < OLDEST_NODE) {
      throw skipped("node " + asked.out().strip() + " is older than " + OLDEST_NODE);
    }
    return major;
  }

  private static void npm(Path folder) throws InterruptedException {
    Ended installed;
    try {
      installed =
          run(
              folder,
              Map.of(),
              "npm",
              "ci",
              "--ignore-scripts",
              "--no-audit",
              "--no-fund",
              "--prefer-offline",
              "--fetch-retries=0");
    } catch (UncheckedIOException e) {
      throw skipped("there is no npm on the PATH");
    }
    if (installed.code() != 0) {
      if (UNREACHABLE.stream().anyMatch(installed.err()::contains)) {
        throw skipped("npm cannot reach its registry");
      }
      throw new AssertionError("npm ci failed: " + installed.err());
    }
  }

  private static TestAbortedException skipped(String why) {
    String reason = "The official clients are not tried: " + why;
    System.out.println(reason);
    return new TestAbortedException(reason);
  }

  /**
   * Runs scenarios to their end.
   *
   * @param authority PEM file with the certificate that they trust
   * @param script and what it is called with
   * @return the lines of JSON that it printed
   */
  List<JsonNode> run(Path authority, String... script) throws IOException, InterruptedException {
    List<JsonNode> lines = new ArrayList<>();
    JsonMapper json = new JsonMapper();
    for (String line : printed(authority, Map.of(), script).lines().toList()) {
      lines.add(json.readTree(line));
    }
    return lines;
  }

  /**
   * Runs a script to its end.
   *
   * @param authority PEM file with the certificate that it trusts
   * @param environment set for it
   * @param script and what it is called with
   * @return what it printed
   */
  String printed(Path authority, Map<String, String> environment, String... script)
      throws InterruptedException {
    List<String> command = new ArrayList<>(List.of("node"));
    if (nodeVersion < NODE_WITH_WEBSOCKET) {
      command.add("--experimental-websocket");
    }
    command.addAll(Arrays.asList(script));
    Map<String, String> all = new HashMap<>(environment);
    all.put("NODE_EXTRA_CA_CERTS", authority.toAbsolutePath().toString());
    Ended ended = run(folder, all, command.toArray(String[]::new));
    if (ended.code() != 0) {
      throw new AssertionError(String.join(" ", command) + " failed: " + ended);
    }
    return ended.out();
  }

  /** What a process left behind. */
  private record Ended(int code, String out, String err) {}

  private static Ended run(Path folder, Map<String, String> environment, String... command)
      throws InterruptedException {
    try {
      Path out = Files.createTempFile("node", ".out");
      Path err = Files.createTempFile("node", ".err");
      try {
        ProcessBuilder builder =
            new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
          process.getOutputStream().close();
          if (!process.waitFor(PATIENCE_MIN, TimeUnit.MINUTES)) {
            throw new AssertionError(
                String.join(" ", command) + " does not end: " + Files.readString(err));
          }
        } finally {
          process.destroyForcibly();
        }
        return new Ended(
            process.exitValue(),
            Files.readString(out, StandardCharsets.UTF_8),
            Files.readString(err, StandardCharsets.UTF_8));
      } finally {
        Files.delete(out);
        Files.delete(err);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
