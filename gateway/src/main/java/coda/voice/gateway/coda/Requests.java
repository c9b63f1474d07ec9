package coda.voice.gateway.coda;

import static coda.voice.gateway.GatewayError.CONVERSATION_ACTIVE;
import static coda.voice.gateway.GatewayError.CONVERSATION_NOT_ACTIVE;
import static coda.voice.gateway.GatewayError.SERVER_DRAINING;
import static coda.voice.gateway.GatewayError.SERVER_IMPAIRED;
import static coda.voice.gateway.GatewayError.SERVER_STARTING;

import coda.voice.conversation.store.ConversationKeeper;
import coda.voice.gateway.CloseCodes;
import coda.voice.gateway.GatewayException;
import coda.voice.gateway.ServiceStatus;
import coda.voice.gateway.access.Scope;
import coda.voice.gateway.limits.Limit;
import coda.voice.gateway.limits.Seat;
import coda.voice.gateway.sessions.Vitals;
import coda.voice.protocol.coda.ClientMessage;
import coda.voice.protocol.coda.Envelope;
import coda.voice.protocol.coda.EventType;
import coda.voice.protocol.coda.ServerMessage;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a client asks for, one message at a time, in order. Whatever cannot be done is thrown, and
 * has had no effect. Used on the connection's loop.
 */
final class Requests {
  private static final Logger LOG = LoggerFactory.getLogger(Requests.class);

  private static final long STARTING_RETRY_MS = 2_000;

  /** Audio that nobody expects is complained about once in a while, not for every message. */
  private static final long COMPLAIN_EVERY_MS = 1_000;

  /** How long audio may be on its way when the server ends a conversation. */
  private static final long CROSSING_MS = 2_000;

  private static final double UNEXPECTED_MESSAGE_MS = 20;

  private final ConnectionParts parts;
  private final Authentication authentication;
  private final Visit visit;
  private @Nullable Conversation conversation;
  private @Nullable Conversation ending;
  private volatile boolean conversing;
  private volatile @Nullable Conversation watched;
  private boolean gone;
  private Seat seat = Seat.uncounted();
  private Lifetime lifetime = Lifetime.NONE;
  private long complainedMs = Long.MIN_VALUE / 2;
  private long serverEndedMs = -1;

  /**
   * The requests of one client.
   *
   * @param parts that serve it
   * @param authentication finds out who it is
   * @param visit whose they are
   */
  Requests(ConnectionParts parts, Authentication authentication, Visit visit) {
    this.parts = parts;
    this.authentication = authentication;
    this.visit = visit;
  }

  /** Whether a session is alive; may be asked from any thread. */
  boolean conversing() {
    return conversing;
  }

  /** The running reply finishes, then the conversation ends and the connection closes. */
  void drain() {
    Conversation running = conversation;
    if (running != null) {
      running.drain();
    }
  }

  /**
   * The client is gone for good.
   *
   * @param reason one word
   */
  void close(String reason) {
    gone = true;
    Conversation running = conversation;
    conversation = null;
    if (running != null) {
      running.close(reason);
    }
  }

  /** Signs of life of the conversation that is present; may be asked from any thread. */
  Vitals vitals() {
    Conversation now = watched;
    return now == null ? Vitals.NONE : now.vitals();
  }

  /** The conversation has to be over now. */
  void abandon() {
    Conversation stuck = watched;
    if (stuck != null) {
      stuck.abandon("stuck");
    }
  }

  /** The conversation that is going on, or whose end the client has asked for. */
  Optional<Conversation> present() {
    return Optional.ofNullable(conversation).or(() -> Optional.ofNullable(ending));
  }

  /** A binary message. */
  void binary(byte[] bytes) {
    parts.who().identity();
    if (expectsAudio()) {
      active().binary(bytes);
    }
  }

