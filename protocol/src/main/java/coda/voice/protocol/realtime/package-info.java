/**
 * The OpenAI Realtime protocol over WebSocket: its events as records and their JSON, with the older
 * beta dialect as a translation of names and of three shapes.
 *
 * <p>{@link coda.voice.protocol.realtime.RealtimeReader} and {@link
 * coda.voice.protocol.realtime.AppendReader} understand what a client sends, {@link
 * coda.voice.protocol.realtime.RealtimeWriter} says what the server answers, {@link
 * coda.voice.protocol.realtime.SessionConfig} is what both agree on. Source: the type definitions
 * of npm {@code openai} 7.57 and the published OpenAPI document.
 */
@NullMarked
package coda.voice.protocol.realtime;

import org.jspecify.annotations.NullMarked;
