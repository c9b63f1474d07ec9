package coda.voice.server.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coda.voice.client.Trust;
import coda.voice.testkit.engines.TalkingEngines;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code coda run --tls} in a process of its own, and who talks to it. */
class RunTlsTest {
  @TempDir private Path folder;

  @Test
  void shouldMakeACertificateSayHowToTrustItAndTalk() throws Exception {
    Process process = start();
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      Path certificate = folder.resolve("tls").resolve("certificate.pem");
      assertThat(line(out, "TLS with a certificate for this machine alone"))
          .contains("NODE_EXTRA_CA_CERTS=" + certificate)
          .contains("--ca " + certificate);
      URI uri = URI.create(line(out, " is ready at ").replaceFirst(".*(wss://[^, ]+).*", "$1"));

      assertThat(talk(uri, "--ca", certificate.toString())).isZero();
      assertThat(talk(uri)).isEqualTo(6);
      refusesRenegotiation(uri, certificate);
    } finally {
      process.destroyForcibly();
    }
  }

  /** The log may stand around it. */
  private static String line(BufferedReader out, String words) throws IOException {
    String line = out.readLine();
    while (line != null && !line.contains(words)) {
      line = out.readLine();
    }
    assertThat(line).as(words).isNotNull();
    return line;
  }

  private int talk(URI uri, String... more) {
    List<String> arguments =
        new ArrayList<>(List.of("talk", "--url", uri.toString(), "--text", "what time is it"));
    arguments.addAll(List.of("-o", folder.resolve("reply.wav").toString()));
    arguments.addAll(List.of(more));
    StringWriter said = new StringWriter();
    int code =
        CodaCommand.commandLine(SmallEngines::registry)
            .setOut(new PrintWriter(said))
            .setErr(new PrintWriter(said))
            .execute(arguments.toArray(String[]::new));
    if (more.length == 0) {
      assertThat(said.toString()).contains("No trusted TLS with").contains("--ca FILE.pem");
    }
    return code;
  }

  /** A client of TLS 1.2 that begins anew in the middle is cut. */
  private static void refusesRenegotiation(URI uri, Path certificate) throws IOException {
    try (SSLSocket socket =
        (SSLSocket)
            Trust.in(certificate).getSocketFactory().createSocket(uri.getHost(), uri.getPort())) {
      socket.setEnabledProtocols(new String[] {"TLSv1.2"});
      socket.setSoTimeout(20_000);
      socket.startHandshake();
      assertThat(answers(socket)).isTrue();

      assertThatThrownBy(
              () -> {
                socket.startHandshake();
                assertThat(answers(socket)).as("answers after another handshake").isTrue();
              })
          .isInstanceOfAny(SSLException.class, SocketException.class);
    }
  }

  private static boolean answers(SSLSocket socket) throws IOException {
    socket
        .getOutputStream()
        .write("GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(US_ASCII));
    byte[] some = new byte[2_048];
    int read = socket.getInputStream().read(some);
    if (read < 0) {
      throw new SSLException("cut");
    }
    return new String(some, 0, read, US_ASCII).startsWith("HTTP/1.1 200");
  }

  private Process start() throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("--"))
        .forEach(command::add);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.add(folder.toString());
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  /** What the process runs. */
  static final class Main {
    private Main() {}

    public static void main(String[] args) {
      TalkingEngines engines = new TalkingEngines();
      List<String> run =
          new ArrayList<>(
              List.of("run", "--tls", "--port", "0", "--set", "storage.folder=" + args[0]));
      for (String setting :
          List.of(
              "storage.enabled=false",
              "engines.recognizer=" + TalkingEngines.NAME,
              "engines.synthesizer=" + TalkingEngines.NAME,
              "engines.language_model=" + TalkingEngines.NAME,
              "engines.voice_activity=" + TalkingEngines.NAME,
              "engines.turn_detector=" + TalkingEngines.NAME)) {
        run.addAll(List.of("--set", setting));
      }
      System.exit(CodaCommand.commandLine(engines::registry).execute(run.toArray(String[]::new)));
    }
  }
}
