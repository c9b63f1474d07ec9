package coda.voice.engines.kyutai.moshi;

import coda.voice.engine.EngineException;
import coda.voice.engine.Health;
import coda.voice.engines.kyutai.moshi.MoshiServer.Evidence;
import coda.voice.engines.kyutai.moshi.MoshiServer.Lease;
import coda.voice.engines.kyutai.transport.WireClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** The servers there are, in turn. Any thread. */
final class MoshiPool {
  static final String NAME = "moshi";

  private static final long STALE_NANOS = 10_000_000_000L;

  private final List<MoshiServer> servers;
  private final WireClient wires;
  private final ExecutorService blocking;
  private final MoshiClock clock;
  private final AtomicInteger turn = new AtomicInteger();
  private final AtomicBoolean probing = new AtomicBoolean();

  /**
   * A pool.
   *
   * @param settings which servers, and how much each carries
   * @param wires asks them whether they live
   * @param blocking where it waits for their answers
   * @param clock the engine's time
   */
  MoshiPool(MoshiSettings settings, WireClient wires, ExecutorService blocking, MoshiClock clock) {
    this.servers =
        settings.addresses().stream()
            .map(address -> new MoshiServer(address, settings.sessionsPerServer()))
            .toList();
    this.wires = wires;
    this.blocking = blocking;
    this.clock = clock;
  }

  /**
   * A place on the next server in turn that is in order and has one. Servers that another client
   * has come last.
   *
   * @param except not on these
   */
  Optional<Lease> lease(Set<MoshiServer> except) {
    long now = clock.nanos();
    int first = Math.floorMod(turn.getAndIncrement(), servers.size());
    for (boolean evenIfTaken : new boolean[] {false, true}) {
      for (int i = 0; i < servers.size(); i++) {
        MoshiServer server = servers.get((first + i) % servers.size());
        Lease lease = except.contains(server) ? null : server.lease(now, evenIfTaken);
        if (lease != null) {
          return Optional.of(lease);
        }
      }
    }
    return Optional.empty();
  }

  /** How many servers could be tried now, besides these. */
  int offered(Set<MoshiServer> except) {
    long now = clock.nanos();
    return (int)
        servers.stream()
            .filter(server -> !except.contains(server) && server.offered(now, true))
            .count();
  }

  /** Whether any server has no place free. */
  boolean hasPlacesTaken() {
    return servers.stream().anyMatch(MoshiServer::isFull);
  }

  /** Whether a second conversation could be had beside one that goes on. */
  boolean hasRoomBeside() {
    return offered(Set.of()) > 0;
  }

  /** How the servers are, as far as it is known; asks anew in the background when that is old. */
  Health health() {
    refresh();
    List<MoshiServer> failed =
        servers.stream().filter(s -> s.evidence() == Evidence.FAILED).toList();
    if (failed.isEmpty()) {
      return Health.READY;
    }
    String detail =
        failed.size()
            + " of "
            + servers.size()
            + " Moshi servers do not answer: "
            + failed.stream().map(MoshiServer::trouble).collect(Collectors.joining(", "));
    return failed.size() == servers.size()
        ? Health.down(detail)
        : new Health(Health.State.DEGRADED, detail);
  }

  /** Only servers without a conversation are asked: the sound of the others says more. */
  private void refresh() {
    long now = clock.nanos();
    List<MoshiServer> stale =
        servers.stream().filter(s -> s.inUse() == 0 && s.age(now) > STALE_NANOS).toList();
    if (stale.isEmpty() || !probing.compareAndSet(false, true)) {
      return;
    }
    try {
      blocking.execute(
          () -> {
            try {
              stale.forEach(this::probe);
            } finally {
              probing.set(false);
            }
          });
    } catch (RejectedExecutionException closing) {
      probing.set(false);
    }
  }

  /**
   * Asks all of them, at the same time, and waits for the answers.
   *
   * @throws EngineException {@code ENGINE_UNAVAILABLE} when none answers
   */
  void probeAll() {
    CompletableFuture.allOf(
            servers.stream()
                .map(server -> CompletableFuture.runAsync(() -> probe(server), blocking))
                .toArray(CompletableFuture<?>[]::new))
        .join();
    if (servers.stream().allMatch(server -> server.evidence() == Evidence.FAILED)) {
      throw unavailable();
    }
  }

  /**
   * A plain request. A Moshi refuses it, for it is no upgrade, but any answer means that somebody
   * is there; none of them has a better sign of life.
   */
  private void probe(MoshiServer server) {
    try {
      wires.status(server.address().http());
      server.alive(clock.nanos());
    } catch (IOException e) {
      server.failed(String.valueOf(e.getMessage() == null ? e : e.getMessage()), clock.nanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** None of the servers can be used; says why, and how to run one. */
  EngineException unavailable() {
    List<String> troubles = new ArrayList<>();
    for (MoshiServer server : servers) {
      troubles.add(server.trouble());
    }
    return EngineException.unavailable(
        NAME, "no Moshi answers at " + String.join(", ", troubles) + ". " + MoshiHelp.RUN_ONE);
  }
}
