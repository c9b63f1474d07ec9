package coda.voice.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import coda.voice.audio.FramePool;
import coda.voice.audio.enhance.EnhancementOptions;
import coda.voice.audio.wav.WavFile;
import coda.voice.conversation.ConversationMode;
import coda.voice.conversation.ModeSettings;
import coda.voice.conversation.ProcessingMode;
import coda.voice.conversation.SessionEngines;
import coda.voice.conversation.TurnSettings;
import coda.voice.conversation.journal.Journals;
import coda.voice.conversation.routing.AdaptiveRouter;
import coda.voice.conversation.routing.RouterState;
import coda.voice.conversation.store.ConversationKeeper;
import coda.voice.engine.Health;
import coda.voice.engine.ToolServers;
import coda.voice.engine.gpu.GpuSnapshot;
import coda.voice.engine.ladder.RungStatus;
import coda.voice.gateway.ServiceStatus.EngineStatus;
import coda.voice.gateway.ServiceStatus.State;
import coda.voice.gateway.access.AccessRules;
import coda.voice.gateway.coda.CodaFrontDoor;
import coda.voice.gateway.http.AddressRange;
import coda.voice.gateway.http.HttpRoutes;
import coda.voice.gateway.http.RouteAccess;
import coda.voice.gateway.limits.Limit;
import coda.voice.gateway.limits.LimitKeeper;
import coda.voice.gateway.limits.Limits;
import coda.voice.gateway.limits.Patience;
import coda.voice.gateway.limits.Rate;
import coda.voice.gateway.limits.Rates;
import coda.voice.gateway.load.LoadMonitor;
import coda.voice.gateway.load.LoadRules;
import coda.voice.gateway.load.LoadSource;
import coda.voice.gateway.realtime.ClientSecretKeys;
import coda.voice.gateway.realtime.ClientSecretRoutes;
import coda.voice.gateway.realtime.RealtimeFrontDoor;
import coda.voice.gateway.sessions.SessionBoard;
import coda.voice.gateway.sessions.SessionWatchdog;
import coda.voice.gateway.speech.SpeechApi;
import coda.voice.gateway.speech.SpeechParts;
import coda.voice.protocol.coda.ServerMessage;
import coda.voice.testkit.engines.TalkingDuplexModel;
import coda.voice.testkit.engines.TalkingEngines;
import io.github.bucket4j.TimeMeter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * A gateway on a free port of the loopback, with engines that talk. Vert.x watches that nothing
 * holds an event loop for 50 ms.
 */
public final class TestGateway implements AutoCloseable {
  private static final AtomicBoolean WARM = new AtomicBoolean();

  /** So that tests in which clients vanish need not wait long. */
  private static final int BRIEF_MS = 100;

  /** Tests come more often than users do, and on a busy machine they are slower. */
  private static final Limits GENEROUS =
      Limits.DEFAULTS
          .with(
              new Patience(60_000, 60_000, 60_000, new Patience.Heartbeat(30_000, 60_000, 300_000)))
          .with(
              Rates.DEFAULTS
                  .withFrames(Rates.frames(100_000))
                  .with(
                      new Rates.Arrivals(
                          Rate.perMinute(100_000),
                          Rate.perMinute(100_000),
                          Rate.perMinute(100_000))));

  public final TalkingEngines engines = new TalkingEngines();
  private final Optional<TalkingDuplexModel> duplex;
  public final FramePool pool = new FramePool(1_024);
  private final ExecutorService blocking = Executors.newVirtualThreadPerTaskExecutor();
  private final Vertx vertx;
  private final GatewayServer server;
  private final CodaFrontDoor door;
  private final ClientSecretKeys secrets = new ClientSecretKeys(100, InstantSource.system());
  private final RealtimeFrontDoor realtime;
  private final LoopWatch watch;
  private final AccessRules access;

  /** Whoever is told of a session throws. */
  public volatile boolean listenersThrow;

  public final SessionBoard board = new SessionBoard(this::instant);
  public final MeterRegistry meters = new SimpleMeterRegistry();
  public volatile State state = State.READY;

  /** How much the server seems to have to do; looked at with {@link #look}. */
  public volatile double stress;

  /** When that is too much. */
  public final LoadRules rules = new LoadRules(1, 0.5, 1_000, 2_000);

  private final AtomicLong clock = new AtomicLong();
  private final LoadMonitor load;
  private final LimitKeeper keeper;
  private long warmUpSamples;

  /** What its conversations and requests have instead of the engines that talk. */
  public volatile UnaryOperator<SessionEngines> other = talking -> talking;

  /** The engines behind each other of which its service tells. */
  public volatile List<RungStatus> rungs = List.of();

  /** Connects to the tool servers that clients declare. */
  public volatile ToolServers toolServers = ToolServers.NONE;

  /** The graphics cards that health tells of. */
  public volatile List<GpuSnapshot.Card> gpu = List.of();

  /** With limits changed from the defaults. */
  public TestGateway(UnaryOperator<Limits> changes) {
    this(changes, BRIEF_MS);
  }

