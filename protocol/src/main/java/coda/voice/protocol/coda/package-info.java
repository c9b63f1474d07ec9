/**
 * The Coda protocol: one JSON object per text frame, audio in it or in binary frames beside it.
 *
 * <p>{@link coda.voice.protocol.coda.ClientMessage} and {@link
 * coda.voice.protocol.coda.ServerMessage} hold one record per message, {@link
 * coda.voice.protocol.coda.CodaCodec} turns them into text and back, {@link
 * coda.voice.protocol.coda.BinaryFrame} carries audio. Described for users in {@code
 * docs/protocol.md} and for machines in {@code docs/asyncapi.yaml}.
 */
@NullMarked
package coda.voice.protocol.coda;

import org.jspecify.annotations.NullMarked;
