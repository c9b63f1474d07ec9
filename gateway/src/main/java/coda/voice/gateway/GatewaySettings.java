package coda.voice.gateway;

import coda.voice.gateway.http.AddressRange;
import java.util.List;

/**
 * Where the front doors listen.
 *
 * @param host the address to listen on
 * @param port the port; 0 takes any free one
 * @param eventLoops how many of Vert.x's event loops serve connections, at least 1
 * @param trustedProxies whose headers about clients are believed
 */
public record GatewaySettings(
    String host, int port, int eventLoops, List<AddressRange> trustedProxies) {}
