/** Judging from the words whether the user has finished. */
@NullMarked
package coda.voice.engines.local.turn;

import org.jspecify.annotations.NullMarked;
