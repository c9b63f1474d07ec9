package coda.voice.gateway;

/**
 * What all event loops of a {@link GatewayServer} share.
 *
 * @param settings where it listens
 * @param service the server behind it
 * @param frontDoor who takes WebSockets
 * @param admission counts places
 * @param connections those that are open
 * @param health answers of {@code /health}
 */
record GatewayParts(
    GatewaySettings settings,
    VoiceService service,
    FrontDoor frontDoor,
    Admission admission,
    OpenConnections connections,
    HealthAnswers health) {}
