/** What scripted servers of language models have in common. */
@NullMarked
package coda.voice.testkit.peers.chat;

import org.jspecify.annotations.NullMarked;