  /** A text message. */
  void handle(Envelope<ClientMessage> envelope) {
    Optional<String> id = envelope.messageId();
    charge(envelope.message());
    if (!forStrangers(envelope.message())) {
      parts.who().identity();
    }
    if (!(envelope.message() instanceof ClientMessage.Resume) && parts.received().again(id)) {
      return;
    }
    switch (envelope.message()) {
      case ClientMessage.Auth m -> authentication.auth(m, id);
      case ClientMessage.Ping m ->
          parts.out().aside(new ServerMessage.Pong(seconds(), m.nonce()), id);
      case ClientMessage.ConversationStart m -> start(m, envelope.conversationId(), id);
      case ClientMessage.VoiceStart m -> active(envelope).startVoice(m, id);
      case ClientMessage.VoiceChunk m -> {
        if (m.audioData().isEmpty() || expectsAudio()) {
          active(envelope).chunk(m, id);
        }
      }
      case ClientMessage.VoiceEnd m -> active(envelope).endVoice(id);
      case ClientMessage.Interrupt m -> active(envelope).interrupt(id);
      case ClientMessage.Playback m -> active(envelope).played(m);
      case ClientMessage.Subscribe m -> subscribe(m);
      case ClientMessage.Unsubscribe m -> parts.events().unsubscribe(m.eventTypes());
      case ClientMessage.Configure m -> active(envelope).configure(m, id);
      case ClientMessage.Resume m -> resume(m, id);
      case ClientMessage.ConversationEnd m -> {
        Conversation running = active(envelope);
        conversation = null;
        // Its id is free, and another can begin, when the session has given everything back.
        parts.gate().hold();
        ending = running;
        running.end(id);
      }
      case ClientMessage.Disconnect m -> visit.end(CloseCodes.NORMAL, "");
    }
  }

  private void charge(ClientMessage message) {
    switch (message) {
      case ClientMessage.VoiceChunk m when m.audioData().isPresent() -> {
        // charged by its length, once that is known
      }
      case ClientMessage.Playback m -> parts.rates().playback();
      default -> parts.rates().control();
    }
  }

  /** What a client may say before it is known who it is. */
  private static boolean forStrangers(ClientMessage message) {
    return message instanceof ClientMessage.Auth
        || message instanceof ClientMessage.Ping
        || message instanceof ClientMessage.Disconnect;
  }

  private void start(
      ClientMessage.ConversationStart message, Optional<String> named, Optional<String> id) {
    if (conversation != null) {
      throw new GatewayException(
          CONVERSATION_ACTIVE, "A conversation is going on already: end it first");
    }
    parts.who().need(Scope.TALK);
    refuseUnlessReady();
    Optional<Visit> away =
        message
            .conversationId()
            .or(() -> named)
            .flatMap(name -> parts.shared().names().holder(parts.who().owner(), name))
            .filter(Visit::awaitsClient);
    if (away.isPresent()) {
      // Its own client cannot continue it, so it begins anew.
      parts.gate().hold();
      away.get().replace(parts.loop(), () -> replaced(message, named, id));
      return;
    }
    find(message, named, id);
  }

  private void find(
      ClientMessage.ConversationStart message, Optional<String> named, Optional<String> id) {
    new EarlierTurns(parts)
        .find(
            message.conversationId().or(() -> named),
            id,
            earlier -> begin(message, named, id, earlier));
  }

  private void begin(
      ClientMessage.ConversationStart message,
      Optional<String> named,
      Optional<String> id,
      ConversationKeeper.Earlier earlier) {
    if (gone) {
      return;
    }
    refuseUnlessReady();
    parts.received().clear();
    boolean unused = parts.received().again(id);
    Seat place =
        parts
            .shared()
            .keeper()
            .conversation(Optional.of(parts.who().identity()), parts.visitor().address());
    try {
      conversation = new Conversation(parts, visit, message, named, id, earlier, this::over);
    } catch (RuntimeException e) {
      place.close();
      throw e;
    }
    seat = place;
    lifetime.stop();
    lifetime =
        new Lifetime(
            parts.loop(),
            parts.limits().lifetimes().conversationMs(),
            left ->
                parts.farewell().announceEnd(Farewell.CONVERSATION_LIMIT, Duration.ofMillis(left)),
            this::outlived);
    watched = conversation;
    conversing = true;
  }

