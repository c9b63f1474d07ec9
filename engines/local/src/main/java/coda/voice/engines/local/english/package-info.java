/** Spoken English: words of a text, numbers, durations, sums, units and dates, read and said. */
@NullMarked
package coda.voice.engines.local.english;

import org.jspecify.annotations.NullMarked;
