/**
 * A duplex model in a session: its live line, what it says cut into utterances, and an utterance as
 * an answer.
 */
@NullMarked
package coda.voice.conversation.duplex;

import org.jspecify.annotations.NullMarked;
