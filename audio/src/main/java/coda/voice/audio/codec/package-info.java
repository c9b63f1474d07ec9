/** Codecs: G.711, MP3, FLAC, and Opus in packets, in Ogg or in WebM. */
@NullMarked
package coda.voice.audio.codec;

import org.jspecify.annotations.NullMarked;
