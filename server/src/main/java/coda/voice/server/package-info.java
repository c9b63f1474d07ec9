/**
 * The server as a whole: what is made of the configuration, and in which order it starts and ends.
 */
@NullMarked
package coda.voice.server;

import org.jspecify.annotations.NullMarked;
