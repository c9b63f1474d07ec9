/**
 * Conversations in a database: {@code DatabaseConversationStore} reads and writes them, {@code
 * StoreKeeper} stands in front of it so that nobody who speaks ever waits for it.
 */
@NullMarked
package coda.voice.storage;

import org.jspecify.annotations.NullMarked;
