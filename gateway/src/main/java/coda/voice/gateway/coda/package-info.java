/**
 * The front door of the Coda protocol. {@link coda.voice.gateway.coda.CodaFrontDoor} takes sockets;
 * each gets a connection made of small parts: what comes in, what goes out, microphone, replies,
 * heartbeat, rates. All of a connection runs on its event loop.
 */
@NullMarked
package coda.voice.gateway.coda;

import org.jspecify.annotations.NullMarked;
