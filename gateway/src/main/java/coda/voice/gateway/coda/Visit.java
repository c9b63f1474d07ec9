package coda.voice.gateway.coda;

import static coda.voice.gateway.GatewayError.RESUME_GAP;
import static coda.voice.gateway.GatewayError.RESUME_UNKNOWN;

import coda.voice.VoiceException;
import coda.voice.conversation.SessionLoop.Cancellable;
import coda.voice.gateway.CloseCodes;
import coda.voice.gateway.GatewayException;
import coda.voice.gateway.Heartbeat;
import coda.voice.gateway.HomeLoop;
import coda.voice.gateway.InboundGate;
import coda.voice.gateway.LogContext;
import coda.voice.gateway.access.Visitor;
import coda.voice.gateway.limits.ClientRates;
import coda.voice.gateway.limits.Limit;
import coda.voice.gateway.limits.LimitException;
import coda.voice.gateway.limits.Limits;
import coda.voice.gateway.sessions.Vitals;
import coda.voice.gateway.sessions.Watched;
import coda.voice.protocol.coda.ClientMessage;
import coda.voice.protocol.coda.CloseCode;
import coda.voice.protocol.coda.Envelope;
import coda.voice.protocol.coda.EventType;
import coda.voice.protocol.coda.Mode;
import coda.voice.protocol.coda.ServerMessage;
import io.vertx.core.Context;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client, from when it comes until it has left for good, over as many sockets as it takes.
 *
 * <p>Everything here happens on one loop, which moves to the event loop of whatever socket the
 * client has. A socket that is lost without a goodbye suspends the conversation; the client may
 * come back on another one and {@link #resume} it. The socket it comes on belongs to a visit of its
 * own at first, which hands it over and ends.
 */
final class Visit implements Watched {
  private static final Logger LOG = LoggerFactory.getLogger(Visit.class);

  /** Longer text messages are read elsewhere: a megabyte takes milliseconds. */
  private static final int LARGE = 64 * 1024;

  /** A token fits in; nobody works on more for somebody who is not known. */
  private static final int LARGEST_OF_A_STRANGER = 16 * 1024;

  private static final long METRICS_EVERY_MS = 5_000;

  private final CodaContext shared;
  private final Limits limits;
  private final ConnectionParts parts;
  private final Authentication authentication;
  private final Requests requests;
  private final List<Runnable> whenOver = new ArrayList<>();

  private @Nullable CodaConnection connection;
  private @Nullable Heartbeat heartbeat;
  private Cancellable lingering = () -> {};
  private int lingerMs;
  private String lastId = "";
  private ServerMessage.ConversationState lastState =
      new ServerMessage.ConversationState("ended", Mode.ADAPTIVE, false, false, 0);
  private long metricsToldMs;
  private boolean over;
  private volatile boolean away;

  /**
   * A client comes.
   *
   * @param shared with all clients
   * @param visitor who it is
   * @param connectionId of its first connection
   * @param home where that lives
   */
  Visit(CodaContext shared, Visitor visitor, String connectionId, Context home) {
    this.shared = shared;
    this.limits = shared.keeper().limits();
    LogContext log = new LogContext(connectionId);
    HomeLoop loop = new HomeLoop(home, log, this::defect);
    ConnectionMetrics metrics = new ConnectionMetrics(loop.nowMillis(), shared.meters());
    Outbound out = new Outbound(shared.codec(), metrics);
    Subscriptions events = new Subscriptions(out);
    ResumeTokens tokens = new ResumeTokens(shared.visits().byToken(), this);
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
            new InboundGate(loop, shared.blocking()),
            this::attempt,
            new Received(),
            tokens,
            new Farewell(out, tokens::current));
    this.authentication = new Authentication(parts, this::end);
    this.requests = new Requests(parts, authentication, this);
    shared.visits().came(this);
  }

  @Override
  public HomeLoop loop() {
    return parts.loop();
  }

  Limits limits() {
    return limits;
  }

  String address() {
    return parts.visitor().address();
  }

  ClientRates rates() {
    return parts.rates();
  }

  /** Whether a session is alive; may be asked from any thread. */
  boolean conversing() {
    return requests.conversing();
  }

  /** The client is here, for the first time. */
  void begin(CodaConnection first) {
    if (over || first.isGone()) {
      finish("lost");
      return;
    }
    attach(first);
    LOG.debug("A client connects from {}", address());
    parts
        .out()
        .aside(
            new ServerMessage.Connect(
                first.id(),
                System.currentTimeMillis() / 1000.0,
                !parts.who().known(),
                new ServerMessage.Limits(
                    limits.sizes().textBytes(),
                    limits.sizes().turnAudioMs(),
                    limits.rates().control().amount(),
                    limits.rates().control().windowMs() / 1000)),
            Optional.empty());
    authentication.begin();
  }

  private void attach(CodaConnection next) {
    connection = next;
    parts.log().connection(next.id());
    parts.out().attach(next.socket());
    Heartbeat pulse =
        new Heartbeat(
            parts.loop(),
            limits.patience(),
            shared.keeper().hits(),
            parts.out(),
            this::tick,
            this::end);
    heartbeat = pulse;
    pulse.start();
    parts.gate().attach(next::askForNext);
  }

  private void detach() {
    connection = null;
    Heartbeat pulse = heartbeat;
    heartbeat = null;
    if (pulse != null) {
      pulse.stop();
    }
    parts.out().detach();
    parts.gate().detach();
    authentication.stop();
  }

  /** A text message came. */
  void text(CodaConnection from, String text) {
    if (isNotHere(from)) {
      return;
    }
    said(text.length());
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
    if (!over) {
      attempt(envelope.messageId(), () -> requests.handle(envelope));
    }
  }

  /** A binary message came. */
  void binary(CodaConnection from, byte[] bytes) {
    if (isNotHere(from)) {
      return;
    }
    said(bytes.length);
    attempt(Optional.empty(), () -> requests.binary(bytes));
  }

  private void said(int length) {
    active();
    parts.tokens().confirm();
    parts.metrics().received(length);
  }

  private void active() {
    Heartbeat pulse = heartbeat;
    if (pulse != null) {
      pulse.active();
    }
  }

  /** A frame was dealt with, so the next may come. */
  void passed(CodaConnection from) {
    if (!isNotHere(from)) {
      parts.gate().passed();
    }
  }

  /** A ping was answered. */
  void pong(CodaConnection from, byte[] payload) {
    Heartbeat pulse = heartbeat;
    if (!isNotHere(from) && pulse != null) {
      pulse.pong();
      parts.out().pong(payload);
    }
  }

  private boolean isNotHere(CodaConnection from) {
    return over || connection != from;
  }

  private void attempt(Optional<String> inReplyTo, Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      parts.failures().answer(e, inReplyTo);
      if (e instanceof VoiceException known && known.is(Limit.TURN_AUDIO_MS.error())) {
        shared.keeper().hits().hit(Limit.TURN_AUDIO_MS);
      }
      CodaConnection now = connection;
      if (parts.rates().failedTooOften() && now != null) {
        letGo(
            now,
            e instanceof LimitException ? Limit.HASTE : Limit.NONSENSE,
            "Too many messages went wrong");
      }
    }
  }

  /** A connection exceeds a limit that ends it. */
  void letGo(CodaConnection which, Limit limit, String reason) {
    if (isNotHere(which)) {
      return;
    }
    LOG.info("{}; the connection is closed", reason);
    shared.keeper().hits().hit(limit);
    parts.failures().fatal(new GatewayException(limit.error(), reason));
    // That a connection has lasted long enough says nothing against its conversation.
    end(limit.closeCode().orElseThrow(), reason, limit == Limit.CONNECTION_MS);
  }

  /** A connection has lasted almost as long as it may. */
  void endsSoon(CodaConnection which, long timeLeftMs) {
    if (!isNotHere(which)) {
      parts.farewell().announce(Farewell.CONNECTION_LIMIT, Duration.ofMillis(timeLeftMs));
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

  /** Something of ours threw where nothing should: this visit is not to be trusted any more. */
  private void defect(Throwable failure) {
    parts.failures().fatal(failure);
    end(CloseCodes.INTERNAL, "Internal error");
  }

  /**
   * Closes a connection.
   *
   * @param which not that of another client by now
   * @param code a WebSocket close code
   * @param reason for people, at most 123 bytes
   */
  void end(CodaConnection which, int code, String reason) {
    if (connection == which) {
      end(code, reason);
    } else {
      which.hangUp(code, reason);
    }
  }

  /**
   * Closes the connection. Whether the conversation waits for the client depends on why.
   *
   * @param code a WebSocket close code
   * @param reason for people, at most 123 bytes
   */
  void end(int code, String reason) {
    end(code, reason, CloseCode.of(code).map(CloseCode::resumable).orElse(false));
  }

  private void end(int code, String reason, boolean resumable) {
    CodaConnection now = connection;
    if (over || now == null) {
      return;
    }
    LOG.debug("The connection is closed with {} {}", code, reason);
    detach();
    if (!resumable || !suspend()) {
      finish(code == CloseCode.NORMAL.code() ? "client" : "lost");
    }
    now.hangUp(code, reason);
  }

  /**
   * Ends the visit, wherever the client is. May be called from any thread.
   *
   * @param reason one word
   */
  void end(String reason) {
    parts.loop().execute(() -> finish(reason));
  }

  /** The server is stopping. */
  void drain(Duration timeLeft) {
    if (!over) {
      parts.farewell().announceEnd(Farewell.DRAIN, timeLeft);
      requests.drain();
    }
  }

  /**
   * A connection is gone.
   *
   * @param lost which
   * @param goodbye whether the client meant to go
   */
  void lost(CodaConnection lost, boolean goodbye) {
    if (isNotHere(lost)) {
      return;
    }
    detach();
    if (goodbye || !suspend()) {
      finish(goodbye ? "client" : "lost");
    }
  }

  /** Waits for the client, if there is anything it could come back to. */
  private boolean suspend() {
    if (parts.tokens().current().isEmpty() || !shared.visits().leaves(this)) {
      return false;
    }
    Optional<Conversation> running = requests.present();
    LOG.debug("The client is away; its conversation waits");
    away = true;
    if (running.isPresent()) {
      running.get().suspend();
    } else {
      linger();
    }
    return true;
  }

  /** The conversation is over, but its client may not know how it ended. */
  private void linger() {
    lingering = parts.loop().schedule(lingerMs, () -> finish("lost"));
  }

  /** A conversation has ended and given everything back. */
  void conversationOver(Conversation ended) {
    lingerMs = ended.suspensionMs();
    lastId = ended.id();
    lastState = ended.state();
    whenOver.forEach(Runnable::run);
    whenOver.clear();
    if (over) {
      // It was watched until its conversation had given everything back.
      shared.visits().ended(this);
    }
    if (!away) {
      return;
    }
    if (ended.endRequested()) {
      linger();
    } else {
      finish("lost");
    }
  }

  /** Whether it waits for its client; may be asked from any thread. */
  boolean awaitsClient() {
    return away;
  }

  @Override
  public Vitals vitals() {
    return requests.vitals();
  }

  @Override
  public void stuck(GatewayException why) {
    parts
        .loop()
        .execute(
            () -> {
              parts.failures().fatal(why);
              requests.abandon();
              end(CloseCode.STUCK.code(), "The session got stuck");
              finish("stuck");
            });
  }

  /** For the log. */
  @Override
  public String toString() {
    return parts.log().toString();
  }

  /**
   * Ends, because the client begins anew. May be called from any thread.
   *
   * @param other where to go on
   * @param then when everything was given back
   */
  void replace(HomeLoop other, Runnable then) {
    parts
        .loop()
        .execute(
            () -> {
              Runnable next = () -> other.execute(then);
              if (away) {
                finish("replaced");
              }
              if (requests.conversing()) {
                whenOver.add(next);
              } else {
                next.run();
              }
            });
  }

  /**
   * The client wants to go on with a conversation that another visit waits with.
   *
   * @param message the token, and how far it has come
   * @param inReplyTo the message
   */
  void resume(ClientMessage.Resume message, Optional<String> inReplyTo) {
    CodaConnection here = connection;
    Visit other = shared.visits().find(message.resumeToken()).orElseThrow(Visit::unknown);
    if (here == null || other == this) {
      throw unknown();
    }
    parts.gate().hold();
    // Its place among those of its owner is free for the visit that waits.
    authentication.stop();
    other
        .parts
        .loop()
        .execute(
            () ->
                other.parts.gate().whenOpen(() -> other.takeOver(this, here, message, inReplyTo)));
  }

  private static GatewayException unknown() {
    return new GatewayException(
        RESUME_UNKNOWN,
        "No conversation can be continued with this token: it is over, or was continued already");
  }

  /** Takes a client back, from the visit that it came with; on this visit's loop. */
  private void takeOver(
      Visit from, CodaConnection next, ClientMessage.Resume message, Optional<String> inReplyTo) {
    Optional<GatewayException> refusal = refusal(from, message);
    if (refusal.isPresent()) {
      from.parts.loop().execute(() -> from.refused(refusal.get(), inReplyTo));
      return;
    }
    leaveSocket();
    parts.loop().moveTo(next.context(), () -> arrive(from, next, message, inReplyTo));
  }

  /** A socket that is half open: the client knows that it is lost, and we do not yet. */
  private void leaveSocket() {
    CodaConnection old = connection;
    if (old != null) {
      detach();
      old.hangUp(CloseCode.TAKEN_OVER.code(), "The conversation goes on elsewhere");
    }
  }

  private Optional<GatewayException> refusal(Visit from, ClientMessage.Resume message) {
    if (over
        || !parts.tokens().accepts(message.resumeToken())
        || !parts.who().owner().equals(from.parts.who().owner())) {
      return Optional.of(unknown());
    }
    if (!parts.out().reaches(message.lastSeq())) {
      finish("gap");
      return Optional.of(
          new GatewayException(
              RESUME_GAP,
              "What came after message "
                  + message.lastSeq()
                  + " is not kept any more; begin a new conversation"));
    }
    return Optional.empty();
  }

  private void refused(GatewayException refusal, Optional<String> inReplyTo) {
    attempt(
        inReplyTo,
        () -> {
          throw refusal;
        });
    authentication.begin();
    parts.gate().release();
  }

  /** On the event loop of the new connection, where both visits are now. */
  private void arrive(
      Visit from, CodaConnection next, ClientMessage.Resume message, Optional<String> inReplyTo) {
    from.parts.loop().execute(from::handOver);
    if (next.isGone()) {
      if (!away && connection == null && !over && !suspend()) {
        finish("lost");
      }
      return;
    }
    if (over) {
      next.hangUp(CloseCode.GOING_AWAY.code(), "The conversation is over");
      return;
    }
    leaveSocket(); // of somebody who has asked in the same moment, and came first
    backAgain();
    next.visit(this);
    attach(next);
    parts.who().become(from.parts.who().identity());
    authentication.begin();
    if (isNotHere(next)) {
      return;
    }
    LOG.debug("The client is back");
    answerResume(message, inReplyTo);
    parts.received().resumed();
    parts.out().replay(message.lastSeq());
    requests.present().ifPresent(Conversation::resume);
  }

  private void answerResume(ClientMessage.Resume message, Optional<String> inReplyTo) {
    Optional<Conversation> running = requests.present();
    parts
        .out()
        .aside(
            new ServerMessage.Resumed(
                running.map(Conversation::id).orElse(lastId),
                running.map(Conversation::state).orElse(lastState),
                parts.tokens().rotate(message.resumeToken()),
                parts.out().missing(message.lastSeq()),
                parts.received().last(),
                running.map(Conversation::lastFrame).orElse(OptionalLong.empty())),
            inReplyTo);
  }

  private void backAgain() {
    lingering.cancel();
    away = false;
    shared.visits().awayNoMore(this);
  }

  /** The socket belongs to another visit now. */
  private void handOver() {
    detach();
    finish("resumed");
  }

  private void finish(String reason) {
    if (over) {
      return;
    }
    CodaConnection now = connection;
    detach();
    over = true;
    backAgain();
    parts.tokens().clear();
    parts.out().stop();
    requests.close(reason);
    parts.gate().close();
    if (!requests.conversing()) {
      shared.visits().ended(this);
    }
    if (now != null) {
      now.hangUp(CloseCodes.GOING_AWAY, "The conversation is over");
    }
  }
}
