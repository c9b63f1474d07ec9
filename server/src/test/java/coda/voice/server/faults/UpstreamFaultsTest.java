package coda.voice.server.faults;

import static org.assertj.core.api.Assertions.assertThat;

import coda.voice.server.faults.Caller.Experience;
import coda.voice.server.faults.FaultCase.Harm;
import coda.voice.server.faults.FaultCase.Stage;
import coda.voice.server.faults.FaultCase.Upstream;
import coda.voice.testkit.net.CuttingProxy;
import coda.voice.testkit.net.ProxiedConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every server behind ours is killed, stalled, slowed and corrupted in every stage of a turn, while
 * others talk. What users experience of that is the table in docs/faults.md.
 */
class UpstreamFaultsTest {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final int BYSTANDERS = 6;
  private static final Path DOCUMENT = Path.of("../docs/faults.md");
  private static final String BEGIN = "<!-- table of upstream faults -->\n";
  private static final String END = "<!-- end of table -->";

  /**
   * Held alone from planning a fault until the connection it is for has come; held by many while
   * others make connections.
   */
  private final ReentrantReadWriteLock connecting = new ReentrantReadWriteLock(true);

  private final AtomicBoolean over = new AtomicBoolean();
  private final AtomicInteger turns = new AtomicInteger();

  private static List<FaultCase> cases(Upstream upstream) {
    return Arrays.stream(Harm.values())
        .flatMap(
            harm ->
                Arrays.stream(Stage.values()).map(stage -> new FaultCase(upstream, harm, stage)))
        .toList();
  }

  @ParameterizedTest
  @EnumSource
  void shouldEndTheTurnAsPromisedGoOnAndHarmNobodyElse(Upstream upstream) throws Exception {
    try (Upstreams upstreams = new Upstreams()) {
      awaitPreparedApologies(upstreams);
      Map<FaultCase, Experience> experienced = new LinkedHashMap<>();
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        // All come in first: while everybody is harmed at once, the server takes nobody new.
        List<Caller> others = callers(BYSTANDERS, upstreams);
        List<Caller> victims = callers(cases(upstream).size(), upstreams);
        List<Future<Integer>> bystanders = new ArrayList<>();
        for (Caller caller : others) {
          bystanders.add(threads.submit(() -> standBy(caller)));
        }
        Map<FaultCase, Future<Experience>> running = new LinkedHashMap<>();
        for (FaultCase each : cases(upstream)) {
          Caller caller = victims.get(running.size());
          running.put(each, threads.submit(() -> suffer(each, caller, upstreams)));
        }
        try {
          for (Map.Entry<FaultCase, Future<Experience>> each : running.entrySet()) {
            experienced.put(each.getKey(), each.getValue().get());
          }
        } finally {
          over.set(true);
        }
        int unanswered = 0;
        for (Future<Integer> bystander : bystanders) {
          unanswered += bystander.get();
        }
        assertThat(turns).hasValueGreaterThan(BYSTANDERS);
        assertThat(unanswered).as("of %s turns of bystanders", turns).isZero();
      }
      assertThat(experienced).allSatisfy((each, how) -> assertThat(each.fits(how)).isTrue());
      Awaitility.await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                assertThat(upstreams.server().held()).isZero();
                assertThat(upstreams.server().sessions()).isZero();
                assertThat(upstreams.server().connections()).isZero();
              });
    }
  }

  /** They are spoken by the voice that is to be harmed. */
  private static void awaitPreparedApologies(Upstreams upstreams) {
    int connectionsOfTheStart = 4;
    Awaitility.await()
        .atMost(PATIENCE)
        .until(
            () ->
                upstreams.voice().connections().size() >= connectionsOfTheStart
                    && upstreams.voice().connections().stream().noneMatch(ProxiedConnection::open));
  }

  private static List<Caller> callers(int count, Upstreams upstreams) {
    return Stream.generate(() -> Caller.at(upstreams.server().uri())).limit(count).toList();
  }

  /** How many turns were not answered. */
  private int standBy(Caller caller) throws InterruptedException {
    int unanswered = 0;
    try (caller) {
      while (!over.get()) {
        unanswered += answered(caller) ? 0 : 1;
        turns.incrementAndGet();
      }
    }
    return unanswered;
  }

  private boolean answered(Caller caller) throws InterruptedException {
    connecting.readLock().lock();
    try {
      return caller.answered();
    } finally {
      connecting.readLock().unlock();
    }
  }

  private Experience suffer(FaultCase each, Caller caller, Upstreams upstreams)
      throws InterruptedException {
    CuttingProxy proxy = each.upstream().proxy(upstreams);
    try (caller) {
      Experience experience =
          each.refused() ? speakToNobody(caller, proxy) : speakToHarmed(each, caller, proxy);
      assertThat(answered(caller)).as("the turn after %s", each).isTrue();
      return experience;
    }
  }

  private Experience speakToNobody(Caller caller, CuttingProxy proxy) throws InterruptedException {
    connecting.writeLock().lock();
    proxy.refuse(true);
    try {
      caller.speak();
      return caller.experience();
    } finally {
      proxy.refuse(false);
      connecting.writeLock().unlock();
    }
  }

  private Experience speakToHarmed(FaultCase each, Caller caller, CuttingProxy proxy)
      throws InterruptedException {
    connecting.writeLock().lock();
    try {
      int before = proxy.connections().size();
      proxy.plan(each.faults());
      caller.speak();
      Awaitility.await().atMost(PATIENCE).until(() -> proxy.connections().size() > before);
    } finally {
      connecting.writeLock().unlock();
    }
    return caller.experience();
  }

  @Test
  void shouldBeWhatTheDocumentSays() throws Exception {
    String document = Files.readString(DOCUMENT, StandardCharsets.UTF_8);
    int begin = document.indexOf(BEGIN) + BEGIN.length();
    int end = document.indexOf(END);
    String table =
        Stream.concat(
                Stream.of(
                    "| server | what happens | when | what the user experiences |",
                    "|---|---|---|---|"),
                Arrays.stream(Upstream.values())
                    .flatMap(upstream -> cases(upstream).stream())
                    .map(FaultCase::row))
            .collect(Collectors.joining("\n", "", "\n"));

    if (Boolean.getBoolean("faults.table.write")) {
      Files.writeString(DOCUMENT, document.substring(0, begin) + table + document.substring(end));
    } else {
      assertThat(document.substring(begin, end)).isEqualTo(table);
    }
  }
}
