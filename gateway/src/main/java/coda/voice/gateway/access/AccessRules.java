package coda.voice.gateway.access;

import java.time.Duration;
import java.time.InstantSource;

/**
 * Who comes in, and from where.
 *
 * @param authenticator finds out who they are
 * @param sites which web sites may come
 * @param expiryWarning how long before their token expires they are warned
 * @param clock tells when it does
 */
public record AccessRules(
    Authenticator authenticator, SiteRules sites, Duration expiryWarning, InstantSource clock) {
  private static final Duration USUAL_WARNING = Duration.ofMinutes(1);

  /** Those of a server on loopback that asks nobody who they are. */
  public static AccessRules open() {
    return new AccessRules(
        new OpenAccess(), SiteRules.local(), USUAL_WARNING, InstantSource.system());
  }
}
