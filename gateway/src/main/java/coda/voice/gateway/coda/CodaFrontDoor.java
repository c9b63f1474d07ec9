package coda.voice.gateway.coda;

import coda.voice.audio.FramePool;
import coda.voice.conversation.ProcessingMode;
import coda.voice.conversation.SessionEngines;
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
import coda.voice.protocol.coda.CodaCodec;
import io.vertx.core.Vertx;
import io.vertx.core.http.ServerWebSocket;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** Speaks the Coda protocol with every WebSocket it is given. */
public final class CodaFrontDoor implements FrontDoor {
  private static final Set<String> PATHS = Set.of("/", "/ws/voice");

  private final Handshake handshake = new CodaHandshake();
  private final CodaContext shared;

  /**
   * A front door.
   *
   * @param vertx the event loops of its connections
   * @param keeper keeps clients within limits
   * @param defaults what a conversation begins with; asked once by every conversation
   * @param service the server behind it
   * @param access who comes in
   * @param meters counts and measures
   * @param board where sessions are shown to whoever runs the server
   * @param pool where microphone frames come from
   * @param blocking runs what would hold up an event loop: reading and decoding large messages
   */
  public CodaFrontDoor(
      Vertx vertx,
      LimitKeeper keeper,
      Supplier<SessionDefaults> defaults,
      VoiceService service,
      AccessRules access,
      GateMeters meters,
      SessionBoard board,
      FramePool pool,
      Executor blocking) {
    this.shared =
        new CodaContext(
            vertx,
            keeper,
            defaults,
            service,
            access,
            meters,
            pool,
            blocking,
            new CodaCodec(keeper.limits().sizes().textBytes()),
            board,
            new ConversationNames(),
            new Visits(() -> keeper.limits().places().connections()));
  }

  /**
   * Whether conversations can begin with some defaults.
   *
   * @param engines that they will have
   * @param defaults what they begin with
   * @throws coda.voice.gateway.GatewayException naming the default that does not fit the engines
   */
  public static void checkDefaults(SessionEngines engines, SessionDefaults defaults) {
    Choices choices = new Choices(engines);
    ProcessingMode mode = choices.mode(Translate.mode(defaults.mode()));
    choices.together(mode, choices.language(defaults.language()));
    choices.voice(defaults.voice());
  }

  /** Loads what the first client would otherwise wait for. Blocks for a moment. */
  public void warmUp() {
    new WarmUp(shared.pool(), shared.codec()).run();
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
    return CodaConnection.open(shared, socket, visitor);
  }

  @Override
  public Set<? extends Watched> watched() {
    return shared.visits().all();
  }

  @Override
  public int absent() {
    return shared.visits().away().size();
  }

  @Override
  public void endAbsent() {
    shared.visits().away().forEach(visit -> visit.end("drain"));
  }

  /** Conversations that are going on. */
  public int conversations() {
    return shared.names().count();
  }
}
