/** WAV files, read and written. */
@NullMarked
package coda.voice.audio.wav;

import org.jspecify.annotations.NullMarked;
