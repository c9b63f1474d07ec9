package coda.voice.server;

import coda.voice.engine.EngineRegistry;
import coda.voice.server.config.live.RuntimeConfig;
import coda.voice.server.logging.LogSetup;
import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server as a process: runs until it is told to stop (SIGTERM, Ctrl-C), drains, and then ends
 * with 0. Told a second time, it ends at once.
 */
public final class ServerProcess {
  private static final Logger LOG = LoggerFactory.getLogger(ServerProcess.class);

  /**
   * The JDK's own switch against clients that begin TLS 1.2 anew within a connection, which costs
   * the server much more than them; read once, with the first server's handshake of a process.
   */
  private static final String NO_RENEGOTIATION = "jdk.tls.rejectClientInitiatedRenegotiation";

  private ServerProcess() {}

  /**
   * Starts the server, says where it is, and stays until the process is told to stop. From then on
   * this method does not return: the process ends.
   *
   * @param config what was set, and may change
   * @param registry which engines there are
   * @param version of the software
   * @param out gets one line when the server is ready
   * @throws coda.voice.VoiceException when it cannot start, see {@link VoiceServer#start}
   * @throws InterruptedException when the caller is
   */
  public static void run(
      RuntimeConfig config, EngineRegistry registry, String version, PrintWriter out)
      throws InterruptedException {
    LogSetup.apply(config.get().logging());
    LogSetup.bridge();
    System.setProperty(NO_RENEGOTIATION, "true");
    config.current().effective().warnings().forEach(warning -> LOG.warn("{}", warning));
    VoiceServer server = VoiceServer.start(config, registry, version);
    CountDownLatch never = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server), "shutdown"));
    StopSignals.listen(() -> stop(server));
    out.println(server.readyLine());
    out.flush();
    never.await();
  }

  /**
   * Told to stop. A process that a signal ends would report the signal as its exit code even though
   * it ended in order; halting with 0 says what happened.
   */
  private static void stop(VoiceServer server) {
    server.close();
    Runtime.getRuntime().halt(0);
  }
}
