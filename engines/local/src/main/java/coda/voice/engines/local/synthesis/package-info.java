/**
 * English voices in pure Java: MaryTTS, and FreeTTS as the light alternative.
 *
 * <p>What both share: {@link coda.voice.engines.local.synthesis.SpeakableText} makes any text fit
 * to be spoken, {@link coda.voice.engines.local.synthesis.SpeechQueue} admits sentences and sees
 * that each ends once, {@link coda.voice.engines.local.synthesis.SpeechOutput} levels and trims the
 * sound on its way out.
 */
@NullMarked
package coda.voice.engines.local.synthesis;

import org.jspecify.annotations.NullMarked;
