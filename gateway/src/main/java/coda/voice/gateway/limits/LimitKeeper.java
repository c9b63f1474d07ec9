package coda.voice.gateway.limits;

import coda.voice.gateway.access.Identity;
import coda.voice.gateway.access.TenantLimits;
import coda.voice.gateway.limits.Seats.Claim;
import coda.voice.gateway.load.LoadMonitor;
import io.github.bucket4j.TimeMeter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Keeps all clients of a server together within its limits: who may come in, who may begin a
 * conversation, and how much each may say. Every refusal is counted. May be used from any thread;
 * never blocks.
 */
public final class LimitKeeper {
  /** Places come free when others leave; nobody knows when. */
  private static final long PLACE_RETRY_MS = 2_000;

  private final Supplier<Limits> limits;
  private final LoadMonitor load;
  private final LimitHits hits;
  private final SharedRates rates;
  private final Seats sockets = new Seats();
  private final Seats connections = new Seats();
  private final Seats conversations = new Seats();

  /**
   * Nobody is there yet.
   *
   * @param limits what they may use; asked whenever somebody comes
   * @param load whether the server has room for more
   * @param meters counts exceeded limits
   * @param clock for rates; one that does not go back
   */
  public LimitKeeper(
      Supplier<Limits> limits, LoadMonitor load, MeterRegistry meters, TimeMeter clock) {
    this.limits = limits;
    this.load = load;
    this.hits = new LimitHits(meters);
    this.rates = new SharedRates(limits.get().rates(), clock);
  }

  /** What clients may use now. */
  public Limits limits() {
    return limits.get();
  }

  /** What the server has to do. */
  public LoadMonitor load() {
    return load;
  }

  /** Counts exceeded limits. */
  public LimitHits hits() {
    return hits;
  }

  /**
   * A TCP connection was made.
   *
   * @param address of the peer
   * @param counted whether the address is that of one client, not of a proxy
   * @return its place, or empty when the connection is to be cut
   */
  public Optional<Seat> socket(String address, boolean counted) {
    Places places = limits.get().places();
    List<Claim> claims = new ArrayList<>();
    claims.add(new Claim(Whose.ALL, places.sockets(), Limit.SOCKETS));
    if (counted) {
      claims.add(
          new Claim(Whose.address(address), places.socketsPerAddress(), Limit.SOCKETS_PER_ADDRESS));
    }
    Optional<Limit> reached = sockets.take(claims);
    reached.ifPresent(hits::hit);
    return reached.isPresent() ? Optional.empty() : Optional.of(seat(sockets, claims));
  }

  /**
   * A request over plain HTTP.
   *
   * @param address of the client
   * @throws LimitException {@code LIMIT_REQUEST_RATE}
   */
  public void request(String address) {
    arrive(
        rates.requests(),
        Whose.address(address),
        limits.get().rates().arrivals().requests(),
        Limit.REQUESTS_PER_MINUTE,
        "Too many requests from this address");
  }

  /**
   * A client wants to connect.
   *
   * @param address of the client
   * @return its place
   * @throws LimitException {@code SERVER_OVERLOADED}, {@code LIMIT_CONNECTION_RATE} or {@code
   *     LIMIT_CONNECTIONS}
   */
  public Seat connection(String address) {
    return counted(
        () -> {
          Limits now = limits.get();
          refuseWhenOverloaded();
          arrive(
              rates.connections(),
              Whose.address(address),
              now.rates().arrivals().connections(),
              Limit.CONNECTIONS_PER_MINUTE,
              "Too many new connections from this address");
          Places.Share share = now.places().connections();
          return take(
              connections,
              List.of(
                  new Claim(Whose.ALL, share.total(), Limit.CONNECTIONS),
                  new Claim(
                      Whose.address(address), share.perAddress(), Limit.CONNECTIONS_PER_ADDRESS)));
        });
  }

  /**
   * It is known whose connection it is.
   *
   * @param identity who
   * @return the connection's place among those of its user and tenant
   * @throws LimitException {@code LIMIT_CONNECTIONS}
   */
  public Seat identified(Identity identity) {
    if (Whose.known(Optional.of(identity)).isEmpty()) {
      return Seat.uncounted();
    }
    return counted(
        () -> {
          Places.Share share = limits.get().places().connections();
          return take(
              connections,
              List.of(
                  new Claim(
                      Whose.user(identity.owner()), share.perUser(), Limit.CONNECTIONS_PER_USER),
                  new Claim(
                      Whose.tenant(identity.owner()),
                      identity.limits().maxConnections().orElse(share.perTenant()),
                      Limit.CONNECTIONS_PER_TENANT)));
        });
  }

