package coda.voice.server.faults;

import coda.voice.server.EngineRole;
import coda.voice.server.VoiceServer;
import coda.voice.server.config.ConfigLoader;
import coda.voice.server.config.ConfigSources;
import coda.voice.testkit.engines.TalkingEngines;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A server in a process of its own, so that it can be killed and its disk can be full. */
final class FaultedServer implements AutoCloseable {
  private static final long END_S = 30;

  private final Process process;
  private final int port;

  private FaultedServer(List<String> command) throws IOException {
    process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    String line = out.readLine();
    while (line != null && !line.startsWith("port ")) {
      line = out.readLine();
    }
    if (line == null) {
      throw new IOException("it did not start");
    }
    port = Integer.parseInt(line.substring("port ".length()));
    Thread.ofVirtual().start(() -> out.lines().forEach(read -> {}));
  }

  /**
   * Starts one; returns when it is ready.
   *
   * @param settings {@code key=value}
   */
  static FaultedServer start(List<String> settings) throws IOException {
    return new FaultedServer(java(settings));
  }

  /**
   * Starts one whose files cannot grow beyond a size until {@link #makeRoom} is called.
   *
   * @param blocks of the shell's ulimit -f
   * @param settings {@code key=value}
   */
  static FaultedServer startOnSmallDisk(int blocks, List<String> settings) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of("/bin/sh", "-c", "ulimit -S -f " + blocks + " && exec \"$@\"", "sh"));
    command.addAll(java(settings));
    return new FaultedServer(command);
  }

  private static List<String> java(List<String> settings) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("--"))
        .forEach(command::add);
    command.addAll(List.of("-Xmx512m", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData"));
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), FaultedServer.class.getName()));
    command.addAll(settings);
    return command;
  }

  /** Where callers connect. */
  URI uri() {
    return URI.create("ws://127.0.0.1:" + port + "/ws/voice");
  }

  int port() {
    return port;
  }

  /** kill -9. */
  void kill() throws InterruptedException {
    process.toHandle().destroyForcibly();
    process.waitFor();
  }

  /** From now on files can grow. */
  void makeRoom() throws IOException, InterruptedException {
    Process prlimit =
        new ProcessBuilder("prlimit", "--pid", "" + process.pid(), "--fsize=unlimited:unlimited")
            .inheritIO()
            .start();
    if (prlimit.waitFor() != 0) {
      throw new IOException("prlimit did not work");
    }
  }

  /** Tells it to stop, and waits until it has. */
  @Override
  public void close() throws IOException, InterruptedException {
    process.getOutputStream().close();
    if (!process.waitFor(END_S, TimeUnit.SECONDS)) {
      kill();
    }
  }

  /**
   * What the process runs: until its input ends.
   *
   * @param settings {@code key=value}
   */
  public static void main(String[] settings) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>();
    for (EngineRole role : EngineRole.values()) {
      if (!role.optional()) {
        all.add("engines." + role.key() + "=" + TalkingEngines.NAME);
      }
    }
    all.addAll(Room.SETTINGS);
    all.addAll(List.of(settings));
    try (TalkingEngines engines = new TalkingEngines();
        VoiceServer server =
            VoiceServer.start(
                new ConfigLoader(engines.registry())
                    .load(ConfigSources.none().withProfile("testing").withOverrides(all)),
                engines.registry(),
                "faults")) {
      System.out.println("port " + server.port());
      System.out.flush();
      while (System.in.read() >= 0) {
        // until it ends
      }
    }
    Runtime.getRuntime().halt(0);
  }
}
