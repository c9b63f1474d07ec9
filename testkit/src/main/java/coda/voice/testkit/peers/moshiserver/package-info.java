/**
 * A scripted {@code moshi-server}: streaming recognition and synthesis by script instead of a
 * model, with the rules of the real server and its quirks.
 */
@NullMarked
package coda.voice.testkit.peers.moshiserver;

import org.jspecify.annotations.NullMarked;
