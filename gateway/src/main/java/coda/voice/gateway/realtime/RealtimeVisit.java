package coda.voice.gateway.realtime;

import coda.voice.VoiceException;
import coda.voice.conversation.Owner;
import coda.voice.conversation.SessionLoop.Cancellable;
import coda.voice.conversation.turn.TurnError;
import coda.voice.gateway.CloseCodes;
import coda.voice.gateway.GatewayException;
import coda.voice.gateway.HomeLoop;
import coda.voice.gateway.References;
import coda.voice.gateway.ServiceStatus;
import coda.voice.gateway.access.AccessException;
import coda.voice.gateway.access.Identity;
import coda.voice.gateway.access.Refusal;
import coda.voice.gateway.access.Scope;
import coda.voice.gateway.limits.Limit;
import coda.voice.gateway.limits.LimitException;
import coda.voice.gateway.limits.Seat;
import coda.voice.gateway.sessions.Vitals;
import coda.voice.gateway.sessions.Watched;
import coda.voice.protocol.realtime.AppendReader;
import coda.voice.protocol.realtime.ClientEvent;
import coda.voice.protocol.realtime.Incoming;
import coda.voice.protocol.realtime.RealtimeError;
import coda.voice.protocol.realtime.RealtimeErrors;
import coda.voice.protocol.realtime.RealtimeException;
import coda.voice.protocol.realtime.RealtimeReader;
import coda.voice.protocol.realtime.ServerEvent;
import coda.voice.protocol.realtime.SessionObject;
import coda.voice.protocol.realtime.SessionPatch;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client from its coming to its going: who it is, its places, its session, what it says and
 * what goes wrong with that. Used on the client's loop.
 */
final class RealtimeVisit implements Watched {
  private static final Logger LOG = LoggerFactory.getLogger(RealtimeVisit.class);

  private static final long NOT = Long.MIN_VALUE;

  /** Why a session ends that failed. */
  private static final String DEFECT = "internal";

  private static final long TELL_EVERY_MS = 1_000;

  /** Clients of this protocol say in many events what others say in one message. */
  private static final int EVENTS_PER_MESSAGE = 10;

  /** Larger messages are read elsewhere: a megabyte takes milliseconds. */
  private static final int LARGE = 64 * 1024;

  private final RealtimeParts parts;
  private final RealtimeQuery query;
  private final Optional<SessionPatch> begunWith;
  private final Line line;
  private final RealtimeReader reader;
  private final AppendReader appends = new AppendReader();
  private final String sessionId = Ids.session();
  private byte[] room = new byte[0];
  private int events;
  private long toldTooFastMs = -TELL_EVERY_MS;
  private volatile @Nullable Talk talk;
  private Optional<Identity> identity = Optional.empty();
  private Seat connectionSeat = Seat.uncounted();
  private Seat conversationSeat = Seat.uncounted();
  private Cancellable lifetime = () -> {};
  private long expiresAt;
  private boolean over;
  private boolean sessionEnded;
  private volatile long endingSinceMs = NOT;
  private volatile boolean conversing;

  /** The way to the client. */
  interface Line {
    /**
     * Closes it.
     *
     * @param code a WebSocket close code
     * @param reason at most 123 bytes
     */
    void hangUp(int code, String reason);
  }

  RealtimeVisit(
      RealtimeParts parts, RealtimeQuery query, Optional<SessionPatch> begunWith, Line line) {
    this.parts = parts;
    this.query = query;
    this.begunWith = begunWith;
    this.line = line;
    this.reader = new RealtimeReader(parts.dialect(), parts.limits().sizes().realtimeBytes());
  }

  /** Whether a session is alive; may be asked from any thread. */
  boolean conversing() {
    return conversing;
  }

  /** The client has come. */
  void begin() {
    try {
      comeIn();
    } catch (RuntimeException e) {
      parts.out().error(told(e));
      end(closeCode(e), e instanceof VoiceException known ? known.safeMessage() : "Internal error");
    }
  }

  private void comeIn() {
    Identity who =
        parts.shared().access().authenticator().required()
            ? parts.visitor().identity().orElseThrow(AccessException::required)
            : Identity.trusted(Owner.ANYBODY);
    if (!who.may(Scope.TALK)) {
      throw AccessException.forbidden(Scope.TALK);
    }
    if (query.call().isPresent()) {
      throw new Unfit(
          RealtimeError.invalid(
              "call_id_not_found",
              "There are no calls to join: this server speaks WebSocket only",
              Optional.of("call_id")));
    }
    identity = Optional.of(who);
    connectionSeat = parts.shared().keeper().identified(who);
    parts.rates().identified(Optional.of(who));
    conversationSeat =
        parts.shared().keeper().conversation(Optional.of(who), parts.visitor().address());
    int lastsMs = parts.limits().lifetimes().conversationMs();
    expiresAt = (parts.loop().wallClockMillis() + lastsMs) / 1_000;
    Talk begun = new Talk(parts, who.owner(), query, begunWith, this::sessionOver);
    talk = begun;
    conversing = true;
    parts.shared().visits().add(this);
    parts.shared().open().incrementAndGet();
    lifetime = parts.loop().schedule(lastsMs, () -> outlived(lastsMs));
    parts.out().send(new ServerEvent.SessionCreated(object(begun)));
    // Only the beta dialect has it.
    parts.out().send(new ServerEvent.ConversationCreated(begun.conversationId()));
  }

