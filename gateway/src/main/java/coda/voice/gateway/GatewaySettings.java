package coda.voice.gateway;

import coda.voice.gateway.limits.Limits;
import java.util.function.Supplier;

/**
 * Where the front doors listen, and what clients may use.
 *
 * @param host the address to listen on
 * @param port the port; 0 takes any free one
 * @param eventLoops how many of Vert.x's event loops serve connections, at least 1
 * @param limits what clients may use; asked for every new connection
 */
public record GatewaySettings(String host, int port, int eventLoops, Supplier<Limits> limits) {}
