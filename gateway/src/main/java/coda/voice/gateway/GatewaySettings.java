package coda.voice.gateway;

import coda.voice.gateway.http.AddressRange;
import coda.voice.gateway.tls.TlsIdentity;
import java.util.List;
import java.util.Optional;

/**
 * Where the front doors listen.
 *
 * @param host the address to listen on
 * @param port the port; 0 takes any free one
 * @param eventLoops how many of Vert.x's event loops serve connections, at least 1
 * @param trustedProxies whose headers about clients are believed
 * @param tls who the server is over TLS; empty for a port that speaks plain HTTP
 */
public record GatewaySettings(
    String host,
    int port,
    int eventLoops,
    List<AddressRange> trustedProxies,
    Optional<TlsIdentity> tls) {

  /**
   * A port that speaks plain HTTP.
   *
   * @param host the address to listen on
   * @param port the port; 0 takes any free one
   * @param eventLoops how many of Vert.x's event loops serve connections, at least 1
   * @param trustedProxies whose headers about clients are believed
   */
  public GatewaySettings(String host, int port, int eventLoops, List<AddressRange> trustedProxies) {
    this(host, port, eventLoops, trustedProxies, Optional.empty());
  }

  /**
   * The same port, but with TLS and nothing else.
   *
   * @param identity who the server is
   */
  public GatewaySettings withTls(TlsIdentity identity) {
    return new GatewaySettings(host, port, eventLoops, trustedProxies, Optional.of(identity));
  }
}
