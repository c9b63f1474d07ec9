/**
 * Turn detection without a model: from words, from a recogniser's own predictions, or from silence
 * alone.
 */
@NullMarked
package coda.voice.engines.local.turn;

import org.jspecify.annotations.NullMarked;
