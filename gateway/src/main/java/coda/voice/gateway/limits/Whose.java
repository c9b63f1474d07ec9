package coda.voice.gateway.limits;

import coda.voice.conversation.Owner;
import coda.voice.gateway.access.Identity;
import java.util.Optional;

/** Under which names is counted what somebody uses. */
final class Whose {
  /** Everybody. */
  static final String ALL = "all";

  private Whose() {}

  /** An address; whoever has one of IPv6 has all of its /64. */
  static String address(String address) {
    return "a " + Networks.of(address);
  }

  /** A user of a tenant. */
  static String user(Owner owner) {
    return "u " + owner.tenant().length() + " " + owner.tenant() + " " + owner.user();
  }

  /** A tenant. */
  static String tenant(Owner owner) {
    return "t " + owner.tenant();
  }

  /** Whoever is somebody: those who did not say who they are do not share one user's limits. */
  static Optional<Identity> known(Optional<Identity> identity) {
    return identity.filter(who -> !who.owner().equals(Owner.ANYBODY));
  }
}
