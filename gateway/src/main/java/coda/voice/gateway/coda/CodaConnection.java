package coda.voice.gateway.coda;

import coda.voice.gateway.FrameAssembler;
import coda.voice.gateway.FrontDoor;
import coda.voice.gateway.SocketCloser;
import coda.voice.gateway.SocketLimits;
import coda.voice.gateway.access.Visitor;
import coda.voice.gateway.limits.Limit;
import coda.voice.gateway.limits.Sizes;
import coda.voice.protocol.coda.CloseCode;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrame;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One socket of a client. It passes on what comes to the {@link Visit} it belongs to, one frame at
 * a time; which visit that is changes once if the client resumes a conversation.
 */
final class CodaConnection
    implements FrontDoor.Connection, FrameAssembler.Listener, SocketLimits.Listener {
  private static final Logger LOG = LoggerFactory.getLogger(CodaConnection.class);

  /** RFC 6455, section 7.4.1: the peer's close frame had no code. */
  private static final int NO_STATUS = 1005;

  private final CodaContext shared;
  private final ServerWebSocket socket;
  private final Context context;
  private final String id;
  private final FrameAssembler frames;
  private final SocketLimits bounds;
  private volatile Visit visit;
  private volatile boolean gone;
  private boolean closing;

  private CodaConnection(CodaContext shared, ServerWebSocket socket, Visitor visitor) {
    this.shared = shared;
    this.socket = socket;
    this.context = Objects.requireNonNull(Vertx.currentContext(), "not on an event loop");
    this.id = "c-" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    this.visit = new Visit(shared, visitor, id, context);
    Sizes sizes = visit.limits().sizes();
    this.frames = new FrameAssembler(sizes.textBytes(), sizes.binaryBytes(), this);
    this.bounds = new SocketLimits(shared.vertx(), socket, visit.limits(), visit.rates(), this);
  }

  /** Takes a socket over; called on its event loop. */
  static CodaConnection open(CodaContext shared, ServerWebSocket socket, Visitor visitor) {
    CodaConnection connection = new CodaConnection(shared, socket, visitor);
    connection.listen();
    Visit visit = connection.visit;
    visit.loop().execute(() -> visit.begin(connection));
    return connection;
  }

  private void listen() {
    socket.pause();
    socket.frameHandler(this::came);
    socket.pongHandler(
        pong -> {
          Visit to = visit;
          byte[] payload = pong.getBytes();
          to.loop().execute(() -> to.pong(this, payload));
        });
    socket.exceptionHandler(this::broken);
    bounds.start();
  }

  private void came(WebSocketFrame frame) {
    Visit to = visit;
    to.loop()
        .execute(
            () -> {
              frames.add(frame);
              to.passed(this);
            });
  }

  private void broken(Throwable failure) {
    LOG.debug("The connection {} broke off: {}", id, failure.toString());
    SocketCloser.codeOf(failure)
        .ifPresent(
            code -> {
              String reason = "A frame is too large or not as WebSocket has it";
              count(code);
              // At once: when this returns, Vert.x closes with a code of its own.
              closeSocket(code, reason);
              close(code, reason);
            });
  }

  @Override
  public void onText(String text) {
    visit.text(this, text);
  }

  @Override
  public void onBinary(byte[] bytes) {
    visit.binary(this, bytes);
  }

  @Override
  public void onViolation(int closeCode, String reason) {
    LOG.info("{}; the connection is closed", reason);
    count(closeCode);
    visit.end(this, closeCode, reason);
  }

  private void count(int closeCode) {
    if (closeCode == CloseCode.TOO_BIG.code()) {
      shared.keeper().hits().hit(Limit.MESSAGE_BYTES);
    }
  }

  @Override
  public void exceeded(Limit limit, String reason) {
    Visit to = visit;
    to.loop().execute(() -> to.letGo(this, limit, reason));
  }

  @Override
  public void endsSoon(long timeLeftMs) {
    Visit to = visit;
    to.loop().execute(() -> to.endsSoon(this, timeLeftMs));
  }

  String id() {
    return id;
  }

  Context context() {
    return context;
  }

  ServerWebSocket socket() {
    return socket;
  }

  /** Whether it is lost; certain only on its own event loop. */
  boolean isGone() {
    return gone;
  }

  /** Lets one more frame come. May be called from any thread. */
  void askForNext() {
    socket.fetch(1);
  }

  /** It belongs to this visit from now on; on its own event loop. */
  void visit(Visit next) {
    visit = next;
  }

  /** Closes the socket, whatever becomes of the visit. May be called from any thread. */
  void hangUp(int code, String reason) {
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
    Visit to = visit;
    to.loop().execute(() -> to.drain(timeLeft));
  }

  @Override
  public void close(int code, String reason) {
    Visit to = visit;
    to.loop().execute(() -> to.end(this, code, reason));
  }

  @Override
  public void gone() {
    gone = true;
    bounds.stop();
    boolean goodbye = saidGoodbye();
    Visit from = visit;
    from.loop().execute(() -> from.lost(this, goodbye));
  }

  /**
   * Whether the client has closed on purpose. A page that is reloaded or left closes with 1001, and
   * may come back.
   */
  private boolean saidGoodbye() {
    Short code = socket.closeStatusCode();
    return code != null && (code == CloseCode.NORMAL.code() || code == NO_STATUS);
  }
}
