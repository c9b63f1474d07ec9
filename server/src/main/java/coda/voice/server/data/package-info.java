/** What is stored of conversations, for those whose it is: to read, to take along, to delete. */
@NullMarked
package coda.voice.server.data;

import org.jspecify.annotations.NullMarked;
