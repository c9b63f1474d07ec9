/**
 * Hours in the life of a server, made short: callers who talk, vanish and abuse it, and whether it
 * is afterwards what it was before.
 */
@NullMarked
package coda.voice.server.soak;

import org.jspecify.annotations.NullMarked;
