package coda.voice.gateway.coda;

import coda.voice.VoiceException;
import coda.voice.gateway.CloseCodes;
import coda.voice.gateway.FrameAssembler;
import coda.voice.gateway.FrontDoor;
import coda.voice.gateway.GatewayException;
import coda.voice.gateway.LogContext;
import coda.voice.gateway.SocketCloser;
import coda.voice.gateway.SocketLimits;
import coda.voice.gateway.VertxSessionLoop;
import coda.voice.gateway.access.Visitor;
import coda.voice.gateway.limits.Limit;
import coda.voice.gateway.limits.LimitException;
import coda.voice.gateway.limits.Limits;
import coda.voice.protocol.coda.ClientMessage;
import coda.voice.protocol.coda.Envelope;
import coda.voice.protocol.coda.EventType;
import coda.voice.protocol.coda.ServerMessage;
import io.vertx.core.Vertx;
import io.vertx.core.http.ServerWebSocket;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client: brings its parts to life, passes messages on to them, and gives everything back when
 * it is gone, whichever side ended it.
 */
final class CodaConnection
    implements FrontDoor.Connection, FrameAssembler.Listener, SocketLimits.Listener {
  private static final Logger LOG = LoggerFactory.getLogger(CodaConnection.class);

  /** Longer text messages are read elsewhere: a megabyte takes milliseconds. */
  private static final int LARGE = 64 * 1024;

  /** A token fits in; nobody works on more for somebody who is not known. */
  private static final int LARGEST_OF_A_STRANGER = 16 * 1024;

  private static final long METRICS_EVERY_MS = 5_000;

  private final CodaContext shared;
  private final Limits limits;
  private final ServerWebSocket socket;
  private final String id;
  private final ConnectionParts parts;
  private final Heartbeat heartbeat;
  private final Authentication authentication;
  private final SocketLimits bounds;
  private final Requests requests;
  private long metricsToldMs;
  private boolean ending;

  private CodaConnection(CodaContext shared, ServerWebSocket socket, Visitor visitor) {
    this.shared = shared;
    this.limits = shared.keeper().limits();
    this.socket = socket;
    this.id = "c-" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    LogContext log = new LogContext(id);
    VertxSessionLoop loop =
        new VertxSessionLoop(
            Objects.requireNonNull(Vertx.currentContext(), "not on an event loop"),
            log,
            this::defect);
    ConnectionMetrics metrics = new ConnectionMetrics(loop.nowMillis(), shared.meters());
    Outbound out = new Outbound(socket, shared.codec(), metrics);
    Subscriptions events = new Subscriptions(out);
    this.parts =
        new ConnectionParts(
            shared,
            visitor,
            Authentication.atTheDoor(shared.access(), visitor.identity()),
            limits,
            loop,
            log,
            out,
            new Failures(out, metrics, events),
            events,
            metrics,
            shared.keeper().client(visitor.address()),
            new InboundGate(socket, loop, shared.blocking()),
            this::attempt);
    this.heartbeat =
        new Heartbeat(loop, limits.patience(), shared.keeper().hits(), out, this::tick, this::end);
    this.bounds = new SocketLimits(shared.vertx(), socket, limits, parts.rates(), this);
    this.authentication = new Authentication(parts, this::end);
    this.requests = new Requests(parts, authentication, this::end);
  }

  /** Takes a socket over; called on its event loop. */
  static CodaConnection open(CodaContext shared, ServerWebSocket socket, Visitor visitor) {
    CodaConnection connection = new CodaConnection(shared, socket, visitor);
    connection.parts.loop().run(connection::begin);
    return connection;
  }

  private void begin() {
    FrameAssembler frames = new FrameAssembler(limits.sizes(), this);
    socket.frameHandler(frame -> parts.loop().run(() -> frames.add(frame)));
    socket.pongHandler(pong -> heartbeat.pong());
    socket.exceptionHandler(e -> parts.loop().run(() -> broken(e)));
    heartbeat.start();
    bounds.start();
    LOG.debug("A client connects from {}", parts.visitor().address());
    parts
        .out()
        .send(
            new ServerMessage.Connect(
                id,
                System.currentTimeMillis() / 1000.0,
                !parts.who().known(),
                new ServerMessage.Limits(
                    limits.sizes().textBytes(),
                    limits.sizes().turnAudioMs(),
                    limits.rates().control().amount(),
                    limits.rates().control().windowMs() / 1000)));
    authentication.begin();
  }

  @Override
  public void onText(String text) {
    if (ending) {
      return;
    }
    heartbeat.active();
    parts.gate().passed();
    parts.metrics().received(text.length());
    if (text.length() > LARGEST_OF_A_STRANGER && !parts.who().known()) {
      attempt(Optional.empty(), parts.who()::identity);
      return;
    }
    if (text.length() <= LARGE) {
      attempt(Optional.empty(), () -> handle(shared.codec().decodeClient(text)));
      return;
    }
    parts
        .gate()
        .elsewhere(
            () -> shared.codec().decodeClient(text),
            this::handle,
            failure -> attempt(Optional.empty(), () -> MicrophoneFeed.rethrow(failure)));
  }

  private void handle(Envelope<ClientMessage> envelope) {
    if (!ending) {
      attempt(envelope.messageId(), () -> requests.handle(envelope));
    }
  }

  @Override
  public void onBinary(byte[] bytes) {
    if (ending) {
      return;
    }
    heartbeat.active();
    parts.gate().passed();
    parts.metrics().received(bytes.length);
    attempt(Optional.empty(), () -> requests.binary(bytes));
  }

  @Override
  public void onViolation(int closeCode, String reason) {
    LOG.info("{}; the connection is closed", reason);
    count(closeCode);
    end(closeCode, reason);
  }

  private void broken(Throwable failure) {
    LOG.debug("The connection broke off: {}", failure.toString());
    SocketCloser.codeOf(failure)
        .ifPresent(
            code -> {
              count(code);
              end(code, "A frame is too large or not as WebSocket has it");
            });
  }

  private void count(int closeCode) {
    if (closeCode == CloseCodes.TOO_BIG) {
      shared.keeper().hits().hit(Limit.MESSAGE_BYTES);
    }
  }

  @Override
  public void exceeded(Limit limit, String reason) {
    parts.loop().run(() -> letGo(limit, reason));
  }

  @Override
  public void endsSoon(long timeLeftMs) {
    parts.loop().run(() -> requests.tellEnd("connection_limit", timeLeftMs));
  }

  private void letGo(Limit limit, String reason) {
    if (!ending) {
      LOG.info("{}; the connection is closed", reason);
      shared.keeper().hits().hit(limit);
      parts.failures().fatal(new GatewayException(limit.error(), reason));
      end(limit.closeCode().orElseThrow(), reason);
    }
  }

  private void attempt(Optional<String> inReplyTo, Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      parts.failures().answer(e, inReplyTo);
      if (e instanceof VoiceException known && known.is(Limit.TURN_AUDIO_MS.error())) {
        shared.keeper().hits().hit(Limit.TURN_AUDIO_MS);
      }
      if (parts.rates().failedTooOften()) {
        letGo(
            e instanceof LimitException ? Limit.HASTE : Limit.NONSENSE,
            "Too many messages went wrong");
      }
    }
  }

  private void tick() {
    long now = parts.loop().nowMillis();
    authentication.check();
    if (requests.conversing() && parts.out().full()) {
      LOG.debug("The client takes less than is sent");
    }
    if (parts.events().wants(EventType.METRICS) && now - metricsToldMs >= METRICS_EVERY_MS) {
      metricsToldMs = now;
      parts.out().send(parts.metrics().message(now));
    }
  }

  /**
   * Something of ours threw where nothing should: this connection is not to be trusted any more.
   */
  private void defect(Throwable failure) {
    parts.failures().fatal(failure);
    end(CloseCodes.INTERNAL, "Internal error");
  }

  private void end(int code, String reason) {
    if (ending) {
      return;
    }
    ending = true;
    LOG.debug("The connection is closed with {} {}", code, reason);
    release();
    SocketCloser.close(shared.vertx(), socket, code, reason);
  }

  private void release() {
    heartbeat.stop();
    authentication.stop();
    bounds.stop();
    parts.out().stop();
    requests.close();
  }

  @Override
  public boolean conversing() {
    return requests.conversing();
  }

  @Override
  public void drain() {
    parts.loop().execute(requests::drain);
  }

  @Override
  public void close(int code, String reason) {
    parts.loop().execute(() -> end(code, reason));
  }

  @Override
  public void gone() {
    parts
        .loop()
        .run(
            () -> {
              ending = true;
              release();
            });
  }
}