  /**
   * A conversation is to begin.
   *
   * @param identity whose; empty for nobody in particular
   * @param address of the client
   * @return its place, to be closed when it has ended
   * @throws LimitException {@code SERVER_OVERLOADED}, {@code LIMIT_CONVERSATION_RATE} or {@code
   *     LIMIT_CONVERSATIONS}
   */
  public Seat conversation(Optional<Identity> identity, String address) {
    return counted(
        () -> {
          Limits now = limits.get();
          Places.Share share = now.places().conversations();
          Optional<Identity> known = Whose.known(identity);
          String from = Whose.address(address);
          refuseWhenOverloaded();
          arrive(
              rates.conversations(),
              known.map(who -> Whose.user(who.owner())).orElse(from),
              now.rates().arrivals().conversations(),
              Limit.CONVERSATIONS_PER_MINUTE,
              "Too many new conversations");
          List<Claim> claims = new ArrayList<>();
          claims.add(new Claim(Whose.ALL, share.total(), Limit.CONVERSATIONS));
          claims.add(new Claim(from, share.perAddress(), Limit.CONVERSATIONS_PER_ADDRESS));
          known.ifPresent(
              who -> {
                TenantLimits granted = who.limits();
                claims.add(
                    new Claim(
                        Whose.user(who.owner()), share.perUser(), Limit.CONVERSATIONS_PER_USER));
                claims.add(
                    new Claim(
                        Whose.tenant(who.owner()),
                        granted.maxSessions().orElse(share.perTenant()),
                        Limit.CONVERSATIONS_PER_TENANT));
              });
          return take(conversations, claims);
        });
  }

  /**
   * How much a client may say, that nobody is known behind yet.
   *
   * @param address of the client
   */
  public ClientRates client(String address) {
    return new ClientRates(limits.get().rates(), rates, hits, address);
  }

  /** Connections that have a place. */
  public int connected() {
    return connections.of(Whose.ALL);
  }

  /** Conversations that have a place. */
  public int conversing() {
    return conversations.of(Whose.ALL);
  }

  /** TCP connections that have a place. */
  public int sockets() {
    return sockets.of(Whose.ALL);
  }

  private Seat counted(Supplier<Seat> way) {
    try {
      return way.get();
    } catch (LimitException e) {
      hits.refused(e.limit().label());
      throw e;
    }
  }

  private void refuseWhenOverloaded() {
    if (load.overloaded()) {
      hits.hit(Limit.LOAD);
      throw new LimitException(Limit.LOAD, "Server overloaded", load.retryAfterMs());
    }
  }

  private void arrive(KeyedBuckets buckets, String key, Rate rate, Limit limit, String words) {
    long waitMs = buckets.take(key, rate.allowance(), 1);
    if (waitMs > 0) {
      hits.hit(limit);
      throw new LimitException(limit, words + "; allowed are " + rate, waitMs);
    }
  }

  private Seat take(Seats seats, List<Claim> claims) {
    Optional<Limit> reached = seats.take(claims);
    if (reached.isPresent()) {
      Limit limit = reached.get();
      hits.hit(limit);
      throw new LimitException(limit, words(limit), PLACE_RETRY_MS);
    }
    return seat(seats, claims);
  }

  private static Seat seat(Seats seats, List<Claim> claims) {
    return new Seat(() -> seats.give(claims));
  }

  private static String words(Limit limit) {
    return switch (limit) {
      case CONNECTIONS -> "Server overloaded";
      case CONNECTIONS_PER_ADDRESS -> "Too many connections from this address";
      case CONNECTIONS_PER_USER -> "Too many connections of this user";
      case CONNECTIONS_PER_TENANT -> "Too many connections of this tenant";
      case CONVERSATIONS_PER_ADDRESS -> "Too many conversations from this address";
      case CONVERSATIONS_PER_USER -> "Too many conversations of this user";
      case CONVERSATIONS_PER_TENANT -> "Too many conversations of this tenant";
      default -> "Too many " + limit.label().replace('_', ' ');
    };
  }
}
