/**
 * A small WebSocket server for scripted peers (RFC 6455), by hand, so that a script can see every
 * frame and break every rule. For tests and demonstrations only.
 *
 * <p>Start a {@link coda.voice.testkit.peers.socket.PeerServer} with a {@link
 * coda.voice.testkit.peers.socket.PeerScript}; it is run once for every connection, on a virtual
 * thread of its own, and reads top to bottom like the conversation it plays.
 */
@NullMarked
package coda.voice.testkit.peers.socket;

import org.jspecify.annotations.NullMarked;
