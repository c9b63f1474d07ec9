/** From one sample rate to another. */
@NullMarked
package coda.voice.audio.resample;

import org.jspecify.annotations.NullMarked;
