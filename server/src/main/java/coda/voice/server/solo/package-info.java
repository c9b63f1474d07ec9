/** One engine by itself, outside a server: for commands that try an engine, and for the demo. */
@NullMarked
package coda.voice.server.solo;

import org.jspecify.annotations.NullMarked;
