/** Parsers of what comes from outside, fed with what nobody would send. See docs/fuzzing.md. */
@NullMarked
package coda.voice.server.fuzz;

import org.jspecify.annotations.NullMarked;
