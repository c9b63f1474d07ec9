package coda.voice.server.soak;

import coda.voice.server.EngineRole;
import coda.voice.server.VoiceServer;
import coda.voice.server.config.ConfigLoader;
import coda.voice.server.config.ConfigSources;
import coda.voice.testkit.engines.TalkingEngines;
import com.sun.management.UnixOperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The server that is soaked, in a process of its own, so that its callers' memory is not taken for
 * its. Its engines talk without thinking: what is looked for is what the server itself keeps.
 *
 * <p>Prints its port; for each line {@value #MEASURE} on standard input a {@link Measurement}; ends
 * when its input does.
 */
final class SoakedServer {
  static final String MEASURE = "measure";

  /** The heap is bounded so that a leak shows, and collecting twice finds what references hold. */
  private static final int COLLECTIONS = 2;

  private SoakedServer() {}

  /**
   * Runs it.
   *
   * @param settings {@code key=value}, more than those that are needed
   */
  public static void main(String[] settings) throws IOException, InterruptedException {
    try (TalkingEngines engines = new TalkingEngines();
        VoiceServer server = start(engines, settings);
        BufferedReader in =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      System.out.println(server.port());
      String line;
      while ((line = in.readLine()) != null) {
        if (line.equals(MEASURE)) {
          System.out.println(measure(server, engines).line());
        }
      }
    }
    Runtime.getRuntime().halt(0);
  }

  private static VoiceServer start(TalkingEngines engines, String[] settings)
      throws InterruptedException {
    List<String> all = new ArrayList<>();
    for (EngineRole role : EngineRole.values()) {
      if (!role.optional()) {
        all.add("engines." + role.key() + "=" + TalkingEngines.NAME);
      }
    }
    all.addAll(List.of(settings));
    return VoiceServer.start(
        new ConfigLoader(engines.registry())
            .load(ConfigSources.none().withProfile("testing").withOverrides(all)),
        engines.registry(),
        "soak");
  }

  private static Measurement measure(VoiceServer server, TalkingEngines engines) {
    for (int i = 0; i < COLLECTIONS; i++) {
      System.gc();
    }
    Runtime runtime = Runtime.getRuntime();
    long files =
        ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
            ? unix.getOpenFileDescriptorCount()
            : 0;
    return new Measurement(
        runtime.totalMemory() - runtime.freeMemory(),
        ManagementFactory.getThreadMXBean().getThreadCount(),
        files,
        server.connections(),
        server.sessions(),
        engines.held(),
        server.framesLeased());
  }
}
