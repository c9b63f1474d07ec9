/**
 * Plays scenarios: a whole session in virtual time, with engines that do as the scenario says, a
 * user at the microphone and a client that knows what was really heard.
 *
 * <p>Sound carries its meaning: every word, spoken by the user or by the voice, has a sample value
 * of its own, so what was recognised and what was heard can be read off the samples, and nothing
 * that is lost or repeated on the way stays unnoticed.
 */
@NullMarked
package coda.voice.testkit.play;

import org.jspecify.annotations.NullMarked;
