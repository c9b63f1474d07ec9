package coda.voice.engines.kyutai.moshi;

import coda.voice.engine.Capacity;
import coda.voice.engine.DuplexModel;
import coda.voice.engine.EngineContext;
import coda.voice.engine.EngineException;
import coda.voice.engine.Health;
import coda.voice.engines.kyutai.transport.WireClient;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moshi as a duplex model: a pool of Moshi servers, each of which carries one conversation (or as
 * many as {@code sessions_per_server} says).
 *
 * <p>A stream is told {@code onReady} when a server has taken the conversation, within {@code
 * handshake_ms}, or {@code onFailure}: {@code ENGINE_BUSY} when other clients have the servers,
 * {@code ENGINE_UNAVAILABLE} when none answers. A connection that is lost is replaced once, within
 * two seconds; else {@code ENGINE_LOST}. Moshi has no other voice than its own, and cannot be told
 * anything but sound. See docs/moshi.md.
 */
public final class MoshiDuplexModel implements DuplexModel {
  /** Its name in the configuration. */
  public static final String NAME = MoshiPool.NAME;

  private static final Logger log = LoggerFactory.getLogger(MoshiDuplexModel.class);

  /** How long TCP, or the answer to a plain request, may take; a conversation has less to begin. */
  private static final int CONNECT_MS = 5_000;

  private final MoshiSettings settings;
  private final WireClient wires;
  private final MoshiClock clock;
  private final MoshiPool pool;
  private final Capacity capacity;
  private final MoshiCounters counters = new MoshiCounters();
  private final MoshiParts parts;
  private final Set<MoshiStream> streams = ConcurrentHashMap.newKeySet();
  private volatile boolean warm;
  private volatile boolean closed;

  /**
   * An engine that has asked nobody yet.
   *
   * @param context its settings
   * @throws EngineException {@code ENGINE_SETTING_INVALID}
   */
  public MoshiDuplexModel(EngineContext context) {
    this(MoshiSettings.of(context), context.blocking(), new SharedClock());
  }

  MoshiDuplexModel(MoshiSettings settings, ExecutorService blocking, MoshiClock clock) {
    this.settings = settings;
    this.clock = clock;
    this.wires = new WireClient(settings.tls(), blocking, CONNECT_MS);
    if (settings.insecure()) {
      log.warn(
          "engines.moshi.insecure is set: any certificate is accepted, so anybody between here and"
              + " Moshi can listen and speak. Better give the certificate in engines.moshi.ca");
    }
    this.pool = new MoshiPool(settings, wires, blocking, clock);
    this.capacity = new Capacity(NAME, settings.addresses().size() * settings.sessionsPerServer());
    this.parts = new MoshiParts(settings, wires, pool, capacity, clock, counters);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int sampleRate() {
    return MoshiLink.SAMPLE_RATE;
  }

  @Override
  public Set<String> languages() {
    return settings.languages();
  }

  @Override
  public void warmUp() {
    pool.probeAll();
    warm = true;
  }

  @Override
  public Health health() {
    if (closed) {
      return Health.down("closed");
    }
    return warm ? pool.health() : Health.STARTING;
  }

  @Override
  public Capacity capacity() {
    return capacity;
  }

  /** What its streams have done so far. */
  public MoshiFigures figures() {
    return counters.figures();
  }

  @Override
  public DuplexStream open(DuplexRequest request, DuplexListener listener) {
    if (closed) {
      throw EngineException.unavailable(NAME, "it was closed");
    }
    MoshiStream stream = new MoshiStream(parts, request, listener, streams::remove);
    if (settings.queueMs() == 0) {
      Capacity.Permit permit = capacity.acquire();
      streams.add(stream);
      stream.begin(permit);
    } else {
      streams.add(stream);
      stream.beginLater(
          capacity.acquireWithin(Duration.ofMillis(settings.queueMs())).toCompletableFuture());
    }
    if (closed) {
      stream.shutDown(); // it came while the engine was closing
    }
    return stream;
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    streams.forEach(MoshiStream::shutDown);
    wires.close();
    clock.close();
  }
}
