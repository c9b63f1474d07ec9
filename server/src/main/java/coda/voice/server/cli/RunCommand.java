package coda.voice.server.cli;

import coda.voice.engine.EngineRegistry;
import coda.voice.server.ServerProcess;
import coda.voice.server.config.CodaConfig;
import coda.voice.server.config.TlsConfig;
import coda.voice.server.tls.DevelopmentCertificate;
import coda.voice.server.tls.TlsFiles;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Starts the server and stays until it is told to stop. */
@Command(
    name = "run",
    description = "Start the server; it runs until it is interrupted (Ctrl-C) or terminated.",
    footer = {
      "",
      "Examples:",
      "  coda run",
      "  coda run --tls",
      "  coda run --port 9000 --set conversation.turns.silence_ms=800"
    })
final class RunCommand implements Callable<Integer> {
  private final Supplier<EngineRegistry> engines;

  @Spec private CommandSpec spec;
  @Mixin private ConfigOptions config;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      description = "Address to listen on; wins over server.host.")
  private Optional<String> host;

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "Port to listen on, 0 for any free one; wins over server.port, which is 8765.")
  private Optional<String> port;

  @Option(
      names = "--tls",
      description =
          "Speak TLS (https, wss) and nothing else: with the certificate of server.tls, or without"
              + " one with a certificate for this machine alone, which is made on first use.")
  private boolean tls;

  /**
   * The command.
   *
   * @param engines finds the engines
   */
  RunCommand(Supplier<EngineRegistry> engines) {
    this.engines = engines;
  }

  @Override
  public Integer call() throws InterruptedException {
    List<String> more = new ArrayList<>();
    host.ifPresent(value -> more.add("server.host=" + value));
    port.ifPresent(value -> more.add("server.port=" + value));
    EngineRegistry registry = engines.get();
    if (tls) {
      more.addAll(certificate(registry));
    }
    ServerProcess.run(
        config.running(registry, more),
        registry,
        BuildInfo.read().version(),
        spec.commandLine().getOut());
    return 0;
  }

  /** The settings that turn TLS on. */
  private List<String> certificate(EngineRegistry registry) {
    CodaConfig given = config.load(registry, List.of("server.tls.enabled=false"));
    TlsConfig known = given.server().tls();
    if (known.certificateFile().or(known::keystoreFile).isPresent()) {
      return List.of("server.tls.enabled=true");
    }
    TlsFiles.Pem made =
        new DevelopmentCertificate(
                Path.of(given.storage().folder()).resolve("tls").toAbsolutePath(),
                InstantSource.system())
            .files();
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        "TLS with a certificate for this machine alone; clients trust it with"
            + " NODE_EXTRA_CA_CERTS=%1$s, curl --cacert %1$s or coda talk --ca %1$s%n",
        made.certificate());
    out.flush();
    return List.of(
        "server.tls.enabled=true",
        "server.tls.certificate=" + made.certificate(),
        "server.tls.key=" + made.key());
  }
}
