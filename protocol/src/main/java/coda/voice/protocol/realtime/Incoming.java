package coda.voice.protocol.realtime;

import java.util.Optional;

/**
 * A client's event with its id.
 *
 * @param eventId as the client chose it, at most 512 characters
 * @param event what it says
 */
public record Incoming(Optional<String> eventId, ClientEvent event) {}
