/** A scripted Ollama. */
@NullMarked
package coda.voice.testkit.peers.ollama;

import org.jspecify.annotations.NullMarked;
