/** What was said by the user and heard from the assistant. */
@NullMarked
package coda.voice.conversation.history;

import org.jspecify.annotations.NullMarked;
