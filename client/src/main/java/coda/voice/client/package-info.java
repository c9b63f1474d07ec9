/**
 * The Java client: {@link coda.voice.client.CodaClient} speaks the Coda protocol over the JDK's
 * WebSocket, reconnects by itself and tells a {@link coda.voice.client.CodaListener} everything.
 *
 * <p>{@code audio} has a microphone's pace and a reply's timeline, {@code cli} the command {@code
 * talk}.
 */
@NullMarked
package coda.voice.client;

import org.jspecify.annotations.NullMarked;
