/** Engines that do what a test says: this after so long, fail so, stall so. */
@NullMarked
package coda.voice.testkit.engines;

import org.jspecify.annotations.NullMarked;
