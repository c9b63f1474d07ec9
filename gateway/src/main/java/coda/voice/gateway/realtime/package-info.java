/**
 * The Realtime front door: clients of OpenAI's Realtime API over WebSocket. Translates between its
 * events and those of a session; what is decided is decided there. The protocol itself is in {@code
 * coda.voice.protocol.realtime}.
 */
@NullMarked
package coda.voice.gateway.realtime;

import org.jspecify.annotations.NullMarked;
