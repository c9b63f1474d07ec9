/** A client's ears and mouth: audio sources, the microphone's pace, the reply's timeline. */
@NullMarked
package coda.voice.client.audio;

import org.jspecify.annotations.NullMarked;
