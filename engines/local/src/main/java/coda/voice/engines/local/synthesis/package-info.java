/** Voices without a model to download: MaryTTS and FreeTTS, both pure Java. */
@NullMarked
package coda.voice.engines.local.synthesis;

import org.jspecify.annotations.NullMarked;
