package coda.voice.server.faults;

import static org.assertj.core.api.Assertions.assertThat;

import coda.voice.server.EngineRole;
import coda.voice.server.VoiceServer;
import coda.voice.server.config.ConfigLoader;
import coda.voice.server.config.ConfigSources;
import coda.voice.testkit.engines.TalkingEngines;
import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Clients that are gone after every single byte of what they say, while somebody else talks. */
class ClientCutsTest {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final int AT_ONCE = 24;

  /** The two ends of the somebody else's connection, and what the JVM opens meanwhile. */
  private static final long OTHER_FILES = 24;

  private final TalkingEngines engines = new TalkingEngines();
  private VoiceServer server;

  @BeforeEach
  void start() throws InterruptedException {
    List<String> settings =
        new ArrayList<>(
            List.of("server.port=0", "server.drain_ms=0", "conversation.turns.suspension_ms=1000"));
    settings.addAll(Room.SETTINGS);
    for (EngineRole role : EngineRole.values()) {
      if (!role.optional()) {
        settings.add("engines." + role.key() + "=" + TalkingEngines.NAME);
      }
    }
    server =
        VoiceServer.start(
            new ConfigLoader(engines.registry())
                .load(ConfigSources.none().withProfile("testing").withOverrides(settings)),
            engines.registry(),
            "faults");
  }

  @AfterEach
  void stop() {
    server.close();
    engines.close();
  }

  @ParameterizedTest
  @EnumSource
  void shouldKeepNothingOfAClientThatIsCutAtAnyByteAndServeTheOthers(CutClient.What what)
      throws Exception {
    AtomicBoolean over = new AtomicBoolean();
    AtomicInteger turns = new AtomicInteger();
    AtomicInteger unanswered = new AtomicInteger();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        Caller bystander = Caller.at(server.uri())) {
      long files = openFiles();
      Future<?> standing =
          threads.submit(
              () -> {
                while (!over.get()) {
                  unanswered.addAndGet(bystander.answered() ? 0 : 1);
                  turns.incrementAndGet();
                }
                return null;
              });
      try {
        cutEverywhere(what, threads);
        Awaitility.await()
            .atMost(PATIENCE)
            .untilAsserted(
                () -> {
                  assertThat(server.connections()).isEqualTo(1);
                  assertThat(server.sessions()).isEqualTo(1);
                  assertThat(openFiles()).isLessThanOrEqualTo(files + OTHER_FILES);
                });
      } finally {
        over.set(true);
      }
      standing.get();
    }
    assertThat(turns).hasPositiveValue();
    assertThat(unanswered).as("of %s turns of the bystander", turns).hasValue(0);
    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(server.connections()).isZero();
              assertThat(server.sessions()).isZero();
              assertThat(server.held()).isZero();
              assertThat(engines.held()).isZero();
            });
  }

  private void cutEverywhere(CutClient.What what, ExecutorService threads) throws Exception {
    Semaphore places = new Semaphore(AT_ONCE);
    List<Future<?>> cuts = new ArrayList<>();
    for (int at = 0; at <= what.bytes().length; at++) {
      int position = at;
      places.acquire();
      cuts.add(
          threads.submit(
              () -> {
                try {
                  CutClient.cut(server.port(), what, position);
                } finally {
                  places.release();
                }
                return null;
              }));
    }
    for (Future<?> cut : cuts) {
      cut.get();
    }
  }

  private static long openFiles() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? unix.getOpenFileDescriptorCount()
        : 0;
  }
}
