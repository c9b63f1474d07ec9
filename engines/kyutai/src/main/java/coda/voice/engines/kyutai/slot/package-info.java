/**
 * {@code moshi-server} as the engines see it: an address with a number of slots, and one slot for
 * the length of an utterance or a sentence.
 */
@NullMarked
package coda.voice.engines.kyutai.slot;

import org.jspecify.annotations.NullMarked;