  /** Where lost clients are waited for so long. */
  public TestGateway(int suspensionMs) {
    this(limits -> limits, suspensionMs);
  }

  /** With limits changed from the defaults, where lost clients are waited for so long. */
  public TestGateway(UnaryOperator<Limits> changes, int suspensionMs) {
    this(
        changes,
        ProcessingMode.ADAPTIVE,
        Optional.empty(),
        AccessRules.open(),
        List.of(),
        ConversationKeeper.OFF,
        suspensionMs);
  }

  /** With somewhere to keep turns, which it does not close. */
  public TestGateway(ConversationKeeper keeper) {
    this(
        limits -> limits,
        ProcessingMode.ADAPTIVE,
        Optional.empty(),
        AccessRules.open(),
        List.of(),
        keeper,
        BRIEF_MS);
  }

  /** With a duplex model, which it closes, and another mode by default. */
  public TestGateway(ProcessingMode mode, TalkingDuplexModel duplex) {
    this(
        limits -> limits,
        mode,
        Optional.of(duplex),
        AccessRules.open(),
        List.of(),
        ConversationKeeper.OFF,
        BRIEF_MS);
  }

  /** That asks who comes, with more paths. */
  public TestGateway(UnaryOperator<Limits> changes, AccessRules access, List<HttpRoutes> routes) {
    this(
        changes,
        ProcessingMode.ADAPTIVE,
        Optional.empty(),
        access,
        routes,
        ConversationKeeper.OFF,
        BRIEF_MS);
  }

  private TestGateway(
      UnaryOperator<Limits> changes,
      ProcessingMode mode,
      Optional<TalkingDuplexModel> duplex,
      AccessRules access,
      List<HttpRoutes> routes,
      ConversationKeeper turns,
      int suspensionMs) {
    this.duplex = duplex;
    this.access = access;
    vertx =
        Vertx.vertx(
            new VertxOptions().setEventLoopPoolSize(2).setBlockedThreadCheckInterval(3_600_000));
    Limits limits = changes.apply(GENEROUS);
    load = new LoadMonitor(() -> rules, meters, clock::get, new SplittableRandom(1));
    load.watch(new LoadSource("made_up", () -> stress));
    keeper = new LimitKeeper(() -> limits, load, meters, TimeMeter.SYSTEM_NANOTIME);
    SessionDefaults defaults =
        new SessionDefaults(
            mode,
            ModeSettings.DEFAULTS,
            ConversationMode.FULL_DUPLEX,
            "en-US",
            "",
            ZoneOffset.UTC,
            400,
            TurnSettings.DEFAULTS.withSuspensionMs(suspensionMs),
            PhraseDefaults.NONE,
            EnhancementOptions.OFF,
            Journals.OFF,
            turns);
    Service service = new Service();
    door =
        new CodaFrontDoor(
            vertx,
            keeper,
            () -> defaults,
            service,
            access,
            new GateMeters(meters),
            board,
            pool,
            blocking);
    realtime =
        new RealtimeFrontDoor(
            vertx,
            keeper,
            () -> defaults,
            service,
            access,
            new GateMeters(meters),
            board,
            pool,
            blocking,
            secrets);
    server =
        new GatewayServer(
            vertx,
            new GatewaySettings("127.0.0.1", 0, 2, List.of(AddressRange.of("127.0.0.1"))),
            service,
            keeper,
            List.of(door, realtime),
            access,
            new GateMeters(meters),
            Stream.concat(
                    Stream.<HttpRoutes>of(
                        TestGateway::swallow,
                        new ClientSecretRoutes(secrets, () -> defaults),
                        new SpeechApi(
                            new SpeechParts(
                                service,
                                keeper,
                                () -> defaults,
                                pool,
                                blocking,
                                new GateMeters(meters)),
                            InstantSource.system())),
                    routes.stream())
                .toList());
    server.start();
    // Those that come meanwhile wait: a class that another thread loads holds a loop up, too.
    synchronized (WARM) {
      if (!access.authenticator().required() && !WARM.getAndSet(true)) {
        warmUp();
      }
    }
    watch = new LoopWatch(List.of(vertx.getOrCreateContext(), vertx.getOrCreateContext()));
  }

  /**
   * Loads the classes of a whole conversation: that a cold virtual machine is slow is no finding.
   */
  private void warmUp() {
    door.warmUp();
    try (TestClient client = client()) {
      client.send("conversation_start", "{}").send("voice_start", "{}");
      client.send("voice_chunk", "{\"audio_data\":\"" + "00".repeat(320) + "\"}");
      client.send("voice_chunk", "{\"text_content\":\"warm\"}");
      client.await1(ServerMessage.VoiceResponse.class);
      client.send("nonsense", "{}").awaitError("PROTOCOL_UNKNOWN_TYPE");
      client.send("conversation_end", "{}").await1(ServerMessage.ConversationEnded.class);
      client.goodbye();
    }
    warmUpRequests();
    awaitNothingHeld();
    warmUpSamples = engines.heardSamples();
  }

