package coda.voice.gateway.limits;

import coda.voice.gateway.CloseCodes;
import coda.voice.protocol.coda.CloseCode;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * Every limit that a client can exceed: what it is then told, and whether the connection ends. Each
 * is counted in {@code coda.limits.hit} by {@code limit}.
 */
public enum Limit {
  /** TCP connections, all together. The connection ends without a word. */
  SOCKETS("LIMIT_SOCKETS", Effect.CUT),
  /** TCP connections from one address. The connection ends without a word. */
  SOCKETS_PER_ADDRESS("LIMIT_SOCKETS", Effect.CUT),
  /** New connections of one address in a minute. */
  CONNECTIONS_PER_MINUTE("LIMIT_CONNECTION_RATE", CloseCodes.TRY_LATER),
  /** WebSockets, all together. */
  CONNECTIONS("LIMIT_CONNECTIONS", CloseCodes.TRY_LATER),
  /** WebSockets from one address. */
  CONNECTIONS_PER_ADDRESS("LIMIT_CONNECTIONS", CloseCodes.TRY_LATER),
  /** WebSockets of one user. */
  CONNECTIONS_PER_USER("LIMIT_CONNECTIONS", CloseCodes.TRY_LATER),
  /** WebSockets of one tenant. */
  CONNECTIONS_PER_TENANT("LIMIT_CONNECTIONS", CloseCodes.TRY_LATER),
  /** New conversations of one user, or one address, in a minute. */
  CONVERSATIONS_PER_MINUTE("LIMIT_CONVERSATION_RATE", Effect.REFUSED),
  /** Conversations, all together. */
  CONVERSATIONS("LIMIT_CONVERSATIONS", Effect.REFUSED),
  /** Conversations from one address. */
  CONVERSATIONS_PER_ADDRESS("LIMIT_CONVERSATIONS", Effect.REFUSED),
  /** Conversations of one user. */
  CONVERSATIONS_PER_USER("LIMIT_CONVERSATIONS", Effect.REFUSED),
  /** Conversations of one tenant. */
  CONVERSATIONS_PER_TENANT("LIMIT_CONVERSATIONS", Effect.REFUSED),
  /** Requests over plain HTTP of one address: status 429. */
  REQUESTS_PER_MINUTE("LIMIT_REQUEST_RATE", Effect.REFUSED),
  /** Messages other than audio. */
  CONTROL_MESSAGES("PROTOCOL_RATE", Effect.REFUSED),
  /** Playback positions. */
  PLAYBACK_POSITIONS("PROTOCOL_RATE", Effect.REFUSED),
  /** Microphone audio, by its bytes and by how long it lasts. */
  AUDIO_SPEED("PROTOCOL_RATE", Effect.REFUSED),
  /** Messages that went wrong because they came too fast. */
  PATIENCE_WITH_HASTE("PROTOCOL_ABUSE", CloseCode.POLICY.code()),
  /** Messages that went wrong for other reasons. */
  PATIENCE_WITH_NONSENSE("PROTOCOL_ABUSE", CloseCode.PROTOCOL_ABUSE.code()),
  /** Frames of any kind: pings, pongs, fragments without content. */
  FRAMES_PER_SECOND("LIMIT_FRAMES", CloseCode.POLICY.code()),
  /** A text message that is too large. */
  TEXT_BYTES("PROTOCOL_TOO_LARGE", CloseCodes.TOO_BIG),
  /** A binary message that is too large. */
  BINARY_BYTES("PROTOCOL_TOO_LARGE", CloseCodes.TOO_BIG),
  /** Audio of one turn, or one message, that lasts too long. */
  TURN_AUDIO_MS("AUDIO_TOO_LONG", Effect.REFUSED),
  /** No WebSocket, and no whole request, in time. The connection ends without a word. */
  HANDSHAKE_MS("LIMIT_HANDSHAKE", Effect.CUT),
  /** A message that does not end. */
  MESSAGE_MS("LIMIT_SLOW_SENDER", CloseCode.POLICY.code()),
  /** A client that takes nothing. */
  SLOW_CLIENT_MS("LIMIT_SLOW_READER", CloseCode.SLOW_CONSUMER.code()),
  /** A ping that is not answered. */
  PONG_MS("LIMIT_PING_UNANSWERED", CloseCode.HEARTBEAT_LOST.code()),
  /** A client that says nothing. */
  INACTIVITY_MS("LIMIT_IDLE", CloseCode.IDLE.code()),
  /** A connection that has lasted long enough. */
  CONNECTION_MS("LIMIT_CONNECTION_TIME", CloseCodes.GOING_AWAY),
  /** A conversation that has lasted long enough: it ends after its reply. */
  CONVERSATION_MS("LIMIT_CONVERSATION_TIME", Effect.REFUSED),
  /** The server has too much to do for somebody new. */
  LOAD("SERVER_OVERLOADED", CloseCodes.TRY_LATER);

  /** What happens without a close code. */
  private enum Effect {
    REFUSED,
    CUT
  }

  private final String code;
  private final OptionalInt closeCode;
  private final boolean ends;

  Limit(String code, int closeCode) {
    this.code = code;
    this.closeCode = OptionalInt.of(closeCode);
    this.ends = true;
  }

  Limit(String code, Effect effect) {
    this.code = code;
    this.closeCode = OptionalInt.empty();
    this.ends = effect == Effect.CUT;
  }

  /** The stable code that the client and the log are told. */
  public String code() {
    return code;
  }

  /** With which code the connection is closed; empty when it goes on, or ends without a word. */
  public OptionalInt closeCode() {
    return closeCode;
  }

  /** Whether the connection ends. */
  public boolean ends() {
    return ends;
  }

  /** As metrics and the documentation have it: {@code connections_per_user}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
