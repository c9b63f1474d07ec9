package coda.voice.gateway.access;

import coda.voice.conversation.Owner;
import coda.voice.gateway.GatewayException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Tokens that a server of the application fetches for its clients, so that an API key never leaves
 * that server. One opens one connection, once, soon. They are kept here as hashes, so many at most,
 * and gone when the process ends. May be used from any thread.
 */
public final class ClientTokens implements Proof {
  private static final Pattern FORM = Pattern.compile("codact_[0-9a-f]{64}");

  private final SecureRandom random = new SecureRandom();
  private final int capacity;
  private final int perOwner;
  private final Duration session;
  private final InstantSource clock;
  private final Map<String, Given> given = new LinkedHashMap<>();
  private final Map<Owner, Integer> count = new HashMap<>();

  private record Given(Identity identity, Owner asked, Instant until) {}

  /**
   * A new one.
   *
   * @param token a secret; shown once
   * @param owner whose conversations will be had with it
   * @param until when it can no longer open a connection
   */
  public record Issued(String token, Owner owner, Instant until) {
    /** Never the secret. */
    @Override
    public String toString() {
      return "Issued[" + owner + ", " + until + "]";
    }
  }

  /**
   * None is out.
   *
   * @param capacity how many may wait to be used; a tenth of it, at least one, for one who asks
   * @param session how long a connection that one opened may last
   * @param clock tells the time
   */
  public ClientTokens(int capacity, Duration session, InstantSource clock) {
    this.capacity = capacity;
    this.perOwner = Math.max(1, capacity / 10);
    this.session = session;
    this.clock = clock;
  }

  /**
   * Makes one.
   *
   * @param caller who asks
   * @param owner for whom
   * @param start how long it can open a connection
   * @throws AccessException when the caller may not talk, or, for somebody else than themselves,
   *     not administer
   * @throws GatewayException {@code CLIENT_TOKENS_EXHAUSTED} when too many wait to be used
   */
  public Issued issue(Identity caller, Owner owner, Duration start) {
    if (!caller.may(Scope.TALK)) {
      throw AccessException.forbidden(Scope.TALK);
    }
    if (!owner.equals(caller.owner()) && !caller.may(Scope.ADMIN)) {
      throw AccessException.forbidden(Scope.ADMIN);
    }
    String token = "codact_" + Secrets.nextHex(random);
    Instant now = clock.instant();
    Instant until = earlier(now.plus(start), caller.expires());
    Identity identity =
        new Identity(
            owner,
            EnumSet.of(Scope.TALK),
            Optional.of(earlier(now.plus(session), caller.expires())),
            caller.limits());
    keep(Secrets.hash(token), new Given(identity, caller.owner(), until), now);
    return new Issued(token, owner, until);
  }

  private synchronized void keep(String hash, Given entry, Instant now) {
    if (given.size() >= capacity || of(entry.asked()) >= perOwner) {
      given.values().removeIf(old -> !now.isBefore(old.until()) && forget(old));
    }
    if (given.size() >= capacity || of(entry.asked()) >= perOwner) {
      throw GatewayException.retryable(
          AccessError.CLIENT_TOKENS_EXHAUSTED, "Too many client tokens wait to be used", 1_000);
    }
    given.put(hash, entry);
    count.merge(entry.asked(), 1, Integer::sum);
  }

  private int of(Owner asked) {
    return count.getOrDefault(asked, 0);
  }

  private boolean forget(Given old) {
    count.computeIfPresent(old.asked(), (owner, n) -> n == 1 ? null : n - 1);
    return true;
  }

  @Override
  public boolean reads(String text) {
    return FORM.matcher(text).matches();
  }

  @Override
  public Identity identify(String text, Purpose purpose) {
    if (purpose != Purpose.CONNECTION) {
      throw AccessException.refused(Refusal.CONNECTIONS_ONLY);
    }
    Given entry;
    synchronized (this) {
      entry = given.remove(Secrets.hash(text));
      if (entry != null) {
        forget(entry);
      }
    }
    if (entry == null || !clock.instant().isBefore(entry.until())) {
      throw AccessException.refused(Refusal.CLIENT_TOKEN);
    }
    return entry.identity();
  }

  private static Instant earlier(Instant one, Optional<Instant> other) {
    return other.filter(instant -> instant.isBefore(one)).orElse(one);
  }
}
