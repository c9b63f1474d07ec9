package coda.voice.gateway.coda;

import coda.voice.protocol.coda.ServerMessage;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a client in good time that its connection is going to end, so that it can come back by
 * itself. Used on the client's loop.
 */
final class Farewell {
  private static final Logger LOG = LoggerFactory.getLogger(Farewell.class);

  /** The server stops. */
  static final String DRAIN = "drain";

  /** The conversation has lasted as long as it may. */
  static final String CONVERSATION_LIMIT = "conversation_limit";

  /** The connection has lasted as long as it may; the conversation may go on over another. */
  static final String CONNECTION_LIMIT = "connection_limit";

  /** The token expires; with a newer one the client may stay, or come back. */
  static final String TOKEN_EXPIRES = "token_expires";

  private final Outbound out;
  private final Supplier<Optional<String>> token;

  /**
   * Says nothing yet.
   *
   * @param out where it is said
   * @param token continues the conversation, if there is one
   */
  Farewell(Outbound out, Supplier<Optional<String>> token) {
    this.out = out;
    this.token = token;
  }

  /**
   * The connection ends, but the conversation may be continued on another: {@code go_away} with the
   * token for that.
   *
   * @param reason one word: {@code token_expires}, {@code connection_limit}
   * @param timeLeft until then
   */
  void announce(String reason, Duration timeLeft) {
    say(reason, timeLeft, token.get());
  }

  /**
   * The connection ends and the conversation with it: {@code go_away} without a token.
   *
   * @param reason one word: {@code drain}, {@code conversation_limit}
   * @param timeLeft until then
   */
  void announceEnd(String reason, Duration timeLeft) {
    say(reason, timeLeft, Optional.empty());
  }

  private void say(String reason, Duration timeLeft, Optional<String> resumeToken) {
    LOG.debug("The client is told to go within {}: {}", timeLeft, reason);
    out.aside(
        new ServerMessage.GoAway(reason, Math.max(0, timeLeft.toMillis()), resumeToken),
        Optional.empty());
  }
}
