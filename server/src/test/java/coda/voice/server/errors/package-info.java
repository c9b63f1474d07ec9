/** The catalogue of errors. */
@NullMarked
package coda.voice.server.errors;

import org.jspecify.annotations.NullMarked;
