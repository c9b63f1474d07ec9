/** Tests that look for wrong orders between threads, by jcstress. */
@NullMarked
package coda.voice.benchmarks.stress;

import org.jspecify.annotations.NullMarked;
