package coda.voice.benchmarks;

import coda.voice.server.EngineRole;
import coda.voice.server.VoiceServer;
import coda.voice.server.config.ConfigLoader;
import coda.voice.server.config.ConfigSources;
import coda.voice.testkit.engines.TalkingEngines;
import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The server that {@link RealtimeLoad} calls, in a process of its own, so that its callers' time
 * and memory are not taken for its. Its engines talk without thinking, and answer with 12 s: more
 * than a client is sent ahead.
 *
 * <p>Prints its port; for each line on standard input, whatever it says, the processor time of the
 * process in ns, the heap in use in bytes, as it is without collecting first, and the time spent
 * collecting in ms; ends when its input does.
 */
public final class RealtimeLoadServer {
  private static final int MS_PER_WORD = 3_000;

  /** One caller has the load of many: no limit may be in the way. */
  private static final List<String> SETTINGS =
      List.of(
          "server.port=0",
          "storage.enabled=false",
          "server.load.lag_ms=0",
          "server.load.queue=0",
          "server.load.cpu=0",
          "server.load.heap=0",
          "server.limits.connections=100000",
          "server.limits.connections_per_address=100000",
          "server.limits.conversations=100000",
          "server.limits.sockets=100000",
          "server.limits.control_messages=1000000",
          "server.limits.per_minute.connections=1000000",
          "server.limits.per_minute.conversations=1000000",
          "server.limits.user.connections=100000",
          "server.limits.user.conversations=100000",
          "server.limits.tenant.connections=100000",
          "server.limits.tenant.conversations=100000",
          "server.limits.tenant.users=1000",
          "server.limits.address.sockets=100000",
          "server.limits.address.conversations=100000",
          "server.limits.address.users=1000");

  private RealtimeLoadServer() {}

  /**
   * Runs it.
   *
   * @param settings {@code key=value}, more than those that are needed
   */
  public static void main(String[] settings) throws IOException, InterruptedException {
    try (TalkingEngines engines = new TalkingEngines(MS_PER_WORD);
        VoiceServer server = start(engines, settings);
        BufferedReader in =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      System.out.println(server.port());
      while (in.readLine() != null) {
        System.out.println(measure());
      }
    }
    Runtime.getRuntime().halt(0);
  }

  private static VoiceServer start(TalkingEngines engines, String[] settings)
      throws InterruptedException {
    List<String> all = new ArrayList<>(SETTINGS);
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
        "measured");
  }

  private static String measure() {
    Runtime runtime = Runtime.getRuntime();
    long cpuNanos =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    long collectingMs =
        ManagementFactory.getGarbageCollectorMXBeans().stream()
            .mapToLong(each -> Math.max(0, each.getCollectionTime()))
            .sum();
    return cpuNanos + " " + (runtime.totalMemory() - runtime.freeMemory()) + " " + collectingMs;
  }
}
