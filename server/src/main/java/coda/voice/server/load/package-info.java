/** Measures what the process has to do. */
@NullMarked
package coda.voice.server.load;

import org.jspecify.annotations.NullMarked;
