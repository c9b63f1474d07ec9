/** The embedded defaults: pure-Java recogniser, synthesisers and an assistant without a model. */
@NullMarked
package coda.voice.engines.local;

import org.jspecify.annotations.NullMarked;
