package coda.voice.gateway.realtime;

import coda.voice.audio.FramePool;
import coda.voice.gateway.FrontDoor;
import coda.voice.gateway.GateMeters;
import coda.voice.gateway.Handshake;
import coda.voice.gateway.SessionDefaults;
import coda.voice.gateway.VoiceService;
import coda.voice.gateway.access.AccessRules;
import coda.voice.gateway.access.Visitor;
import coda.voice.gateway.limits.LimitKeeper;
import coda.voice.gateway.sessions.SessionBoard;
import coda.voice.gateway.sessions.Watched;
import io.vertx.core.Vertx;
import io.vertx.core.http.ServerWebSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Speaks OpenAI's Realtime protocol, at the paths that its clients come to when only their base URL
 * was changed. A session lives as long as its socket.
 */
public final class RealtimeFrontDoor implements FrontDoor {
  private static final Set<String> PATHS =
      Set.of("/v1/realtime", "/realtime", "/openai/v1/realtime", "/openai/realtime");

  private final Handshake handshake = new RealtimeHandshake();
  private final RealtimeContext shared;

  /**
   * A front door.
   *
   * @param vertx the event loops of its connections
   * @param keeper keeps clients within limits
   * @param defaults what a session begins with; asked once by every session
   * @param service the server behind it
   * @param access who comes in
   * @param meters counts and measures
   * @param board where sessions are shown to whoever runs the server
   * @param pool where microphone frames come from
   * @param blocking runs what would hold up an event loop
   * @param secrets ephemeral keys that clients come with
   */
  public RealtimeFrontDoor(
      Vertx vertx,
      LimitKeeper keeper,
      Supplier<SessionDefaults> defaults,
      VoiceService service,
      AccessRules access,
      GateMeters meters,
      SessionBoard board,
      FramePool pool,
      Executor blocking,
      ClientSecretKeys secrets) {
    this.shared =
        new RealtimeContext(
            vertx,
            keeper,
            defaults,
            service,
            access,
            meters,
            board,
            pool,
            blocking,
            secrets,
            ConcurrentHashMap.newKeySet(),
            new AtomicInteger());
  }

  /** Sessions that are going on. */
  public int sessions() {
    return shared.open().get();
  }

  @Override
  public Set<String> paths() {
    return PATHS;
  }

  @Override
  public Handshake handshake() {
    return handshake;
  }

  @Override
  public Connection open(ServerWebSocket socket, Visitor visitor) {
    return RealtimeConnection.open(shared, socket, visitor);
  }

  @Override
  public Set<? extends Watched> watched() {
    return shared.visits();
  }

  /** Nobody comes back to a session. */
  @Override
  public int absent() {
    return 0;
  }

  @Override
  public void endAbsent() {
    // nobody is waited for
  }
}
