package coda.voice.gateway.access;

import coda.voice.conversation.Owner;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Somebody who was let in.
 *
 * @param owner whose conversations are theirs
 * @param scopes what they may do
 * @param expires from when on they are not let in any more; empty for never
 * @param limits what they were granted beside the limits of the server
 */
public record Identity(
    Owner owner, Set<Scope> scopes, Optional<Instant> expires, TenantLimits limits) {
  /** Copies the scopes. */
  public Identity {
    scopes = Set.copyOf(scopes);
  }

  /**
   * Somebody for whom the limits of the server hold.
   *
   * @param owner see above
   * @param scopes see above
   * @param expires see above
   */
  public Identity(Owner owner, Set<Scope> scopes, Optional<Instant> expires) {
    this(owner, scopes, expires, TenantLimits.SERVERS);
  }

  /**
   * Somebody on a server that does not ask who they are: they may do everything.
   *
   * @param owner who they say they are
   */
  public static Identity trusted(Owner owner) {
    return new Identity(owner, EnumSet.allOf(Scope.class), Optional.empty());
  }

  /**
   * Whether they may do something.
   *
   * @param scope what
   */
  public boolean may(Scope scope) {
    return scopes.contains(scope);
  }
}
