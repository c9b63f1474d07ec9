/**
 * Sound inside Coda Voice: 16-bit PCM, mono, in pooled frames of 20 ms.
 *
 * <p>Sub-packages hold one idea each: {@code wav} files, {@code codec}s, {@code resample}, voice
 * {@code activity} and {@code enhance}ment.
 */
@NullMarked
package coda.voice.audio;

import org.jspecify.annotations.NullMarked;
