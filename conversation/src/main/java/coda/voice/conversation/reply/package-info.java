/** From an answer's words to its speech: sentences, plain words, synthesis. */
@NullMarked
package coda.voice.conversation.reply;

import org.jspecify.annotations.NullMarked;
