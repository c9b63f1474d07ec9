package coda.voice.gateway;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import coda.voice.audio.FramePool;
import coda.voice.audio.enhance.EnhancementOptions;
import coda.voice.conversation.ConversationMode;
import coda.voice.conversation.ProcessingMode;
import coda.voice.conversation.SessionEngines;
import coda.voice.conversation.TurnSettings;
import coda.voice.engine.Health;
import coda.voice.gateway.ServiceStatus.EngineStatus;
import coda.voice.gateway.ServiceStatus.State;
import coda.voice.gateway.coda.CodaFrontDoor;
import coda.voice.protocol.coda.ServerMessage;
import coda.voice.testkit.engines.TalkingEngines;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.net.URI;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.slf4j.LoggerFactory;

/**
 * A gateway on a free port of the loopback, with engines that talk. Vert.x watches that nothing
 * holds an event loop for 50 ms.
 */
public final class TestGateway implements AutoCloseable {
  final TalkingEngines engines = new TalkingEngines();
  public final FramePool pool = new FramePool(1_024);
  private final ExecutorService blocking = Executors.newVirtualThreadPerTaskExecutor();
  private final Vertx vertx;
  private final GatewayServer server;
  private final CodaFrontDoor door;
  private final ListAppender<ILoggingEvent> blocked = new ListAppender<>();
  public volatile State state = State.READY;

  /** With limits changed from the defaults. */
  public TestGateway(UnaryOperator<LimitsBuilder> changes) {
    vertx =
        Vertx.vertx(
            new VertxOptions()
                .setEventLoopPoolSize(2)
                .setBlockedThreadCheckInterval(10)
                .setBlockedThreadCheckIntervalUnit(TimeUnit.MILLISECONDS)
                .setMaxEventLoopExecuteTime(50)
                .setMaxEventLoopExecuteTimeUnit(TimeUnit.MILLISECONDS));
    ConnectionLimits limits = changes.apply(new LimitsBuilder()).build();
    Service service = new Service();
    door =
        new CodaFrontDoor(
            vertx,
            limits,
            new SessionDefaults(
                ProcessingMode.ADAPTIVE,
                ConversationMode.FULL_DUPLEX,
                "en-US",
                "",
                ZoneOffset.UTC,
                400,
                TurnSettings.DEFAULTS,
                EnhancementOptions.OFF),
            service,
            pool,
            blocking);
    server =
        new GatewayServer(vertx, new GatewaySettings("127.0.0.1", 0, 2, limits), service, door);
    server.start();
    warmUp();
    blocked.start();
    blockedThreads().addAppender(blocked);
  }

  /**
   * Loads the classes of a whole conversation: that a cold virtual machine is slow is no finding.
   */
  private void warmUp() {
    door.warmUp();
    try (TestClient client = client()) {
      client.send("conversation_start", "{}").send("voice_start", "{}");
      client.send("voice_chunk", "{\"audio_data\":\"" + "00".repeat(3_200) + "\"}");
      client.send("voice_chunk", "{\"text_content\":\"warm\"}");
      client.await1(ServerMessage.VoiceResponse.class);
      client.send("nonsense", "{}").awaitError("PROTOCOL_UNKNOWN_TYPE");
      client.send("conversation_end", "{}").await1(ServerMessage.ConversationEnded.class);
    }
    Awaitility.await().until(() -> held().equals(nothing()));
  }

  public TestGateway() {
    this(limits -> limits);
  }

  private static Logger blockedThreads() {
    return (Logger) LoggerFactory.getLogger("io.vertx.core.impl.BlockedThreadChecker");
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
    return engines.heardSamples();
  }

  /** Everything that is out, by name; all 0 when nothing leaks. */
  public Map<String, Long> held() {
    return Map.of(
        "frames", pool.leased(),
        "engines", (long) engines.held(),
        "conversations", (long) door.conversations(),
        "connections", (long) server.connections(),
        "places", (long) server.admitted());
  }

  /** What {@link #held} is when nothing leaks. */
  public static Map<String, Long> nothing() {
    return Map.of(
        "frames", 0L, "engines", 0L, "conversations", 0L, "connections", 0L, "places", 0L);
  }

  /** How often an event loop was held for longer than 50 ms. */
  public List<String> blockedLoops() {
    return new ArrayList<>(blocked.list).stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    vertx.close().await();
    blocking.close();
    engines.close();
    blockedThreads().detachAppender(blocked);
  }

  private final class Service implements VoiceService {
    @Override
    public String version() {
      return "test";
    }

    @Override
    public ServiceStatus status() {
      return new ServiceStatus(
          state, List.of(new EngineStatus("recognizer", "hearing", Health.READY)));
    }

    @Override
    public SessionEngines engines() {
      return engines.engines();
    }

    @Override
    public Map<String, String> engineNames() {
      return Map.of("recognizer", "hearing");
    }
  }

  /** The default limits, with changes. */
  public static final class LimitsBuilder {
    private ConnectionLimits l = ConnectionLimits.DEFAULTS;

    public LimitsBuilder connections(int all, int perAddress) {
      l =
          new ConnectionLimits(
              all,
              perAddress,
              l.textBytes(),
              l.binaryBytes(),
              l.handshakeMs(),
              l.pingMs(),
              l.pongMs(),
              l.inactivityMs(),
              l.controlMessages(),
              l.controlWindowMs(),
              l.audioSpeed(),
              l.audioBurstMs(),
              l.turnAudioMs(),
              l.slowClientMs());
      return this;
    }

    public LimitsBuilder bytes(int text, int binary) {
      l =
          new ConnectionLimits(
              l.connections(),
              l.connectionsPerAddress(),
              text,
              binary,
              l.handshakeMs(),
              l.pingMs(),
              l.pongMs(),
              l.inactivityMs(),
              l.controlMessages(),
              l.controlWindowMs(),
              l.audioSpeed(),
              l.audioBurstMs(),
              l.turnAudioMs(),
              l.slowClientMs());
      return this;
    }

    public LimitsBuilder times(int handshake, int ping, int pong, int inactivity, int slow) {
      l =
          new ConnectionLimits(
              l.connections(),
              l.connectionsPerAddress(),
              l.textBytes(),
              l.binaryBytes(),
              handshake,
              ping,
              pong,
              inactivity,
              l.controlMessages(),
              l.controlWindowMs(),
              l.audioSpeed(),
              l.audioBurstMs(),
              l.turnAudioMs(),
              slow);
      return this;
    }

    public LimitsBuilder rates(int messages, int windowMs, double speed, int burst, int turn) {
      l =
          new ConnectionLimits(
              l.connections(),
              l.connectionsPerAddress(),
              l.textBytes(),
              l.binaryBytes(),
              l.handshakeMs(),
              l.pingMs(),
              l.pongMs(),
              l.inactivityMs(),
              messages,
              windowMs,
              speed,
              burst,
              turn,
              l.slowClientMs());
      return this;
    }

    ConnectionLimits build() {
      return l;
    }
  }
}
