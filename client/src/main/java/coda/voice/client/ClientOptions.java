package coda.voice.client;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * How a client connects.
 *
 * @param uri {@code ws://} or {@code wss://}
 * @param token a signed token or key, shown with the upgrade, and by {@code auth} to a server that
 *     asks again; {@link #toString()} does not show it
 * @param trust whose certificates are believed with {@code wss}; empty for the authorities that the
 *     JDK knows
 * @param reconnect what to do about a lost connection
 * @param connectTimeout for the WebSocket and the first message, each
 * @param requestTimeout for the answer to a request
 * @param heartbeat silence after which the server is asked whether it is there; after as much again
 *     without an answer the connection counts as lost
 * @param maxMessageBytes of a message from the server
 * @param controlQueue messages that may wait to be sent; a full queue makes the sender wait
 * @param audioQueue pieces of audio that may wait to be sent, also while reconnecting; a full queue
 *     drops the oldest and counts it
 */
public record ClientOptions(
    URI uri,
    Optional<String> token,
    Optional<SSLContext> trust,
    ReconnectPolicy reconnect,
    Duration connectTimeout,
    Duration requestTimeout,
    Duration heartbeat,
    int maxMessageBytes,
    int controlQueue,
    int audioQueue) {

  /** Checks the ranges. */
  public ClientOptions {
    String scheme = uri.getScheme();
    if (!("ws".equalsIgnoreCase(scheme) || "wss".equalsIgnoreCase(scheme))
        || uri.getHost() == null) {
      throw new IllegalArgumentException("'" + uri + "' is not an address of the form ws://host/…");
    }
    if (token.filter(secret -> !secret.matches("[!-~]+")).isPresent()) {
      throw new IllegalArgumentException("the token holds characters that no token has");
    }
    if (maxMessageBytes < 1 || controlQueue < 1 || audioQueue < 1) {
      throw new IllegalArgumentException("limits and queues have room for at least one");
    }
  }

  /**
   * Options to be changed where the defaults do not suit.
   *
   * @param uri of the server
   */
  public static Builder to(URI uri) {
    return new Builder(uri);
  }

  @Override
  public String toString() {
    return "ClientOptions[" + uri + ", " + reconnect + "]";
  }

  /** Collects options. Used by one thread. */
  public static final class Builder {
    private final URI uri;
    private Optional<String> token = Optional.empty();
    private Optional<SSLContext> trust = Optional.empty();
    private ReconnectPolicy reconnect = ReconnectPolicy.DEFAULT;
    private Duration connectTimeout = Duration.ofSeconds(10);
    private Duration requestTimeout = Duration.ofSeconds(10);
    private Duration heartbeat = Duration.ofSeconds(5);
    private int maxMessageBytes = 10_000_000;
    private int controlQueue = 256;
    private int audioQueue = 250;

    private Builder(URI uri) {
      this.uri = uri;
    }

    /** A signed token, an API key or a client token; none by default. */
    public Builder token(String jwt) {
      token = Optional.of(jwt);
      return this;
    }

    /** See {@link Trust}; the authorities that the JDK knows by default. */
    public Builder trust(SSLContext authorities) {
      trust = Optional.of(authorities);
      return this;
    }

    /** {@link ReconnectPolicy#DEFAULT} by default. */
    public Builder reconnect(ReconnectPolicy policy) {
      reconnect = policy;
      return this;
    }

    /** 10 s by default. */
    public Builder connectTimeout(Duration timeout) {
      connectTimeout = timeout;
      return this;
    }

    /** 10 s by default. */
    public Builder requestTimeout(Duration timeout) {
      requestTimeout = timeout;
      return this;
    }

    /** 5 s by default. */
    public Builder heartbeat(Duration interval) {
      heartbeat = interval;
      return this;
    }

    /** 10 MB by default. */
    public Builder maxMessageBytes(int bytes) {
      maxMessageBytes = bytes;
      return this;
    }

    /** 256 by default. */
    public Builder controlQueue(int messages) {
      controlQueue = messages;
      return this;
    }

    /** 250 by default: five seconds in pieces of 20 ms. */
    public Builder audioQueue(int pieces) {
      audioQueue = pieces;
      return this;
    }

    /** The options. */
    public ClientOptions build() {
      return new ClientOptions(
          uri,
          token,
          trust,
          reconnect,
          connectTimeout,
          requestTimeout,
          heartbeat,
          maxMessageBytes,
          controlQueue,
          audioQueue);
    }
  }
}
