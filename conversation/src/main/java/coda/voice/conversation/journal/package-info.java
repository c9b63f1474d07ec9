/**
 * The journal of a session: everything its turn machine was told and what followed, as one compact
 * text file, and its replay.
 */
@NullMarked
package coda.voice.conversation.journal;

import org.jspecify.annotations.NullMarked;
