/**
 * What is played: reply audio with its words, sent a little ahead of real time, and what was heard
 * of it.
 */
@NullMarked
package coda.voice.conversation.playback;

import org.jspecify.annotations.NullMarked;
