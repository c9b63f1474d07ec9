package coda.voice.gateway.limits;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Counts places that are taken, by whom. Taking one for several at once succeeds for all or for
 * none. May be used from any thread.
 */
final class Seats {
  private final Map<String, Integer> taken = new HashMap<>();

  /**
   * One of those a place is taken for.
   *
   * @param key who
   * @param most how many places they may have
   * @param limit which limit that is
   */
  record Claim(String key, int most, Limit limit) {}

  /**
   * Takes a place.
   *
   * @param claims for all of these
   * @return which limit is in the way; empty when it was taken and is to be given back
   */
  synchronized Optional<Limit> take(List<Claim> claims) {
    for (Claim claim : claims) {
      if (taken.getOrDefault(claim.key(), 0) >= claim.most()) {
        return Optional.of(claim.limit());
      }
    }
    claims.forEach(claim -> taken.merge(claim.key(), 1, Integer::sum));
    return Optional.empty();
  }

  /** Gives back what was taken with the same claims. */
  synchronized void give(List<Claim> claims) {
    claims.forEach(
        claim ->
            taken.computeIfPresent(claim.key(), (key, count) -> count == 1 ? null : count - 1));
  }

  /** How many places somebody has. */
  synchronized int of(String key) {
    return taken.getOrDefault(key, 0);
  }
}
