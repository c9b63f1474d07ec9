/** The command line: one class per command, all of them under {@code coda}. */
@NullMarked
package coda.voice.server.cli;

import org.jspecify.annotations.NullMarked;
