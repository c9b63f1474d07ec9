package coda.voice.gateway;

import coda.voice.gateway.access.AccessRules;
import coda.voice.gateway.http.ClientAddress;
import coda.voice.gateway.http.HttpRoutes;
import coda.voice.gateway.http.RouteAccess;
import coda.voice.gateway.limits.LimitKeeper;
import coda.voice.gateway.load.LoopLag;
import java.util.List;

/**
 * What all event loops of a {@link GatewayServer} share.
 *
 * @param settings where it listens
 * @param service the server behind it
 * @param frontDoors who take WebSockets
 * @param keeper keeps clients within limits
 * @param addresses finds out where they come from
 * @param lag how late event loops are
 * @param connections those that are open
 * @param rules who comes in, and from where
 * @param access who may use which path
 * @param routes paths that are answered over plain HTTP
 * @param meters what is counted and measured
 */
record GatewayParts(
    GatewaySettings settings,
    VoiceService service,
    List<FrontDoor> frontDoors,
    LimitKeeper keeper,
    ClientAddress addresses,
    LoopLag lag,
    OpenConnections connections,
    AccessRules rules,
    RouteAccess access,
    List<HttpRoutes> routes,
    GateMeters meters) {}
