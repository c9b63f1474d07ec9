/** A scripted server with OpenAI's interface. */
@NullMarked
package coda.voice.testkit.peers.openai;

import org.jspecify.annotations.NullMarked;
