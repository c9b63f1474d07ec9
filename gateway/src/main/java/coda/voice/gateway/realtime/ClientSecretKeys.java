package coda.voice.gateway.realtime;

import coda.voice.gateway.GatewayException;
import coda.voice.gateway.access.AccessError;
import coda.voice.gateway.access.AccessException;
import coda.voice.gateway.access.Identity;
import coda.voice.gateway.access.Proof;
import coda.voice.gateway.access.Purpose;
import coda.voice.gateway.access.Refusal;
import coda.voice.gateway.access.Scope;
import coda.voice.gateway.access.Secrets;
import coda.voice.protocol.realtime.SessionPatch;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Ephemeral keys: a server of the application fetches one for a client, which opens any number of
 * sessions with it until it expires. It says what they begin with. Sessions outlive their key, but
 * not the proof of whoever fetched it. Kept here as hashes, so many at most, and gone when the
 * process ends. May be used from any thread.
 */
public final class ClientSecretKeys implements Proof {
  private static final Pattern FORM = Pattern.compile("ek_[0-9a-f]{64}");

  private final SecureRandom random = new SecureRandom();
  private final int capacity;
  private final int perOwner;
  private final InstantSource clock;
  private final Map<String, Given> given = new LinkedHashMap<>();

  private record Given(Identity asked, Identity identity, SessionPatch session, Instant until) {}

  /**
   * A new one.
   *
   * @param value a secret; shown once
   * @param until when it opens no more sessions
   */
  public record Issued(String value, Instant until) {
    /** Never the secret. */
    @Override
    public String toString() {
      return "Issued[" + until + "]";
    }
  }

  /**
   * None is out.
   *
   * @param capacity how many may be valid; a tenth of it, at least one, for one who asks
   * @param clock tells the time
   */
  public ClientSecretKeys(int capacity, InstantSource clock) {
    this.capacity = capacity;
    this.perOwner = Math.max(1, capacity / 10);
    this.clock = clock;
  }

  /**
   * Makes one.
   *
   * @param caller who asks, and whose sessions they will be
   * @param lasts how long it opens sessions
   * @param session what they begin with
   * @throws AccessException when the caller may not talk
   * @throws GatewayException {@code CLIENT_TOKENS_EXHAUSTED} when too many are valid
   */
  public Issued issue(Identity caller, Duration lasts, SessionPatch session) {
    if (!caller.may(Scope.TALK)) {
      throw AccessException.forbidden(Scope.TALK);
    }
    String value = "ek_" + Secrets.nextHex(random);
    Instant now = clock.instant();
    Instant until =
        caller.expires().filter(end -> end.isBefore(now.plus(lasts))).orElse(now.plus(lasts));
    Identity identity =
        new Identity(caller.owner(), EnumSet.of(Scope.TALK), caller.expires(), caller.limits());
    keep(Secrets.hash(value), new Given(caller, identity, session, until), now);
    return new Issued(value, until);
  }

  private synchronized void keep(String hash, Given entry, Instant now) {
    if (full(entry)) {
      given.values().removeIf(old -> !now.isBefore(old.until()));
    }
    if (full(entry)) {
      throw GatewayException.retryable(
          AccessError.CLIENT_TOKENS_EXHAUSTED, "Too many ephemeral keys are valid", 1_000);
    }
    given.put(hash, entry);
  }

  private boolean full(Given entry) {
    return given.size() >= capacity
        || given.values().stream()
                .filter(each -> each.asked().owner().equals(entry.asked().owner()))
                .count()
            >= perOwner;
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
    return find(text)
        .map(Given::identity)
        .orElseThrow(() -> AccessException.refused(Refusal.CLIENT_TOKEN));
  }

  /**
   * What sessions of a key begin with.
   *
   * @param text that a client presented
   * @return empty if it is no valid key
   */
  Optional<SessionPatch> session(String text) {
    return reads(text) ? find(text).map(Given::session) : Optional.empty();
  }

  private synchronized Optional<Given> find(String text) {
    return Optional.ofNullable(given.get(Secrets.hash(text)))
        .filter(entry -> clock.instant().isBefore(entry.until()));
  }
}
