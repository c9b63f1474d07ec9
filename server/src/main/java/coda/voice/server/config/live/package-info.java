/** The configuration of a running server: its versions, how it changes, and the file it follows. */
@NullMarked
package coda.voice.server.config.live;

import org.jspecify.annotations.NullMarked;
