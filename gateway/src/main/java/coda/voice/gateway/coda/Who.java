package coda.voice.gateway.coda;

import coda.voice.conversation.Owner;
import coda.voice.gateway.access.AccessException;
import coda.voice.gateway.access.Identity;
import coda.voice.gateway.access.Scope;
import java.util.Optional;

/**
 * Who is at the other end of a connection, as far as that is known. Used on the connection's loop.
 */
final class Who {
  private Optional<Identity> identity;

  /**
   * Whoever comes in.
   *
   * @param identity if it is known already
   */
  Who(Optional<Identity> identity) {
    this.identity = identity;
  }

  boolean known() {
    return identity.isPresent();
  }

  /**
   * Who it is.
   *
   * @throws AccessException {@code AUTH_REQUIRED}
   */
  Identity identity() {
    return identity.orElseThrow(AccessException::required);
  }

  /**
   * Whose conversations it has.
   *
   * @throws AccessException {@code AUTH_REQUIRED}
   */
  Owner owner() {
    return identity().owner();
  }

  /**
   * Passes if it may do something.
   *
   * @throws AccessException {@code AUTH_REQUIRED} or {@code ACCESS_DENIED}
   */
  void need(Scope scope) {
    if (!identity().may(scope)) {
      throw AccessException.forbidden(scope);
    }
  }

  /** It is known from now on, or known better. */
  void become(Identity now) {
    identity = Optional.of(now);
  }
}
