package coda.voice.server;

import coda.voice.audio.FramePool;
import coda.voice.conversation.Phrases;
import coda.voice.conversation.SessionEngines;
import coda.voice.conversation.journal.Journals;
import coda.voice.conversation.turn.Apology;
import coda.voice.engine.EngineRegistry;
import coda.voice.engine.gpu.device.GpuProbe;
import coda.voice.engines.language.mcp.McpLimits;
import coda.voice.engines.language.mcp.McpToolServers;
import coda.voice.gateway.FrontDoor;
import coda.voice.gateway.GateMeters;
import coda.voice.gateway.GatewayException;
import coda.voice.gateway.GatewayServer;
import coda.voice.gateway.GatewaySettings;
import coda.voice.gateway.HomeLoop;
import coda.voice.gateway.SessionDefaults;
import coda.voice.gateway.coda.CodaFrontDoor;
import coda.voice.gateway.http.HttpRoutes;
import coda.voice.gateway.limits.LimitKeeper;
import coda.voice.gateway.limits.Limits;
import coda.voice.gateway.load.LoadMonitor;
import coda.voice.gateway.load.LoadRules;
import coda.voice.gateway.load.LoadSource;
import coda.voice.gateway.realtime.ClientSecretRoutes;
import coda.voice.gateway.realtime.RealtimeFrontDoor;
import coda.voice.gateway.sessions.SessionBoard;
import coda.voice.gateway.sessions.SessionWatchdog;
import coda.voice.gateway.sessions.Watched;
import coda.voice.gateway.speech.SpeechApi;
import coda.voice.gateway.speech.SpeechParts;
import coda.voice.gateway.task.Supervisor;
import coda.voice.server.admin.ConfigRoutes;
import coda.voice.server.admin.DrainRoute;
import coda.voice.server.admin.LogLevelRoutes;
import coda.voice.server.admin.SessionRoutes;
import coda.voice.server.audit.AuditLog;
import coda.voice.server.config.CodaConfig;
import coda.voice.server.config.ConfigException;
import coda.voice.server.config.ConfigProblem;
import coda.voice.server.config.ConversationConfig;
import coda.voice.server.config.LoadConfig;
import coda.voice.server.config.live.ConfigFileWatch;
import coda.voice.server.config.live.RuntimeConfig;
import coda.voice.server.data.ConversationRoutes;
import coda.voice.server.gpu.GpuSetup;
import coda.voice.server.health.ServiceMonitor;
import coda.voice.server.load.ProcessLoads;
import coda.voice.server.metrics.MetricsRoute;
import coda.voice.server.metrics.ServerMeters;
import coda.voice.server.tls.ServerCertificate;
import coda.voice.server.tls.TlsFiles;
import io.github.bucket4j.TimeMeter;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The whole server, put together. This is the only place where its parts are chosen and joined; it
 * reads from top to bottom in the order in which they come to life.
 *
 * <p>The socket listens first, so that {@code /health} answers while engines warm up; conversations
 * are refused until they are warm.
 */
