package coda.voice.gateway.coda;

import coda.voice.conversation.Owner;
import coda.voice.conversation.SessionLoop.Cancellable;
import coda.voice.gateway.Heartbeat;
import coda.voice.gateway.access.AccessException;
import coda.voice.gateway.access.AccessRules;
import coda.voice.gateway.access.Credential;
import coda.voice.gateway.access.Identity;
import coda.voice.gateway.access.Purpose;
import coda.voice.gateway.access.Refusal;
import coda.voice.gateway.limits.LimitException;
import coda.voice.gateway.limits.Seat;
import coda.voice.protocol.coda.ClientMessage;
import coda.voice.protocol.coda.CloseCode;
import coda.voice.protocol.coda.EventType;
import coda.voice.protocol.coda.ServerMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out who a client is, and watches that it stays so: a client that does not say so in time,
 * or fails too often, is closed with 1008; one whose token expires is warned, and then closed with
 * 4005, unless it shows a newer token of the same owner before. Used on the connection's loop.
 */
final class Authentication {
  private static final Logger LOG = LoggerFactory.getLogger(Authentication.class);

  /** After so many wrong tokens the connection ends. */
  private static final int PATIENCE = 3;

  /** Clocks are looked at again after so long, whatever they promised: they can be set. */
  private static final long LONGEST_WAIT_MS = 60_000;

  private final ConnectionParts parts;
  private final AccessRules rules;
  private final Heartbeat.Verdict close;
  private Cancellable timer = () -> {};
  private Seat seat = Seat.uncounted();
  private boolean seated;
  private int failures;
  private boolean warned;
  private boolean stopped;

  /**
   * The authentication of one connection.
   *
   * @param parts of the connection
   * @param close ends it
   */
  Authentication(ConnectionParts parts, Heartbeat.Verdict close) {
    this.parts = parts;
    this.rules = parts.shared().access();
    this.close = close;
  }

  /** Who comes in, as far as that is known: on a server that does not ask, everybody is. */
  static Who atTheDoor(AccessRules rules, Optional<Identity> identity) {
    return new Who(
        rules.authenticator().required() ? identity : Optional.of(Identity.trusted(Owner.ANYBODY)));
  }

  /** The connection begins, or another one takes its place. */
  void begin() {
    stopped = false;
    warned = false;
    if (parts.who().known()) {
      if (seated(parts.who().identity())) {
        watch();
      }
    } else {
      timer = parts.loop().schedule(parts.limits().patience().handshakeMs(), this::tooLate);
    }
  }

  /** The connection is over. */
  void stop() {
    stopped = true;
    timer.cancel();
    seat.close();
    seated = false;
  }

  /** The client says who it is. What it sends meanwhile waits. */
  void auth(ClientMessage.Auth message, Optional<String> inReplyTo) {
    parts.gate().hold();
    rules
        .authenticator()
        .identify(credential(message), parts.visitor().address(), Purpose.CONNECTION)
        .whenComplete(
            (identity, failure) ->
                parts
                    .loop()
                    .execute(
                        () -> {
                          try {
                            settle(message, inReplyTo, identity, failure);
                          } finally {
                            parts.gate().release();
                          }
                        }));
  }

  /** On a server that does not ask, a name is enough, and a token is not looked at. */
  private Credential credential(ClientMessage.Auth message) {
    return rules.authenticator().required()
        ? new Credential.Bearer(message.token())
        : message.userId().<Credential>map(Credential.Claim::new).orElse(Credential.NONE);
  }

  private void settle(
      ClientMessage.Auth message,
      Optional<String> inReplyTo,
      @Nullable Identity identity,
      @Nullable Throwable failure) {
    if (stopped) {
      return;
    }
    if (identity == null) {
      Throwable cause =
          failure instanceof CompletionException && failure.getCause() != null
              ? failure.getCause()
              : failure;
      if (!(cause instanceof AccessException refused)) {
        throw new IllegalStateException("The client could not be authenticated", cause);
      }
      failed(refused, inReplyTo);
    } else if (rules.authenticator().required() && isSomebodyElse(message, identity)) {
      failed(AccessException.refused(Refusal.OTHER_USER), inReplyTo);
    } else {
      succeeded(identity, inReplyTo);
    }
  }

