package coda.voice.server.soak;

import coda.voice.server.soak.SoakException.Reason;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A {@link SoakedServer} as its callers' process sees it. Used by one thread. */
final class SoakedProcess implements AutoCloseable {
  private static final String HEAP = "-Xmx512m";
  private static final long END_S = 30;

  private final Process process;
  private final BufferedReader out;
  private final Writer in;
  private final int port;

  private SoakedProcess(Process process) throws IOException {
    this.process = process;
    this.out = process.inputReader(StandardCharsets.UTF_8);
    this.in = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
    this.port = Integer.parseInt(line());
  }

  /**
   * Starts one; returns when it is ready.
   *
   * @param settings {@code key=value}
   * @throws SoakException when it does not come up
   */
  static SoakedProcess start(List<String> settings) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("--"))
        .forEach(command::add);
    command.addAll(List.of(HEAP, "-XX:+UseSerialGC"));
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), SoakedServer.class.getName()));
    command.addAll(settings);
    try {
      return new SoakedProcess(
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
    } catch (IOException e) {
      throw new SoakException(Reason.NOT_STARTED, e);
    }
  }

  /** Its port on the loopback. */
  int port() {
    return port;
  }

  /** Where callers connect. */
  URI uri() {
    return URI.create("ws://127.0.0.1:" + port + "/ws/voice");
  }

  /**
   * What it holds now, after collecting its garbage.
   *
   * @throws SoakException when it is gone
   */
  Measurement measure() {
    try {
      in.write(SoakedServer.MEASURE + "\n");
      in.flush();
      return Measurement.parse(line());
    } catch (IOException e) {
      throw new SoakException(Reason.GONE, e);
    }
  }

  private String line() throws IOException {
    String line = out.readLine();
    if (line == null) {
      throw new IOException("its output has ended");
    }
    return line;
  }

  @Override
  public void close() {
    try {
      in.close();
      if (!process.waitFor(END_S, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
