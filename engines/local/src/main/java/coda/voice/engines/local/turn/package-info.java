/** Turn detection from words: whether the user has said a whole sentence or is about to go on. */
@NullMarked
package coda.voice.engines.local.turn;

import org.jspecify.annotations.NullMarked;
