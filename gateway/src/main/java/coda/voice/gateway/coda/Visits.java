package coda.voice.gateway.coda;

import coda.voice.gateway.access.Secrets;
import coda.voice.gateway.limits.Places;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * All clients that are here, and those that are expected back. The latter have a limit of their
 * own, as many as may be connected: their connections count no longer, or a full server could take
 * nobody back. (Their conversations keep their places.) May be used from any thread.
 */
final class Visits {
  private final Supplier<Places.Share> most;
  private final Set<Visit> all = ConcurrentHashMap.newKeySet();
  private final Map<String, Visit> byToken = new ConcurrentHashMap<>();
  private final Map<Visit, String> away = new ConcurrentHashMap<>();
  private final Map<String, Integer> awayByAddress = new HashMap<>();

  /**
   * Nobody is here.
   *
   * @param most how many may be connected, in total and by address
   */
  Visits(Supplier<Places.Share> most) {
    this.most = most;
  }

  void came(Visit visit) {
    all.add(visit);
  }

  void ended(Visit visit) {
    all.remove(visit);
  }

  /** Whether a client that was lost may be waited for. */
  synchronized boolean leaves(Visit visit) {
    Places.Share allowed = most.get();
    String address = visit.address();
    int here = awayByAddress.getOrDefault(address, 0);
    if (away.size() >= allowed.total() || here >= allowed.perAddress()) {
      return false;
    }
    away.put(visit, address);
    awayByAddress.put(address, here + 1);
    return true;
  }

  /** A client that was away is not any more, whether it came back or not. */
  synchronized void awayNoMore(Visit visit) {
    String address = away.remove(visit);
    if (address != null) {
      awayByAddress.computeIfPresent(address, (key, count) -> count == 1 ? null : count - 1);
    }
  }

  /** Tokens that continue conversations, by their hash. */
  Map<String, Visit> byToken() {
    return byToken;
  }

  /** Whose conversation a token continues. */
  Optional<Visit> find(String token) {
    return Optional.ofNullable(byToken.get(Secrets.hash(token)));
  }

  Set<Visit> all() {
    return all;
  }

  Set<Visit> away() {
    return away.keySet();
  }
}
