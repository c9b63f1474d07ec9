/** Codecs: G.711, and Opus in packets or in Ogg. */
@NullMarked
package coda.voice.audio.codec;

import org.jspecify.annotations.NullMarked;
