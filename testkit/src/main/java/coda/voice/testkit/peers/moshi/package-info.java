/**
 * A scripted Moshi: {@link coda.voice.testkit.peers.moshi.ScriptedMoshi} speaks the protocol of
 * {@code /api/chat} as the Python server, the Rust backend or a module of {@code moshi-server}
 * does, as strictly as the strictest of them, and decodes what it hears so that tests can check it.
 */
@NullMarked
package coda.voice.testkit.peers.moshi;

import org.jspecify.annotations.NullMarked;
