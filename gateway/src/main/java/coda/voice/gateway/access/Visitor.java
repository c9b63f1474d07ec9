package coda.voice.gateway.access;

import java.util.Optional;

/**
 * A client as it stands at the door.
 *
 * @param address where it comes from: the client's own, also behind a proxy that is trusted
 * @param identity who it is, if it said so while it came in
 */
public record Visitor(String address, Optional<Identity> identity) {}
