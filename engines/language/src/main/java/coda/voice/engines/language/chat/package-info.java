/**
 * What all language models have in common: one answer with its rounds of tools, deadlines, permits,
 * history that fits the context window, and the memory of what does not.
 */
@NullMarked
package coda.voice.engines.language.chat;

import org.jspecify.annotations.NullMarked;
