package coda.voice.gateway.coda;

import coda.voice.gateway.Admission;
import coda.voice.gateway.limits.Limits;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * All clients that are here, and those that are expected back. The latter have a limit of their
 * own, as many as may be connected: their connections count no longer, or a full server could take
 * nobody back. May be used from any thread.
 */
final class Visits {
  private final Set<Visit> all = ConcurrentHashMap.newKeySet();
  private final Set<Visit> away = ConcurrentHashMap.newKeySet();
  private final Map<String, Visit> byToken = new ConcurrentHashMap<>();
  private final Admission absences;

  /**
   * Nobody is here.
   *
   * @param limits how many may be away, in total and by address
   */
  Visits(Supplier<Limits> limits) {
    this.absences = new Admission(limits);
  }

  void came(Visit visit) {
    all.add(visit);
  }

  void ended(Visit visit) {
    all.remove(visit);
  }

  /** Whether a client that was lost may be waited for. */
  boolean leaves(Visit visit) {
    if (absences.enter(visit.address()).isPresent()) {
      return false;
    }
    away.add(visit);
    return true;
  }

  /** A client that was away is not any more, whether it came back or not. */
  void awayNoMore(Visit visit) {
    if (away.remove(visit)) {
      absences.leave(visit.address());
    }
  }

  /** Tokens that continue conversations, by their hash. */
  Map<String, Visit> byToken() {
    return byToken;
  }

  /** Whose conversation a token continues. */
  Optional<Visit> find(String token) {
    return Optional.ofNullable(byToken.get(ResumeTokens.hash(token)));
  }

  Set<Visit> all() {
    return all;
  }

  Set<Visit> away() {
    return away;
  }
}
