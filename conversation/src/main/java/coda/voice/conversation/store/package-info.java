/** What is kept of conversations, and where: interfaces and data; databases are elsewhere. */
@NullMarked
package coda.voice.conversation.store;

import org.jspecify.annotations.NullMarked;
