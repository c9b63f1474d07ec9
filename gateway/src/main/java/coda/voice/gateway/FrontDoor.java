package coda.voice.gateway;

import coda.voice.gateway.access.Visitor;
import coda.voice.gateway.sessions.Watched;
import io.vertx.core.http.ServerWebSocket;
import java.time.Duration;
import java.util.Set;

/** Takes over WebSockets that were let in, and speaks one protocol on them. */
public interface FrontDoor {
  /** The paths it stands at. */
  Set<String> paths();

  /** How its clients show who they are. */
  Handshake handshake();

  /**
   * A client came in. Called on the event loop that the connection lives on.
   *
   * @param socket just opened; the front door sets all handlers before it returns
   * @param visitor who stands there
   * @return the connection, until its {@link ServerWebSocket#closeHandler} was called
   */
  Connection open(ServerWebSocket socket, Visitor visitor);

  /** All its clients, for who looks after them; changes while it is looked at. */
  Set<? extends Watched> watched();

  /** Conversations whose client lost its socket and may come back. May be asked from any thread. */
  int absent();

  /** Nobody is waited for any more: ends the conversations of those who are away. */
  void endAbsent();

  /** A connection, as the server sees it. May be called from any thread. */
  interface Connection {
    /** Whether a conversation is going on. */
    boolean conversing();

    /**
     * The server is stopping: no new conversation; the running one ends after its reply. The client
     * is told.
     *
     * @param timeLeft until it is cut off
     */
    void drain(Duration timeLeft);

    /**
     * Ends whatever runs and closes.
     *
     * @param code one of {@link CloseCodes}
     * @param reason at most 123 bytes
     */
    void close(int code, String reason);

    /** The connection is gone: give everything back. Called once, on the connection's loop. */
    void gone();
  }
}