  private void warmUpRequests() {
    try (HttpClient http = HttpClient.newHttpClient()) {
      for (String response : List.of("json", "nonsense")) {
        byte[] form =
            new FormBody()
                .field("response_format", response)
                .file("file", WavFile.bytes(Sounds.samples(1_600), 16_000))
                .end();
        send(http, "/v1/audio/transcriptions", FormBody.TYPE, form);
      }
      send(http, "/v1/audio/speech", "application/json", "{\"input\":\"Warm.\"}".getBytes(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted", e);
    }
  }

  private void send(HttpClient http, String path, String type, byte[] body)
      throws IOException, InterruptedException {
    http.send(
        HttpRequest.newBuilder(http(path))
            .header("content-type", type)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  public TestGateway() {
    this(limits -> limits);
  }

  public URI uri(String path) {
    return URI.create("ws://127.0.0.1:" + server.port() + path);
  }

  public URI http(String path) {
    return URI.create("http://127.0.0.1:" + server.port() + path);
  }

  public GatewayServer server() {
    return server;
  }

  public TestClient client() {
    return TestClient.connect(uri("/ws/voice"));
  }

  /** The model fails from now on. */
  public void modelFails() {
    engines.modelFails();
  }

  /** Samples that reached the recogniser. */
  public long heardSamples() {
    return engines.heardSamples() - warmUpSamples;
  }

  /** Everything that is out, by name; all 0 when nothing leaks. */
  public Map<String, Long> held() {
    return Map.of(
        "frames",
        pool.leased(),
        "engines",
        engines.held() + (long) duplex.map(TalkingDuplexModel::openStreams).orElse(0),
        "conversations",
        (long) door.conversations() + realtime.sessions(),
        "away",
        (long) door.absent(),
        "shown",
        (long) board.count(),
        "connections",
        (long) server.connections(),
        "places",
        (long) server.admitted() + keeper.conversing());
  }

  /** What {@link #held} is when nothing leaks. */
  public static Map<String, Long> nothing() {
    return Map.of(
        "frames",
        0L,
        "engines",
        0L,
        "conversations",
        0L,
        "away",
        0L,
        "shown",
        0L,
        "connections",
        0L,
        "places",
        0L);
  }

  private Instant instant() {
    if (listenersThrow) {
      throw new IllegalStateException("a listener that throws");
    }
    return Instant.now();
  }

  /** Finds sessions that do not get on. */
  public SessionWatchdog watchdog(SessionWatchdog.Bounds bounds, LongSupplier nowMs) {
    return new SessionWatchdog(List.of(door.watched(), realtime.watched()), meters, bounds, nowMs);
  }

  /** Whether no session does anything at the moment. */
  public boolean loopsRest() {
    return Stream.concat(door.watched().stream(), realtime.watched().stream())
        .allMatch(each -> each.loop().running().isEmpty() && each.loop().waitingMs() == 0);
  }

  /** Nobody is waited for any more. */
  public void endAbsent() {
    door.endAbsent();
  }

  /** Waits until nothing is out. */
  public void awaitNothingHeld() {
    Awaitility.await()
        .pollInterval(Duration.ofMillis(10))
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(held()).isEqualTo(nothing()));
  }

  /** A server that wants the port that this one has; it is not started. */
  GatewayServer anotherOnTheSamePort() {
    return new GatewayServer(
        vertx,
        new GatewaySettings("127.0.0.1", server.port(), 1, List.of()),
        new Service(),
        keeper,
        List.of(door),
        access,
        new GateMeters(meters),
        List.of());
  }

  /** Looks at the load, some time later. */
  public void look(long laterMs) {
    clock.addAndGet(laterMs);
    load.sample();
  }

  /** A path that reads a body to its end. */
  private static void swallow(Router router, RouteAccess access) {
    router
        .post("/swallow")
        .handler(BodyHandler.create(false))
        .handler(context -> context.response().end());
  }

  /** TCP connections that have a place. */
  public int sockets() {
    return keeper.sockets();
  }

  /** How often a limit was exceeded. */
  public double hits(Limit limit) {
    return meters.get("coda.limits.hit").tag("limit", limit.label()).counter().count();
  }

  /** What held an event loop for 50 ms. */
  public List<String> blockedLoops() {
    return watch.findings();
  }

  @Override
  public void close() {
    watch.close();
    try {
      server.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    vertx.close().await();
    blocking.close();
    engines.close();
    duplex.ifPresent(TalkingDuplexModel::close);
  }

  private final class Service implements VoiceService {
    @Override
    public String version() {
      return "test";
    }

    @Override
    public ServiceStatus status() {
      return new ServiceStatus(
          state,
          List.of(new EngineStatus("recognizer", "hearing", Health.READY, rungs, false)),
          gpu);
    }

    @Override
    public SessionEngines engines() {
      return duplex
          .map(
              model ->
                  engines.engines().with(model, new AdaptiveRouter(RouterState.FRESH, 0, () -> 1)))
          .orElseGet(() -> other.apply(engines.engines()));
    }

    @Override
    public ToolServers toolServers() {
      return toolServers;
    }

    @Override
    public Map<String, String> engineNames() {
      return Map.of("recognizer", "hearing");
    }
  }
}
