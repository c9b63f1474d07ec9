package coda.voice.gateway.realtime;

import coda.voice.gateway.CloseCodes;
import coda.voice.gateway.FrameAssembler;
import coda.voice.gateway.FrontDoor;
import coda.voice.gateway.Heartbeat;
import coda.voice.gateway.HomeLoop;
import coda.voice.gateway.InboundGate;
import coda.voice.gateway.LogContext;
import coda.voice.gateway.SocketCloser;
import coda.voice.gateway.SocketLimits;
import coda.voice.gateway.access.Credential;
import coda.voice.gateway.access.Visitor;
import coda.voice.gateway.limits.ClientRates;
import coda.voice.gateway.limits.Limit;
import coda.voice.gateway.limits.Limits;
import coda.voice.protocol.realtime.Dialect;
import coda.voice.protocol.realtime.SessionPatch;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrame;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One socket of a client: reads it frame by frame for its {@link RealtimeVisit}, keeps it within
 * limits, and closes it. Everything happens on one loop, that of the socket.
 */
final class RealtimeConnection
    implements FrontDoor.Connection,
        FrameAssembler.Listener,
        SocketLimits.Listener,
        RealtimeVisit.Line {
  private static final Logger LOG = LoggerFactory.getLogger(RealtimeConnection.class);

  /** RFC 6455, section 7.4.1: the peer's close frame had no code. */
  private static final int NO_STATUS = 1005;

  /** What is current at Azure has {@code /v1} in its path. */
  private static final String AZURE_PREVIEW_PATH = "/openai/realtime";

  private static final String BETA_HEADER = "realtime=v1";
  private static final String BETA_SUBPROTOCOL = "openai-beta.realtime-v1";

  private final RealtimeContext shared;
  private final ServerWebSocket socket;
  private final Context context;
  private final HomeLoop loop;
  private final InboundGate gate;
  private final FrameAssembler frames;
  private final SocketLimits bounds;
  private final Heartbeat heartbeat;
  private final RealtimeVisit visit;
  private boolean closing;
  private volatile boolean gone;

  private RealtimeConnection(RealtimeContext shared, ServerWebSocket socket, Visitor visitor) {
    this.shared = shared;
    this.socket = socket;
    this.context = Objects.requireNonNull(Vertx.currentContext(), "not on an event loop");
    String id = "r-" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    LogContext log = new LogContext(id);
    Limits limits = shared.keeper().limits();
    ClientRates rates = shared.keeper().client(visitor.address());
    this.loop = new HomeLoop(context, log, this::defect);
    this.gate = new InboundGate(loop, shared.blocking());
    Dialect dialect = dialect(socket);
    RealtimeOut out = new RealtimeOut(socket, dialect, shared.meters());
    this.visit =
        new RealtimeVisit(
            new RealtimeParts(shared, visitor, limits, rates, loop, log, gate, out, dialect),
            RealtimeQuery.of(socket.query()),
            begunWith(shared, socket),
            this);
    this.frames =
        new FrameAssembler(limits.sizes().realtimeBytes(), limits.sizes().binaryBytes(), this);
    this.bounds = new SocketLimits(shared.vertx(), socket, limits, rates, this);
    this.heartbeat =
        new Heartbeat(
            loop,
            limits.patience(),
            shared.keeper().hits(),
            out,
            visit::look,
            (code, reason) -> visit.end(code, reason));
  }

  /** Takes a socket over; called on its event loop. */
  static RealtimeConnection open(RealtimeContext shared, ServerWebSocket socket, Visitor visitor) {
    RealtimeConnection connection = new RealtimeConnection(shared, socket, visitor);
    connection.listen();
    connection.loop.execute(connection::begin);
    return connection;
  }

  /** What an ephemeral key says that the session begins with. */
  private static Optional<SessionPatch> begunWith(RealtimeContext shared, ServerWebSocket socket) {
    return RealtimeHandshake.credential(socket.headers()) instanceof Credential.Bearer key
        ? shared.secrets().session(key.text())
        : Optional.empty();
  }

  private static Dialect dialect(ServerWebSocket socket) {
    if (AZURE_PREVIEW_PATH.equals(socket.path())) {
      return Dialect.AZURE_PREVIEW;
    }
    boolean header =
        socket.headers().getAll("openai-beta").stream()
            .anyMatch(value -> value.contains(BETA_HEADER));
    boolean offered =
        socket.headers().getAll("sec-websocket-protocol").stream()
            .anyMatch(value -> value.contains(BETA_SUBPROTOCOL));
    return header || offered ? Dialect.BETA : Dialect.GA;
  }

  private void listen() {
    socket.pause();
    socket.frameHandler(this::came);
    socket.pongHandler(
        pong ->
            loop.execute(
                () -> {
                  // Who answers pings is there, whether or not there is anything to say.
                  heartbeat.pong();
                  heartbeat.active();
                }));
    socket.exceptionHandler(this::broken);
    bounds.start();
  }

  private void begin() {
    if (!gone) {
      visit.begin();
      gate.attach(() -> socket.fetch(1));
      heartbeat.start();
    }
  }

  private void came(WebSocketFrame frame) {
    loop.execute(
        () -> {
          frames.add(frame);
          gate.passed();
        });
  }

  @Override
  public boolean onUtf8(byte[] utf8) {
    heartbeat.active();
    shared.meters().received(utf8.length);
    visit.said(utf8);
    return true;
  }

  @Override
  public void onText(String text) {
    throw new IllegalStateException("Text was taken as bytes already");
  }

  @Override
  public void onBinary(byte[] bytes) {
    heartbeat.active();
    visit.binary();
  }

  @Override
  public void onViolation(int closeCode, String reason) {
    LOG.info("{}; the connection is closed", reason);
    if (closeCode == CloseCodes.TOO_BIG) {
      shared.keeper().hits().hit(Limit.MESSAGE_BYTES);
    }
    visit.end(closeCode, reason);
  }

  @Override
  public void exceeded(Limit limit, String reason) {
    loop.execute(() -> visit.letGo(limit, reason));
  }

  @Override
  public void endsSoon(long timeLeftMs) {
    // The protocol has no words for that.
  }

  private void broken(Throwable failure) {
    LOG.debug("A connection broke off: {}", failure.toString());
    SocketCloser.codeOf(failure)
        .ifPresent(
            code -> {
              String reason = "A frame is too large or not as WebSocket has it";
              // At once: when this returns, Vert.x closes with a code of its own.
              closeSocket(code, reason);
              loop.execute(() -> visit.end(code, reason));
            });
  }

  /** Something of ours threw where nothing should. */
  private void defect(Throwable failure) {
    LOG.error("A session failed", failure);
    visit.failed();
  }

  @Override
  public void hangUp(int code, String reason) {
    heartbeat.stop();
    gate.detach();
    context.runOnContext(ignored -> closeSocket(code, reason));
  }

  private void closeSocket(int code, String reason) {
    if (!closing) {
      closing = true;
      bounds.stop();
      SocketCloser.close(shared.vertx(), socket, code, reason);
    }
  }

  @Override
  public boolean conversing() {
    return !gone && visit.conversing();
  }

  @Override
  public void drain(Duration timeLeft) {
    loop.execute(visit::drain);
  }

  @Override
  public void close(int code, String reason) {
    loop.execute(() -> visit.end(code, reason));
  }

  @Override
  public void gone() {
    gone = true;
    bounds.stop();
    Short code = socket.closeStatusCode();
    boolean goodbye = code != null && (code == CloseCodes.NORMAL || code == NO_STATUS);
    loop.execute(
        () -> {
          heartbeat.stop();
          gate.detach();
          visit.gone(goodbye ? "client" : "lost");
        });
  }
}
