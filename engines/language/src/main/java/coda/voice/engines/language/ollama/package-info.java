/** Models served by Ollama. */
@NullMarked
package coda.voice.engines.language.ollama;

import org.jspecify.annotations.NullMarked;
