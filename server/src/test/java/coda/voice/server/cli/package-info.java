/** Tests of the command line. */
@NullMarked
package coda.voice.server.cli;

import org.jspecify.annotations.NullMarked;
