/** JMH benchmarks of what runs for every frame and every event. */
@NullMarked
package coda.voice.benchmarks;

import org.jspecify.annotations.NullMarked;
