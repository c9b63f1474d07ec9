/**
 * A conversation: the session that front doors talk to, and what they say to each other.
 *
 * <p>A front door opens a {@link coda.voice.conversation.Session}, feeds it audio and requests, and
 * is told everything through a {@link coda.voice.conversation.SessionListener}. Sub-packages:
 * {@code turn} is the pure state machine, {@code listening} the way from microphone to words,
 * {@code reply} the way from words to speech, {@code playback} the clock that knows what was heard,
 * {@code history} what both sides said and heard.
 */
@NullMarked
package coda.voice.conversation;

import org.jspecify.annotations.NullMarked;
