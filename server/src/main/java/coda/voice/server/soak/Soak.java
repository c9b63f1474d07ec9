package coda.voice.server.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Lets callers come and go for a long time, and looks after every round, when all have left, at
 * what the server still holds.
 */
public final class Soak {
  private static final long LOOK_EVERY_MS = 100;

  /** What a server may take to notice that everybody is gone: pings, slow clients, sessions. */
  private static final long SETTLE_MS = 60_000;

  private Soak() {}

  /**
   * Runs a soak. Blocks for as long as the plan says, and a little.
   *
   * @param plan what it is to be
   * @param settings of the server, {@code key=value}, more than those that are needed
   * @param progress told a line after each round
   * @throws SoakException when the server does not come up, or dies
   * @throws InterruptedException when the caller is
   */
  public static SoakResult run(SoakPlan plan, List<String> settings, Consumer<String> progress)
      throws InterruptedException {
    List<String> all = new ArrayList<>(room(plan));
    all.addAll(settings);
    List<Measurement> measurements = new ArrayList<>();
    try (SoakedProcess server = SoakedProcess.start(all);
        Visitors visitors = new Visitors(server.uri(), plan)) {
      for (int round = 1; round <= plan.rounds(); round++) {
        visitors.round();
        Measurement measured = settled(server);
        measurements.add(measured);
        progress.accept("round %d of %d: %s".formatted(round, plan.rounds(), measured));
      }
      Map<String, Long> visits = new TreeMap<>();
      visitors.visits().forEach((habit, count) -> visits.put(habit.name(), count));
      return new SoakResult(visits, visitors.failures(), measurements);
    }
  }

  /**
   * Limits that let all callers in from one address, and let go of those who vanished soon enough
   * to see what they leave behind.
   */
  private static List<String> room(SoakPlan plan) {
    int places = 4 * plan.callers() + 100;
    List<String> room =
        new ArrayList<>(
            List.of(
                "server.port=0",
                "server.limits.sockets=" + 2 * places,
                "server.limits.address.sockets=" + 2 * places,
                "server.limits.connections_per_address=" + places,
                "server.limits.address.users=" + places,
                "server.limits.tenant.users=" + places,
                "server.limits.handshake_ms=2000",
                "server.limits.slow_client_ms=2000",
                "server.limits.ping_ms=1000",
                "server.limits.pong_ms=2000",
                "server.load.cpu=0",
                "conversation.turns.suspension_ms=1000"));
    for (String kind : List.of("connections", "conversations")) {
      room.add("server.limits." + kind + "=" + places);
      room.add("server.limits.user." + kind + "=" + places);
      room.add("server.limits.tenant." + kind + "=" + places);
      room.add("server.limits.per_minute." + kind + "=" + 600 * places);
    }
    room.add("server.limits.address.conversations=" + places);
    return room;
  }

  /** The first measurement at which nothing is held any more; the last one if there is none. */
  private static Measurement settled(SoakedProcess server) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(SETTLE_MS);
    Measurement measured = server.measure();
    while (!measured.nothingHeld() && System.nanoTime() < deadline) {
      TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MS);
      measured = server.measure();
    }
    return measured;
  }
}