public final class VoiceServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(VoiceServer.class);

  /** Frames kept for reuse: 20 s of sound. */
  private static final int POOLED_FRAMES = 1_024;

  /** How often is looked for sessions that do not get on. */
  private static final Duration WATCH_EVERY = Duration.ofSeconds(2);

  /** How often is looked whether the certificate expires soon. */
  private static final Duration EXPIRY_EVERY = Duration.ofHours(12);

  private final Supplier<CodaConfig> current;
  private final Optional<RuntimeConfig> runtime;
  private final CodaConfig config;
  private final EngineRegistry registry;
  private final ThreadPoolExecutor inference;
  private final ExecutorService blocking;

  /** For requests that encode and decode sound: virtual threads that compute do not give way. */
  private final ExecutorService computing;

  private final McpToolServers toolServers;
  private final ServiceMonitor monitor;
  private final LoadMonitor load;
  private final FramePool frames = new FramePool(POOLED_FRAMES);
  private final Journals journals;
  private final Storage storage;
  private final Optional<ServerCertificate> certificate;
  private final AccessSetup access;
  private final ServerMeters meters = new ServerMeters();
  private final Supervisor background = new Supervisor(meters.registry());
  private final SessionBoard board = new SessionBoard(InstantSource.system());
  private final Vertx vertx;
  private final RouterMemory router;
  private final Supplier<SessionDefaults> defaults;
  private final CodaFrontDoor frontDoor;
  private final List<FrontDoor> frontDoors;
  private final GatewayServer gateway;
  private final AtomicBoolean closed = new AtomicBoolean();
  private @Nullable GpuSetup gpu;
  private volatile @Nullable EngineSet engines;

  private VoiceServer(
      Supplier<CodaConfig> current,
      Optional<RuntimeConfig> runtime,
      EngineRegistry registry,
      String version) {
    this.runtime = runtime;
    this.current = current;
    this.config = current.get();
    this.registry = registry;
    Supplier<Limits> limits = new Derived<>(current, now -> Settings.limits(now.server().limits()));
    certificate =
        TlsFiles.of(config.server().tls())
            .map(files -> ServerCertificate.open(files, InstantSource.system(), meters.registry()));
    GatewaySettings settings =
        Settings.gateway(config, certificate.map(ServerCertificate::identity));
    Supplier<LoadRules> rules = new Derived<>(current, now -> Settings.load(now.server().load()));
    load =
        new LoadMonitor(
            rules,
            meters.registry(),
            () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()),
            new SplittableRandom());
    LimitKeeper keeper =
        new LimitKeeper(limits, load, meters.registry(), TimeMeter.SYSTEM_NANOTIME);
    router = RouterMemory.open(config.conversation().modes());
    journals = Settings.journals(config.conversation());
    blocking = Executors.newVirtualThreadPerTaskExecutor();
    computing =
        Executors.newThreadPerTaskExecutor(
            Thread.ofPlatform().daemon().name("speech-request-", 0).factory());
    access = AccessSetup.open(config, meters.registry(), blocking);
    // The last that can fail: nothing else closes its database.
    storage = Storage.open(config.storage(), meters.registry());
    defaults = new Derived<>(current, now -> Settings.session(now, journals, storage.keeper()));
    inference = InferencePool.open(config.server());
    monitor = new ServiceMonitor(version, EngineSet.names(config.engines()));
    toolServers =
        new McpToolServers(
            new Derived<>(current, now -> now.realtime().mcp().allowed()),
            McpLimits.DEFAULTS,
            blocking);
    monitor.toolServers(toolServers);
    vertx = Vertx.vertx(vertxOptions(settings.eventLoops()));
    GateMeters gate = new GateMeters(meters.registry());
    frontDoor =
        new CodaFrontDoor(
            vertx, keeper, defaults, monitor, access.rules(), gate, board, frames, blocking);
    RealtimeFrontDoor realtime =
        new RealtimeFrontDoor(
            vertx,
            keeper,
            defaults,
            monitor,
            access.rules(),
            gate,
            board,
            frames,
            blocking,
            access.secrets());
    frontDoors = List.of(frontDoor, realtime);
    gateway =
        new GatewayServer(
            vertx,
            settings,
            monitor,
            keeper,
            frontDoors,
            access.rules(),
            gate,
            routes(keeper, gate));
    monitor.storage(storage.keeper()::trouble);
    monitor.tasks(background::states);
    meters.watch(gate.watch(board));
    meters.watch(frames);
    meters.watch(inference);
    runtime.ifPresent(this::changing);
  }

  private List<HttpRoutes> routes(LimitKeeper keeper, GateMeters gate) {
    AuditLog audit =
        runtime
            .map(RuntimeConfig::audit)
            .orElseGet(() -> new AuditLog(Optional.empty(), InstantSource.system()));
    List<HttpRoutes> routes =
        new ArrayList<>(
            List.of(
                new MetricsRoute(meters),
                new SessionRoutes(board, audit, blocking),
                new DrainRoute(this::drain, audit, blocking),
                new LogLevelRoutes(audit, blocking),
                access.routes(),
                new ClientSecretRoutes(access.secrets(), defaults),
                new ConversationRoutes(storage.keeper(), audit, blocking),
                new SpeechApi(
                    new SpeechParts(monitor, keeper, defaults, frames, computing, gate),
                    InstantSource.system())));
    runtime.ifPresent(live -> routes.add(new ConfigRoutes(live, this::rereadFiles, blocking)));
    return routes;
  }

  /** Reads again what stands in files beside the configuration. */
  private void rereadFiles() {
    certificate.ifPresent(each -> each.reload(gateway::renew));
  }

  /** From now on nothing becomes current that the engines cannot meet. */
  private void changing(RuntimeConfig live) {
    live.require(this::misfits);
    live.listen(
        changed -> {
          EngineSet warm = engines;
          if (warm != null) {
            prepareApologies(warm.session(), changed.conversation());
          }
        });
  }

  /**
   * Starts a server whose configuration stays as it is, and returns when it is ready. If that
   * fails, nothing is left behind.
   *
   * @param config what was set
   * @param registry which engines there are
   * @param version of the software, told to clients
   * @throws coda.voice.VoiceException when it cannot start: the port is taken ({@code
   *     GATEWAY_PORT_IN_USE}), an engine is not available ({@code ENGINE_…}), a default does not
   *     fit the engines ({@code CONFIG_INVALID}), journals cannot be written ({@code
   *     JOURNAL_FOLDER}), keys cannot be used ({@code ACCESS_FILE_…}, {@code TOKEN_KEY_INVALID}),
   *     nor the certificate ({@code TLS_…}), nor what the router learns ({@code ROUTING_STATE_IO}),
   *     nor conversations ({@code STORAGE_…})
   * @throws InterruptedException when the caller is
   */
  public static VoiceServer start(CodaConfig config, EngineRegistry registry, String version)
      throws InterruptedException {
    return started(new VoiceServer(() -> config, Optional.empty(), registry, version));
  }

  /**
   * Starts a server whose configuration can change while it runs: by administrators over HTTP, and
   * by its file.
   *
   * @param config what was set, and may change
   * @param registry which engines there are
   * @param version of the software, told to clients
   * @throws coda.voice.VoiceException when it cannot start, as above
   * @throws InterruptedException when the caller is
   */
  public static VoiceServer start(RuntimeConfig config, EngineRegistry registry, String version)
      throws InterruptedException {
    return started(new VoiceServer(config, Optional.of(config), registry, version));
  }

  private static VoiceServer started(VoiceServer server) throws InterruptedException {
    boolean started = false;
    try {
      server.begin();
      started = true;
      return server;
    } finally {
      if (!started) {
        server.closeNow();
      }
    }
  }

  private void begin() throws InterruptedException {
    gateway.start();
    watchLoad();
    certificate.ifPresent(this::followCertificate);
    SessionWatchdog watchdog =
        new SessionWatchdog(
            frontDoors.stream().<Set<? extends Watched>>map(FrontDoor::watched).toList(),
            meters.registry(),
            SessionWatchdog.Bounds.DEFAULTS,
            HomeLoop::clockMs);
    background.every(
        "session-watchdog",
        WATCH_EVERY,
        () -> {
          watchdog.look();
          int unused = gateway.sweep();
        });
    LOG.info("Listening on port {}; engines are warming up", port());
    GpuSetup cards = GpuSetup.open(config.gpu(), GpuProbe::detect, blocking);
    gpu = cards;
    monitor.gpu(cards::status);
    EngineSet warm =
        EngineSet.open(registry, config, router.router(), inference, blocking, cards.ledger());
    engines = warm;
    frontDoor.warmUp();
    checkDefaults();
    prepareApologies(warm.session(), config.conversation());
    router.keep(blocking, RouterMemory.EVERY);
    meters.watch(warm);
    monitor.ready(warm);
    runtime.ifPresent(this::follow);
  }

  /** Every load has its limit; those that depend on engines count when there are some. */
  private void watchLoad() {
    LoadConfig limits = config.server().load();
    ProcessLoads process = new ProcessLoads();
    load.watch(LoadSource.of("loop_lag", limits.lagMs(), gateway.lag()::ms));
    load.watch(
        LoadSource.of("inference_queue", limits.queue(), () -> ProcessLoads.queue(inference)));
    load.watch(LoadSource.of("engine_permits", limits.permits(), this::permitsTaken));
    load.watch(LoadSource.of("cpu", limits.cpu(), process::cpu));
    load.watch(LoadSource.of("heap", limits.heap(), process::heapAfterCollection));
    background.every("load", Duration.ofMillis(limits.sampleMs()), load::sample);
  }

  private double permitsTaken() {
    EngineSet open = engines;
    return open == null ? 0 : open.permitsTaken();
  }

  /** What is said when an engine fails, by the usual voice; others follow when they are used. */
  private static void prepareApologies(SessionEngines engines, ConversationConfig conversation) {
    String language = conversation.language();
    Phrases phrases = conversation.phrases().toDefaults().in(language);
    for (Apology apology : Apology.values()) {
      engines.prepared().prepare(phrases.words(apology), language, conversation.voice());
    }
  }

  private void checkDefaults() {
    List<ConfigProblem> problems = misfits(config);
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
  }

  /** What conversations would begin with that the engines cannot meet. */
  private List<ConfigProblem> misfits(CodaConfig wanted) {
    EngineSet warm = engines;
    if (warm == null) {
      return List.of(new ConfigProblem("conversation", "cannot be checked: engines warm up", ""));
    }
    try {
      CodaFrontDoor.checkDefaults(
          warm.session(), Settings.session(wanted, journals, storage.keeper()));
      return List.of();
    } catch (GatewayException e) {
      return List.of(new ConfigProblem("conversation", e.safeMessage(), "with these engines"));
    }
  }

  private void follow(RuntimeConfig live) {
    int every = config.server().reloadMs();
    if (every > 0) {
      ConfigFileWatch watch = new ConfigFileWatch(live);
      background.every("config-watch", Duration.ofMillis(every), watch::look);
    }
  }

  private void followCertificate(ServerCertificate shown) {
    background.every("tls-expiry", EXPIRY_EVERY, shown::warnOfExpiry);
    int every = config.server().reloadMs();
    if (every > 0) {
      background.every("tls-watch", Duration.ofMillis(every), () -> shown.look(gateway::renew));
    }
  }

  private static VertxOptions vertxOptions(int eventLoops) {
    return new VertxOptions()
        .setEventLoopPoolSize(eventLoops)
        .setWorkerPoolSize(1)
        .setInternalBlockingPoolSize(2)
        .setFileSystemOptions(
            new FileSystemOptions()
                .setFileCachingEnabled(false)
                .setClassPathResolvingEnabled(false));
  }

  /** Nothing new begins from now on; what runs goes on until the process is told to stop. */
  private void drain() {
    LOG.info("Draining: nothing new begins from now on");
    monitor.draining();
    gateway.beginDrain(Duration.ofMillis(current.get().server().drainMs()));
  }

  /** The port it listens on. */
  public int port() {
    return gateway.port();
  }

  /** Where clients connect. */
  public URI uri() {
    return URI.create((certificate.isPresent() ? "wss://" : "ws://") + authority() + "/ws/voice");
  }

  private String authority() {
    String host = config.server().host();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port();
  }

  /** One line for people, once it is ready: where WebSockets are opened and, with TLS, https. */
  public String readyLine() {
    Map<String, String> names = monitor.engineNames();
    String chosen =
        List.of("recognizer", "synthesizer", "language_model", "duplex_model").stream()
            .filter(names::containsKey)
            .map(role -> role.replace('_', ' ') + " " + names.get(role))
            .collect(Collectors.joining(", "));
    String where = uri() + (certificate.isPresent() ? ", https://" + authority() : "");
    return "Coda Voice %s is ready at %s (%s)".formatted(monitor.version(), where, chosen);
  }

  /** Permits of engines and frames of sound that are out: zero while nobody talks. */
  public long held() {
    EngineSet open = engines;
    return frames.leased() + (open == null ? 0 : open.inUse());
  }

  /** All paths of plain HTTP, each with its method: {@code GET /health/live}. */
  public Set<String> paths() {
    return gateway.paths();
  }

  /** Sessions that are alive, also those whose connection is lost. */
  public int sessions() {
    return board.count();
  }

  /** Frames of sound that are in use. */
  public long framesLeased() {
    return frames.leased();
  }

  /** Connections that are open. */
  public int connections() {
    return gateway.connections();
  }

  /**
   * Stops: nothing new begins, running replies finish within the configured time, then everything
   * is closed. Idempotent. Blocks.
   */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    monitor.draining();
    try {
      long cut = gateway.drain(Duration.ofMillis(current.get().server().drainMs()));
      if (cut > 0) {
        LOG.warn("{} conversations were cut off: their replies took too long", cut);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    release();
  }

  private void closeNow() {
    if (closed.compareAndSet(false, true)) {
      release();
    }
  }

  private void release() {
    background.close();
    try {
      gateway.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    storage.close();
    vertx.close().await();
    access.close();
    journals.close();
    router.close();
    EngineSet open = engines;
    if (open != null) {
      open.close();
    }
    GpuSetup cards = gpu;
    if (cards != null) {
      cards.close();
    }
    inference.shutdownNow();
    toolServers.close();
    blocking.shutdownNow();
    computing.shutdownNow();
    meters.close();
  }
}
