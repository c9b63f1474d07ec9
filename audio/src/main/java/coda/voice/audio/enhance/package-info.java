/** Enhancement of microphone audio before anybody listens to it. */
@NullMarked
package coda.voice.audio.enhance;

import org.jspecify.annotations.NullMarked;
