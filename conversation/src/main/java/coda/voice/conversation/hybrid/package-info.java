/** Two answers to one turn, of which one is heard. */
@NullMarked
package coda.voice.conversation.hybrid;

import org.jspecify.annotations.NullMarked;
