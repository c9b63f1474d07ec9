/** A small notation for phrases, and what it becomes: a matcher, a grammar, example sentences. */
@NullMarked
package coda.voice.engines.local.phrases;

import org.jspecify.annotations.NullMarked;