  private boolean isSomebodyElse(ClientMessage.Auth message, Identity identity) {
    boolean otherName =
        message.userId().filter(name -> !name.equals(identity.owner().user())).isPresent();
    return otherName || (parts.who().known() && !parts.who().owner().equals(identity.owner()));
  }

  /** Takes the connection's place among those of its owner; if there is none, it ends. */
  private boolean seated(Identity identity) {
    if (!seated) {
      try {
        seat = parts.shared().keeper().identified(identity);
        seated = true;
      } catch (LimitException e) {
        parts.failures().fatal(e);
        close.end(
            CloseCode.OVERLOADED.code(), e.safeMessage() + "; retry_after_ms=" + e.retryAfterMs());
        return false;
      }
    }
    parts.rates().identified(Optional.of(identity));
    return true;
  }

  private void succeeded(Identity identity, Optional<String> inReplyTo) {
    if (!seated(identity)) {
      return;
    }
    parts.who().become(identity);
    parts
        .out()
        .answer(
            new ServerMessage.AuthSuccess(
                identity.owner().user(),
                seconds(rules.clock().instant()),
                identity
                    .expires()
                    .map(time -> OptionalDouble.of(seconds(time)))
                    .orElseGet(OptionalDouble::empty)),
            inReplyTo);
    warned = false;
    watch();
  }

  private void failed(AccessException why, Optional<String> inReplyTo) {
    if (!why.logged()) {
      LOG.warn("[{}] {}: {}", why.reference(), why.code(), why.getMessage());
    }
    parts
        .out()
        .answer(
            new ServerMessage.AuthFailed(
                why.safeMessage(),
                Optional.of(why.code()),
                Optional.of(why.reference()),
                why.retryAfterMs()),
            inReplyTo);
    parts.shared().meters().failed("coda", why.code());
    failures++;
    if (failures >= PATIENCE) {
      close.end(CloseCode.POLICY.code(), "Authentication failed");
    }
  }

  private void tooLate() {
    if (!stopped && !parts.who().known()) {
      parts.failures().fatal(AccessException.required());
      close.end(CloseCode.POLICY.code(), "Authentication required");
    }
  }

  /** Looks at the clock, and again when it will matter. */
  private void watch() {
    timer.cancel();
    check();
    Optional<Instant> expires = expires();
    if (!stopped && expires.isPresent()) {
      long left = left(expires.get());
      long warning = rules.expiryWarning().toMillis();
      long wait = left > warning ? left - warning : left;
      timer = parts.loop().schedule(Math.clamp(wait, 1, LONGEST_WAIT_MS), this::watch);
    }
  }

  /** Warns or ends, if it is time to. Called every now and then. */
  void check() {
    Optional<Instant> expires = expires();
    if (stopped || expires.isEmpty()) {
      return;
    }
    long left = left(expires.get());
    if (left <= 0) {
      parts.failures().fatal(AccessException.refused(Refusal.EXPIRED));
      close.end(CloseCode.TOKEN_EXPIRED.code(), "The token has expired");
    } else if (!warned && left <= rules.expiryWarning().toMillis()) {
      warned = true;
      parts
          .events()
          .tell(
              EventType.AUTH_EXPIRING,
              Map.of("time_left_ms", left, "expires_at", seconds(expires.get())),
              Optional.empty());
      parts.farewell().announce(Farewell.TOKEN_EXPIRES, Duration.ofMillis(left));
    }
  }

  private Optional<Instant> expires() {
    return parts.who().known() ? parts.who().identity().expires() : Optional.empty();
  }

  private long left(Instant expires) {
    return Duration.between(rules.clock().instant(), expires).toMillis();
  }

  private static double seconds(Instant time) {
    return time.toEpochMilli() / 1000.0;
  }
}
