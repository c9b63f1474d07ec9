/**
 * WebSockets to speech servers on the JDK's client: TLS with an authority of one's own or none at
 * all, sends one after the other, empty pings only, and an end that is told once with its cause.
 */
@NullMarked
package coda.voice.engines.kyutai.transport;

import org.jspecify.annotations.NullMarked;