  private void replaced(
      ClientMessage.ConversationStart message, Optional<String> named, Optional<String> id) {
    try {
      parts.guard().attempt(id, () -> find(message, named, id));
    } finally {
      parts.gate().release();
    }
  }

  private void resume(ClientMessage.Resume message, Optional<String> id) {
    if (conversation != null) {
      throw new GatewayException(
          CONVERSATION_ACTIVE, "A conversation is going on already: end it first");
    }
    parts.who().need(Scope.TALK);
    visit.resume(message, id);
  }

  private void refuseUnlessReady() {
    ServiceStatus.State state = parts.shared().service().status().state();
    switch (state) {
      case READY -> {
        // come in
      }
      case STARTING ->
          throw GatewayException.retryable(
              SERVER_STARTING, "The server is starting", STARTING_RETRY_MS);
      case IMPAIRED ->
          throw GatewayException.retryable(
              SERVER_IMPAIRED, "An engine of the server does not work", STARTING_RETRY_MS);
      case DRAINING ->
          throw GatewayException.retryable(
              SERVER_DRAINING, "The server is stopping", STARTING_RETRY_MS);
    }
  }

  private void over(Conversation ended) {
    conversing = false;
    watched = null;
    seat.close();
    lifetime.stop();
    if (ending == ended) {
      ending = null;
      parts.gate().release();
    }
    if (conversation == ended) {
      conversation = null;
      serverEndedMs = parts.loop().nowMillis();
    }
    if (conversation == null) {
      parts.out().over();
      parts.log().conversation("");
    }
    visit.conversationOver(ended);
    if (parts.shared().service().status().state() == ServiceStatus.State.DRAINING) {
      visit.end(CloseCodes.GOING_AWAY, "Server stopping");
    }
  }

  private void outlived() {
    parts.shared().keeper().hits().hit(Limit.CONVERSATION_MS);
    LOG.info("The conversation has lasted as long as it may");
    drain();
  }

  private void subscribe(ClientMessage.Subscribe message) {
    parts.events().subscribe(message.eventTypes());
    if (message.eventTypes().contains(EventType.METRICS)) {
      parts.out().send(parts.metrics().message(parts.loop().nowMillis()));
    }
  }

  private Conversation active(Envelope<ClientMessage> envelope) {
    Conversation running = active();
    Optional<String> named = envelope.conversationId();
    if (named.isPresent() && !named.get().equals(running.id())) {
      throw new GatewayException(
          CONVERSATION_NOT_ACTIVE, "That is not the active conversation of this connection");
    }
    return running;
  }

  private Conversation active() {
    Conversation running = conversation;
    if (running == null) {
      throw new GatewayException(CONVERSATION_NOT_ACTIVE, "No active conversation");
    }
    return running;
  }

  /**
   * Whether audio can be taken. A client that goes on sending after its conversation has ended is
   * told so every second, and the rest is passed over; audio that crosses the end on its way, when
   * the server brought it about, is nobody's mistake.
   */
  private boolean expectsAudio() {
    if (conversation != null) {
      return true;
    }
    long now = parts.loop().nowMillis();
    parts.rates().audio(UNEXPECTED_MESSAGE_MS);
    if (serverEndedMs >= 0 && now - serverEndedMs < CROSSING_MS) {
      return false;
    }
    if (now - complainedMs < COMPLAIN_EVERY_MS) {
      return false;
    }
    complainedMs = now;
    return true;
  }

  private static double seconds() {
    return System.currentTimeMillis() / 1000.0;
  }
}
