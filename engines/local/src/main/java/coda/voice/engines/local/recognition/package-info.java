/**
 * Speech recognition without a model to download: CMU Sphinx4, with two searches side by side.
 *
 * <p>A grammar of everything the assistant understands gives exact words for commands; a small
 * language model of the same domain gives words for whatever the grammar rejects. Both searches run
 * in one thread over the same features, so that the acoustic scores are computed once. See {@code
 * docs/decisions/0003-two-pass-recognition.md}.
 */
@NullMarked
package coda.voice.engines.local.recognition;

import org.jspecify.annotations.NullMarked;