  private SessionObject object(Talk of) {
    return new SessionObject(sessionId, expiresAt, of.config());
  }

  private void outlived(int lastsMs) {
    parts.shared().keeper().hits().hit(Limit.CONVERSATION_MS);
    parts.out().error(RealtimeErrors.sessionExpired(Math.max(1, lastsMs / 60_000)));
    end(CloseCodes.GOING_AWAY, "The session has lasted as long as it may");
  }

  /** A text message came. */
  void said(byte[] utf8) {
    Talk now = talk;
    if (over || now == null) {
      return;
    }
    int needed = AppendReader.room(utf8.length);
    if (room.length < needed) {
      room = new byte[needed];
    }
    int length = appends.read(utf8, 0, utf8.length, room);
    if (length != AppendReader.NOT_PLAIN) {
      attempt(Optional.empty(), () -> now.append(room, length));
    } else if (utf8.length <= LARGE) {
      attempt(Optional.empty(), () -> handle(now, reader.read(utf8)));
    } else {
      parts
          .gate()
          .elsewhere(
              () -> reader.read(utf8),
              incoming -> attempt(Optional.empty(), () -> handle(now, incoming)),
              failure -> attempt(Optional.empty(), () -> rethrow(failure)));
    }
    if (room.length > LARGE) {
      room = new byte[0];
    }
  }

  private static void rethrow(Throwable failure) {
    switch (failure) {
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      default -> throw new IllegalStateException(failure);
    }
  }

  /** A binary message came; the protocol has none. */
  void binary() {
    if (!over) {
      attempt(Optional.empty(), () -> refuse(RealtimeErrors.binaryFrame()));
    }
  }

  private static void refuse(RealtimeError why) {
    throw new Unfit(why);
  }

  private void handle(Talk now, Incoming incoming) {
    if (!over) {
      attempt(incoming.eventId(), () -> carryOut(now, incoming));
    }
  }

  private void carryOut(Talk now, Incoming incoming) {
    if (!(incoming.event() instanceof ClientEvent.InputAudioAppend)) {
      count();
    }
    switch (incoming.event()) {
      case ClientEvent.SessionUpdate e -> {
        now.update(e.patch());
        parts.out().send(new ServerEvent.SessionUpdated(object(now)));
      }
      case ClientEvent.InputAudioAppend e ->
          now.append(e.audio().bytes(), e.audio().bytes().length);
      case ClientEvent.InputAudioCommit e -> now.commit();
      case ClientEvent.InputAudioClear e -> now.clear();
      case ClientEvent.ItemCreate e -> {
        now.responses().understood();
        now.edits()
            .create(
                e.item(),
                e.previousItemId(),
                failure -> attempt(incoming.eventId(), () -> rethrow(failure)));
      }
      case ClientEvent.ItemRetrieve e -> now.edits().retrieve(e.itemId());
      case ClientEvent.ItemDelete e -> now.edits().delete(e.itemId());
      case ClientEvent.ItemTruncate e ->
          now.edits().truncate(e.itemId(), e.contentIndex(), e.audioEndMs());
      case ClientEvent.ResponseCreate e -> now.responses().respond(incoming.eventId(), e.params());
      case ClientEvent.ResponseCancel e -> now.responses().cancel(e.responseId());
      case ClientEvent.OutputAudioClear e -> refuse(RealtimeErrors.noOutputBuffer());
    }
  }

  /** Several events are charged as one message; until they can be, nothing is carried out. */
  private void count() {
    if (events % EVENTS_PER_MESSAGE == 0) {
      parts.rates().control();
    }
    events++;
  }

