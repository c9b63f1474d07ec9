/**
 * WebSockets (RFC 6455) to speech servers, over blocking sockets and virtual threads: TLS with an
 * authority of one's own or none at all, sends one after the other, empty pings only, and an end
 * that is told once with its cause.
 *
 * <p>Not the JDK's client: when a connection ends without a close frame, that one loses what came
 * last or does not tell the end, about one time in five (docs/decisions/0007).
 */
@NullMarked
package coda.voice.engines.kyutai.transport;

import org.jspecify.annotations.NullMarked;
