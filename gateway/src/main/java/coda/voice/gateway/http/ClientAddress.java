package coda.voice.gateway.http;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * Which address a request comes from. That is the peer's, unless the peer is a proxy that is
 * trusted: then it is what the proxies say in {@code Forwarded} or {@code X-Forwarded-For}, read
 * from the right as far as they are trusted. What stands further left may be made up by the client
 * and is not looked at.
 *
 * <p>A header that is malformed, or both headers at once, of which a proxy would have written only
 * one, count for nothing: the address is then the proxy's. May be used from any thread.
 */
public final class ClientAddress {
  private final List<AddressRange> trusted;
  private final Counter ignored;

  /**
   * With these proxies.
   *
   * @param trusted proxies whose headers are believed; empty for none
   * @param meters counts headers that were not, in {@code coda.forwarded.ignored}
   */
  public ClientAddress(List<AddressRange> trusted, MeterRegistry meters) {
    this.trusted = List.copyOf(trusted);
    this.ignored =
        Counter.builder("coda.forwarded.ignored")
            .description("Headers of trusted proxies about the client that could not be used")
            .register(meters);
  }

  /**
   * The address of whoever makes a request.
   *
   * @param request with its headers
   */
  public String of(HttpServerRequest request) {
    return of(
        peer(request.remoteAddress()),
        request.headers().getAll("forwarded"),
        request.headers().getAll("x-forwarded-for"));
  }

  /**
   * Whether a peer is a proxy that is trusted: its address is not that of one client.
   *
   * @param peer as the socket has it
   */
  public boolean proxy(SocketAddress peer) {
    return Addresses.parse(peer(peer)).filter(this::trusts).isPresent();
  }

  /**
   * The address of a peer.
   *
   * @param peer as the socket has it; null where it has none
   * @return without a zone; empty for none
   */
  public static String peer(@org.jspecify.annotations.Nullable SocketAddress peer) {
    String address = peer == null ? null : peer.hostAddress();
    if (address == null) {
      return "";
    }
    int zone = address.indexOf('%');
    return zone < 0 ? address : address.substring(0, zone);
  }

  String of(String peer, List<String> standard, List<String> plain) {
    Optional<InetAddress> proxy = Addresses.parse(peer).filter(this::trusts);
    if (proxy.isEmpty() || (standard.isEmpty() && plain.isEmpty())) {
      return peer;
    }
    Optional<List<Hop>> hops =
        !standard.isEmpty() && !plain.isEmpty()
            ? Optional.empty()
            : standard.isEmpty()
                ? ForwardedHeaders.plain(plain)
                : ForwardedHeaders.standard(standard);
    if (hops.isEmpty()) {
      ignored.increment();
      return peer;
    }
    return last(proxy.get(), hops.get()).getHostAddress();
  }

  private InetAddress last(InetAddress proxy, List<Hop> hops) {
    InetAddress nearest = proxy;
    for (Hop hop : hops.reversed()) {
      if (!(hop instanceof Hop.From(InetAddress address))) {
        return nearest;
      }
      nearest = address;
      if (!trusts(address)) {
        return nearest;
      }
    }
    return nearest;
  }

  private boolean trusts(InetAddress address) {
    return trusted.stream().anyMatch(range -> range.contains(address));
  }
}