  private void attempt(Optional<String> eventId, Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      if (e instanceof LimitException limit && limit.limit() == Limit.AUDIO_SPEED) {
        tooFast(limit, eventId);
        return;
      }
      parts.out().error(told(e).about(eventId));
      if (parts.rates().failedTooOften()) {
        letGo(
            e instanceof LimitException ? Limit.HASTE : Limit.NONSENSE,
            "Too many messages went wrong");
      }
    }
  }

  /**
   * Audio came far too fast and was not taken. A client that streams cannot know that it should
   * stop, so it is told once a second, and is not shown the door for it.
   */
  private void tooFast(LimitException limit, Optional<String> eventId) {
    long now = parts.loop().nowMillis();
    if (now - toldTooFastMs >= TELL_EVERY_MS) {
      toldTooFastMs = now;
      parts.out().error(told(limit).about(eventId));
    }
  }

  /** What the client is told of a failure; the log has the rest, both under one reference. */
  private RealtimeError told(RuntimeException failure) {
    String reference = References.next();
    RealtimeError told =
        switch (failure) {
          case RealtimeException e -> e.told();
          case Unfit e -> e.told();
          case LimitException e ->
              RealtimeError.invalid(
                  "rate_limit_exceeded",
                  e.safeMessage() + "; try again in " + e.retryAfterMs() + " ms",
                  Optional.empty());
          case AccessException e ->
              RealtimeError.invalid("invalid_api_key", e.safeMessage(), Optional.empty());
          case VoiceException e -> RealtimeError.server(e.code(), e.safeMessage());
          default -> RealtimeError.server("internal_error", "Internal processing error");
        };
    if (failure instanceof VoiceException known) {
      LOG.info("[{}] {}: {}", reference, known.code(), told.code().orElse(""));
      parts.shared().meters().failed("realtime", known.code());
    } else {
      LOG.error("[{}] An event could not be carried out", reference, failure);
      parts.shared().meters().failed("realtime", TurnError.INTERNAL_ERROR.code());
    }
    return told;
  }

  private static int closeCode(RuntimeException failure) {
    return switch (failure) {
      case LimitException e -> CloseCodes.TRY_LATER;
      case AccessException e -> CloseCodes.POLICY;
      case Unfit e -> CloseCodes.NORMAL;
      case GatewayException e when e.retryAfterMs().isPresent() -> CloseCodes.TRY_LATER;
      default -> CloseCodes.INTERNAL;
    };
  }

  /** The connection exceeds a limit that ends it. */
  void letGo(Limit limit, String reason) {
    if (!over) {
      LOG.info("{}; the connection is closed", reason);
      parts.shared().keeper().hits().hit(limit);
      parts.out().error(RealtimeError.invalid("rate_limit_exceeded", reason, Optional.empty()));
      end(CloseCodes.POLICY, reason);
    }
  }

  /** Looks at the clock, several times a second at most. */
  void look() {
    Optional<Instant> expires = identity.flatMap(Identity::expires);
    if (!over
        && expires
            .filter(time -> !parts.shared().access().clock().instant().isBefore(time))
            .isPresent()) {
      AccessException why = AccessException.refused(Refusal.EXPIRED);
      parts
          .out()
          .error(RealtimeError.invalid("session_expired", why.safeMessage(), Optional.empty()));
      end(CloseCodes.POLICY, "The token has expired");
    }
  }

  /** The server is stopping: the present answer is given, then the session ends. */
  void drain() {
    Talk now = talk;
    if (!over && now != null) {
      now.drain();
    }
  }

  /** Something of ours threw where nothing should. */
  void failed() {
    end(CloseCodes.INTERNAL, "Internal error");
  }

  @Override
  public HomeLoop loop() {
    return parts.loop();
  }

  @Override
  public Vitals vitals() {
    Talk now = talk;
    long since = endingSinceMs;
    return new Vitals(
        now == null ? OptionalLong.empty() : now.answeringSinceMs(),
        since == NOT ? OptionalLong.empty() : OptionalLong.of(since));
  }

  @Override
  public void stuck(GatewayException why) {
    parts
        .loop()
        .execute(
            () -> {
              parts.out().error(told(why));
              end(CloseCodes.INTERNAL, "The session got stuck");
              Talk now = talk;
              if (now != null) {
                now.abandon();
              }
              sessionOver("stuck");
            });
  }

  /** For the log. */
  @Override
  public String toString() {
    return parts.log().toString();
  }

  /** Closes the connection, and ends the session with it. */
  void end(int code, String reason) {
    if (!over) {
      line.hangUp(code, reason);
      leave(code == CloseCodes.NORMAL ? "client" : "lost");
    }
  }

  /** The connection is gone. */
  void gone(String reason) {
    leave(reason);
  }

  private void leave(String reason) {
    if (over) {
      return;
    }
    over = true;
    lifetime.cancel();
    parts.out().stop();
    Talk now = talk;
    if (now != null && now.alive()) {
      endingSinceMs = parts.loop().nowMillis();
      now.close(reason);
    } else {
      giveBack();
    }
  }

  /** The session has ended, because of us or by itself. */
  private void sessionOver(String reason) {
    if (sessionEnded) {
      return;
    }
    sessionEnded = true;
    conversing = false;
    parts.shared().visits().remove(this);
    parts.shared().open().decrementAndGet();
    giveBack();
    if (over) {
      return;
    }
    boolean stopping = parts.shared().service().status().state() == ServiceStatus.State.DRAINING;
    if (reason.equals(DEFECT)) {
      parts.out().error(RealtimeError.server("internal_error", "Internal processing error"));
      end(CloseCodes.INTERNAL, "Internal error");
    } else if (stopping) {
      end(CloseCodes.GOING_AWAY, "Server stopping");
    } else {
      end(CloseCodes.NORMAL, reason);
    }
  }

  private void giveBack() {
    conversationSeat.close();
    connectionSeat.close();
  }
}
