package coda.voice.gateway.limits;

import coda.voice.ErrorCode;
import coda.voice.audio.AudioError;
import coda.voice.gateway.CloseCodes;
import coda.voice.gateway.GatewayError;
import coda.voice.protocol.ProtocolError;
import coda.voice.protocol.coda.CloseCode;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * Every limit that a client can exceed: what it is then told, and whether the connection ends. Each
 * is counted in {@code coda.limits.hit} by {@code limit}.
 */
public enum Limit {
  /** TCP connections, all together. */
  SOCKETS(LimitError.LIMIT_SOCKETS, Ending.CUT),
  /** TCP connections from one address. */
  SOCKETS_PER_ADDRESS(LimitError.LIMIT_SOCKETS, Ending.CUT),
  /** New connections of one address in a minute. */
  CONNECTIONS_PER_MINUTE(LimitError.LIMIT_CONNECTION_RATE, CloseCodes.TRY_LATER),
  /** WebSockets, all together. */
  CONNECTIONS(LimitError.LIMIT_CONNECTIONS, CloseCodes.TRY_LATER),
  /** WebSockets from one address. */
  CONNECTIONS_PER_ADDRESS(LimitError.LIMIT_CONNECTIONS, CloseCodes.TRY_LATER),
  /** WebSockets of one user. */
  CONNECTIONS_PER_USER(LimitError.LIMIT_CONNECTIONS, CloseCodes.TRY_LATER),
  /** WebSockets of one tenant. */
  CONNECTIONS_PER_TENANT(LimitError.LIMIT_CONNECTIONS, CloseCodes.TRY_LATER),
  /** New conversations of one user, or one address, in a minute. */
  CONVERSATIONS_PER_MINUTE(LimitError.LIMIT_CONVERSATION_RATE, Ending.NONE),
  /** Conversations, all together. */
  CONVERSATIONS(LimitError.LIMIT_CONVERSATIONS, Ending.NONE),
  /** Conversations from one address. */
  CONVERSATIONS_PER_ADDRESS(LimitError.LIMIT_CONVERSATIONS, Ending.NONE),
  /** Conversations of one user. */
  CONVERSATIONS_PER_USER(LimitError.LIMIT_CONVERSATIONS, Ending.NONE),
  /** Conversations of one tenant. */
  CONVERSATIONS_PER_TENANT(LimitError.LIMIT_CONVERSATIONS, Ending.NONE),
  /** Requests over plain HTTP of one address. */
  REQUESTS_PER_MINUTE(LimitError.LIMIT_REQUEST_RATE, Ending.NONE),
  /** Messages other than audio. */
  CONTROL_MESSAGES(GatewayError.PROTOCOL_RATE, Ending.NONE),
  /** Playback positions. */
  PLAYBACK_POSITIONS(GatewayError.PROTOCOL_RATE, Ending.NONE),
  /** Microphone audio, by its bytes and by how long it lasts. */
  AUDIO_SPEED(GatewayError.PROTOCOL_RATE, Ending.NONE),
  /** Messages that went wrong, the last one because it came too fast. */
  HASTE(GatewayError.PROTOCOL_ABUSE, CloseCode.POLICY.code()),
  /** Messages that went wrong, the last one for another reason. */
  NONSENSE(GatewayError.PROTOCOL_ABUSE, CloseCode.PROTOCOL_ABUSE.code()),
  /** Frames of any kind: pings, pongs, fragments without content. */
  FRAMES_PER_SECOND(LimitError.LIMIT_FRAMES, CloseCode.POLICY.code()),
  /** A message that is too large. */
  MESSAGE_BYTES(ProtocolError.PROTOCOL_TOO_LARGE, CloseCodes.TOO_BIG),
  /** Audio of one turn, or one message, that lasts too long. */
  TURN_AUDIO_MS(AudioError.AUDIO_TOO_LONG, Ending.NONE),
  /** No WebSocket, or no whole request, in time. */
  HANDSHAKE_MS(LimitError.LIMIT_HANDSHAKE, Ending.CUT),
  /** A message that does not end. */
  MESSAGE_MS(LimitError.LIMIT_SLOW_SENDER, CloseCode.POLICY.code()),
  /** A client that takes nothing. */
  SLOW_CLIENT_MS(LimitError.LIMIT_SLOW_READER, CloseCode.SLOW_CONSUMER.code()),
  /** A ping that is not answered. */
  PONG_MS(LimitError.LIMIT_PING_UNANSWERED, CloseCode.HEARTBEAT_LOST.code()),
  /** A client that says nothing. */
  INACTIVITY_MS(LimitError.LIMIT_IDLE, CloseCode.IDLE.code()),
  /** A connection that has lasted long enough. */
  CONNECTION_MS(LimitError.LIMIT_CONNECTION_TIME, CloseCodes.GOING_AWAY),
  /** A conversation that has lasted long enough. */
  CONVERSATION_MS(LimitError.LIMIT_CONVERSATION_TIME, Ending.NONE),
  /** The server has too much to do for somebody new. */
  LOAD(LimitError.SERVER_OVERLOADED, CloseCodes.TRY_LATER);

  /** What becomes of a connection without a close code. */
  private enum Ending {
    NONE,
    CUT
  }

  private final ErrorCode error;
  private final OptionalInt closeCode;
  private final boolean cuts;

  Limit(ErrorCode error, int closeCode) {
    this.error = error;
    this.closeCode = OptionalInt.of(closeCode);
    this.cuts = false;
  }

  Limit(ErrorCode error, Ending ending) {
    this.error = error;
    this.closeCode = OptionalInt.empty();
    this.cuts = ending == Ending.CUT;
  }

  /** What the client and the log are told. */
  public ErrorCode error() {
    return error;
  }

  /** With which code the connection is closed; empty when it goes on, or is cut. */
  public OptionalInt closeCode() {
    return closeCode;
  }

  /** Whether the connection ends without a word: there is no WebSocket yet to say it on. */
  public boolean cuts() {
    return cuts;
  }

  /** As metrics and the documentation have it: {@code connections_per_user}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
