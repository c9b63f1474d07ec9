/** From the microphone to words: pre-roll, enhancement, voice activity, recognition. */
@NullMarked
package coda.voice.conversation.listening;

import org.jspecify.annotations.NullMarked;
